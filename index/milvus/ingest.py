"""One batch of files into the rows of a server: read, cut, embed what is new, write.

Owns what a worker does from a file's path to its rows. The keys that it writes under follow from
the batch's number and its files alone, so that a batch which is done twice, its first worker having
died, leaves the same rows. Knows nothing of which files are to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.corpus import Passage
from index.embedding.protocol import Embedder
from index.location import Address
from index.milvus.catalog import Catalog, Segment
from index.milvus.client import Server, connected
from index.milvus.lease import require
from index.milvus.lexical.postings import Collected, Counts, blocks, blocks_needed, collect
from index.milvus.lexical.row_terms import held_terms
from index.milvus.rows import (
    Filed,
    Told,
    Vectored,
    about,
    article_records,
    columns_needed,
    digests,
    file_records,
    pack,
    packed,
    passage_row,
    postings_records,
)
from index.milvus.schema import (
    Row,
    first_key,
    one_of,
    passages_of,
    records_of,
    sentence_fields,
    visible,
)
from index.sources.near_duplicates import signature
from index.sources.read import FileArticles, read_batch
from index.workers.remote_encoding import PicklableEmbedder

AT_ONCE = 512  # passages whose vectors are looked up or made at once

Digest = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """Where vectors that are good still can be looked up: a generation of some collections."""

    epoch: int
    generation: int
    columns: int


@dataclass(frozen=True, slots=True)
class Job:
    """What all batches of a build have in common."""

    seeds: Path
    address: Address
    epoch: int
    generation: int
    embedder: PicklableEmbedder
    known: Known | None
    lease: str  # under which it is done: a worker that outlives its build must write no more
    encoding: str | None = None  # of files that are not UTF-8 and state none


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are done together, by their paths; batches of one build have different numbers."""

    number: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of a batch. ``embedded`` counts the passages whose vectors were not known."""

    texts: tuple[FileArticles, ...]  # without their articles
    files: tuple[Filed, ...]
    segment: Segment
    embedded: int


def ingest(job: Job, batch: Batch) -> Ingested:
    """Write the rows of one batch, and say what was written."""
    texts = read_batch(job.seeds, job.embedder, batch.paths, encoding=job.encoding)
    embedder, server = job.embedder.open(), connected(job.address)
    catalog = Catalog(server)
    first = first_key(job.generation, batch.number)
    articles = _numbered(texts, first)
    passages = [(key, one.key, p) for one, some in articles for key, p in enumerate(some, one.key)]
    found = collect((key, p.text) for key, _, p in passages)
    files = _filed(texts, first, _lengths(found, first))
    terms = held_terms(found.lists, np.arange(first, first + len(passages)))
    known = _Vectors(job, server, embedder)
    columns, collection = 0, passages_of(job.address.collection, job.epoch)
    for start in range(0, len(passages), AT_ONCE):
        some = passages[start : start + AT_ONCE]
        vectors = known.of([p for _, _, p in some])
        columns = columns or columns_needed(len(vectors[0].vector), embedder.max_tokens)
        rows = (
            passage_row(key, article, p, next(terms), vectored, columns)
            for (key, article, p), vectored in zip(some, vectors, strict=True)
        )
        require(catalog, job.lease)
        server.upsert(collection, rows)
    segment, blocked = _segment(first, found)
    records = [*(r for one, _ in articles for r in article_records(one)), *blocked]
    records += [r for one in files for r in file_records(one)]
    require(catalog, job.lease)
    server.upsert(records_of(job.address.collection, job.epoch), records)
    bare = tuple(replace(text, articles=()) for text in texts)
    return Ingested(bare, files, segment, known.embedded)


def _numbered(texts: Sequence[FileArticles], first: int) -> list[tuple[Told, Sequence[Passage]]]:
    """Give articles the keys of their passages, from ``first`` on."""
    articles: list[tuple[Told, Sequence[Passage]]] = []
    key = first
    for article, passages in (one for text in texts for one in text.articles):
        told = Told(article, key, len(passages), signature(article.text))
        articles.append((told, passages))
        key += len(passages)
    return articles


def _filed(texts: Sequence[FileArticles], first: int, lengths: Counts) -> tuple[Filed, ...]:
    """What came of the files; ``lengths`` are the terms of each passage from ``first`` on."""
    files, start = [], 0
    for text in texts:
        passages = [p for _, some in text.articles for p in some]
        end = start + len(passages)
        sentences = sum(len(p.sentences) for p in passages)
        tokens = int(lengths[start:end].sum())
        files.append(Filed(text.path, text.source, first + start, len(passages), sentences, tokens))
        start = end
    return tuple(files)


def _lengths(found: Collected, first: int) -> Counts:
    """How many terms each passage has, from the key ``first`` on."""
    lengths = np.ones(found.size, dtype=np.int32)
    lengths[found.lists.postings.keys - first] = found.lists.postings.lengths
    return lengths


def _segment(first: int, found: Collected) -> tuple[Segment, Iterator[Row]]:
    """A batch's postings as a segment, and their rows."""
    count = blocks_needed(len(found.lists))
    rows = (
        row
        for number, block in enumerate(blocks(found.lists, count))
        for row in postings_records(first, number, block)
    )
    return Segment(first, first, found.size, found.tokens, count), rows


class _Vectors:
    """The vectors of passages: looked up where the same text has them, else made, once each."""

    def __init__(self, job: Job, server: Server, embedder: Embedder) -> None:
        self._job, self._server, self._embedder = job, server, embedder
        self._made: dict[Digest, Vectored] = {}
        self._reused: set[Digest] = set()
        self.embedded = 0  # passages, those of one text counted each

    def of(self, passages: Sequence[Passage]) -> list[Vectored]:
        wanted = digests(passages)
        new = {d: p for d, p in zip(wanted, passages, strict=True) if d not in self._made}
        known = self._known(list(new))
        self._made |= known
        self._reused |= known.keys()
        self.embedded += sum(digest not in self._reused for digest in wanted)
        self._make({digest: p for digest, p in new.items() if digest not in known})
        return [self._made[digest] for digest in wanted]

    def _make(self, new: dict[Digest, Passage]) -> None:
        if not new:
            return
        found, at = self._embedder.encode_passages(list(new.values())), 0
        for (digest, passage), vector in zip(new.items(), found.passages, strict=True):
            own = found.sentences[at : at + len(passage.sentences)]
            at += len(own)
            self._made[digest] = Vectored(digest, vector, pack(own))

    def _known(self, wanted: Sequence[Digest]) -> dict[Digest, Vectored]:
        known = self._job.known
        if known is None or not wanted:
            return {}
        collection = passages_of(self._job.address.collection, known.epoch)
        condition = f"{one_of('text', {d[0] for d in wanted})} && {visible(known.generation, 'pk')}"
        # What a thousand articles repeat is fetched once.
        places = {r["text"]: r["pk"] for r in self._server.iterate(collection, condition, ["text"])}
        if not places:
            return {}
        fields = ["about", "vector", *sentence_fields(known.columns)]
        rows = self._server.query(collection, one_of("pk", places.values()), fields)
        found = {about(row).digest: row for row in rows}
        return {
            digest: Vectored(digest, found[digest]["vector"], packed(found[digest], known.columns))
            for digest in wanted
            if digest in found
        }
