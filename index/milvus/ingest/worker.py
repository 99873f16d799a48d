"""One batch of files into the rows of a server: read, split, embed what is new, write.

Owns a worker's work from a file's path to its rows. The keys that it writes under follow from the
batch's number and its files alone, so that a batch which is done twice, its first worker having
crashed, leaves the same rows. Knows nothing of which files are to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.corpus import Passage
from index.location import Address
from index.milvus.catalog import Catalog, Segment
from index.milvus.ingest.vectors import PassageVectorCache, ReusableVectors
from index.milvus.lease import require_lease
from index.milvus.lexical.blocks import block_count, encode_blocks
from index.milvus.lexical.postings import Counts, InvertedBatch, invert
from index.milvus.lexical.row_terms import encode_row_terms
from index.milvus.rows import (
    ArticleRecord,
    IndexedFile,
    article_rows,
    file_rows,
    passage_row,
    postings_rows,
    sentence_columns,
)
from index.milvus.schema import Row, first_key, passages_collection, records_collection
from index.milvus.server.client import Server, connect
from index.sources.near_duplicates import signature
from index.sources.read import FileArticles, read_batch
from index.workers.remote_encoding import PicklableEmbedder

PASSAGES_AT_ONCE = 512  # passages whose vectors are looked up or computed together


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """The options that all batches of a build have in common.

    ``lease`` is the id of the build's lease: a worker that outlives its build must write no more.
    ``encoding`` is that of files that are not UTF-8 and state none.
    """

    seeds: Path
    address: Address
    epoch: int
    generation: int
    embedder: PicklableEmbedder
    reusable: ReusableVectors | None
    lease: str
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class FileBatch:
    """Files that are read together, by their paths; a number is used once in a build."""

    number: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IngestResult:
    """The outcome of a batch. ``embedded`` counts the passages whose vectors were not reused."""

    texts: tuple[FileArticles, ...]  # without their articles
    files: tuple[IndexedFile, ...]
    segment: Segment
    embedded: int


def ingest(options: IngestOptions, batch: FileBatch) -> IngestResult:
    """Write the rows of one batch. Raises IndexLockedError when the lease was lost."""
    texts = read_batch(options.seeds, options.embedder, batch.paths, encoding=options.encoding)
    server, first = connect(options.address), first_key(options.generation, batch.number)
    articles = _numbered(texts, first)
    passages = [(key, one.key, p) for one, some in articles for key, p in enumerate(some, one.key)]
    inverted = invert((key, p.text) for key, _, p in passages)
    embedded = _write_passages(options, server, passages, inverted)
    files = _indexed_files(texts, first, _lengths(inverted, first))
    segment, blocks = _segment(first, inverted)
    records = [*(row for one, _ in articles for row in article_rows(one)), *blocks]
    records += [row for one in files for row in file_rows(one)]
    require_lease(Catalog(server), options.lease)
    server.upsert(records_collection(options.address.collection, options.epoch), records)
    bare = tuple(replace(text, articles=()) for text in texts)
    return IngestResult(bare, files, segment, embedded)


def _write_passages(
    options: IngestOptions,
    server: Server,
    passages: Sequence[tuple[int, int, Passage]],
    inverted: InvertedBatch,
) -> int:
    """Write (key, key of the article, passage) as rows; return how many had to be embedded."""
    collection = passages_collection(options.address.collection, options.epoch)
    catalog, embedder = Catalog(server), options.embedder.open()
    terms = encode_row_terms(
        inverted.lists, np.array([key for key, _, _ in passages], dtype=np.int64)
    )
    vectors = PassageVectorCache(server, embedder, options.reusable)
    columns = 0
    for start in range(0, len(passages), PASSAGES_AT_ONCE):
        some = passages[start : start + PASSAGES_AT_ONCE]
        found = vectors.of([p for _, _, p in some])
        columns = columns or sentence_columns(len(found[0].vector), embedder.max_tokens)
        rows = (
            passage_row(key, article, p, next(terms), embedded, columns)
            for (key, article, p), embedded in zip(some, found, strict=True)
        )
        require_lease(catalog, options.lease)
        server.upsert(collection, rows)
    return vectors.embedded


def _numbered(
    texts: Sequence[FileArticles], first: int
) -> list[tuple[ArticleRecord, Sequence[Passage]]]:
    """Give articles the keys of their passages, from ``first`` on."""
    articles: list[tuple[ArticleRecord, Sequence[Passage]]] = []
    key = first
    for article, passages in (one for text in texts for one in text.articles):
        record = ArticleRecord(article, key, len(passages), signature(article.text))
        articles.append((record, passages))
        key += len(passages)
    return articles


def _indexed_files(
    texts: Sequence[FileArticles], first: int, lengths: Counts
) -> tuple[IndexedFile, ...]:
    """The files of a batch; ``lengths`` are the terms of each passage from ``first`` on."""
    files, start = [], 0
    for text in texts:
        passages = [p for _, some in text.articles for p in some]
        end = start + len(passages)
        files.append(
            IndexedFile(
                path=text.path,
                source=text.source,
                first=first + start,
                passages=len(passages),
                sentences=sum(len(p.sentences) for p in passages),
                tokens=int(lengths[start:end].sum()),
            )
        )
        start = end
    return tuple(files)


def _lengths(inverted: InvertedBatch, first: int) -> Counts:
    """The number of terms of each passage, from the key ``first`` on."""
    lengths = np.ones(inverted.size, dtype=np.int32)
    postings = inverted.lists.postings
    lengths[postings.keys - first] = postings.lengths
    return lengths


def _segment(first: int, inverted: InvertedBatch) -> tuple[Segment, Iterator[Row]]:
    """A batch's postings as a segment, and their rows."""
    count = block_count(len(inverted.lists))
    rows = (
        row
        for number, block in enumerate(encode_blocks(inverted.lists, count))
        for row in postings_rows(first, number, block)
    )
    return Segment(first, first, inverted.size, inverted.tokens, count), rows
