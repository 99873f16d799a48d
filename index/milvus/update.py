"""The writing of one generation of an index in a server, out of the one before.

Owns which files are read, which rows die, and that all that was written is there. Publishing it is
build.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from index.embedding.protocol import Embedder, Progress
from index.errors import IndexDamagedError
from index.location import Address
from index.manifest import Source
from index.milvus.catalog import Catalog, Record, Segment
from index.milvus.client import connected
from index.milvus.generation import manifest_of
from index.milvus.ingest import Batch, Ingested, Job, Known, ingest
from index.milvus.lease import Lease
from index.milvus.lexical.merging import Living, merged_segments
from index.milvus.lexical.search import records_seen
from index.milvus.rest import Rest
from index.milvus.rows import Filed, columns_needed, name_of
from index.milvus.schema import (
    MERGED,
    RECORDS,
    Kind,
    epochs_of,
    first_key,
    one_of,
    passage_fields,
    passages_of,
    records_of,
    visible,
)
from index.milvus.views import sources_of
from index.recipe import recipe_of
from index.report import BuildReport, rejected, report_of
from index.sources.formats.decode import fallback_encoding
from index.sources.read import batches, check_same_file
from index.sources.scan import Scan, no_article_error
from index.workers.pool import WorkerPool
from index.workers.remote_encoding import PicklableEmbedder

BURIED = 100  # files whose rows are marked as dead at once
ASKED = 1000  # texts that are looked up at once


@dataclass(frozen=True)
class Update:
    """The writing of one generation, out of ``last`` where rows or vectors of it are good still."""

    seeds: Path
    address: Address
    embedder: Embedder
    found: Scan
    current: Record | None  # to go back to
    last: Record | None
    sources: Mapping[str, Filed]  # of the last one, by path
    lease: Lease
    progress: Progress
    workers: WorkerPool

    @property
    def is_done(self) -> bool:
        """Whether the last generation is what this one would be."""
        assert self.last
        built = (self.last.recipe, self.last.seeds)
        digests = {path: one.source.digest for path, one in self.sources.items()}
        return built == (recipe_of(self.embedder), self._stated) and digests == self.found.digests

    @property
    def _stated(self) -> str:
        return str(self.seeds.resolve())

    def run(self, rest: Rest) -> tuple[Record, BuildReport]:
        """Write all rows of the next generation; it is the caller's to publish."""
        number = self._number()
        self.lease.claim(number)
        same = self.last is not None and self.last.recipe.same_rows(recipe_of(self.embedder))
        base = self.last if same else None
        record = self._record(base, number)
        if base is None:
            self._create(record)
        kept = {p: f for p, f in self.sources.items() if base and self._stays(p, f)}
        dead = self._bury(rest, base, number, kept) if base else []
        batches = list(self._ingested(record))
        files = [*kept.values(), *(f for batch in batches for f in batch.files)]
        sources = {f.path: f.source for f in sorted(files, key=lambda f: f.path)}
        if not any(source.articles for source in sources.values()):
            raise no_article_error(self.seeds, list(rejected(self.found, sources)))
        if base is None:
            self._settle(record)
        record = replace(
            record,
            articles=sum(f.source.articles for f in files),
            passages=sum(f.passages for f in files),
            sentences=sum(f.sentences for f in files),
            segments=self._merged(rest, record, base, [b.segment for b in batches], files),
        )
        return self._counted(record), self._report(record, sources, batches, dead)

    def _counted(self, record: Record) -> Record:
        """Count what it will see. Raises IndexDamagedError unless every passage is there."""
        server, collection = connected(self.address), self.address.collection
        seen = visible(record.generation, "pk")
        passages = server.count(passages_of(collection, record.epoch), seen, strong=True)
        if passages != record.passages:
            raise IndexDamagedError(
                found=f"{self.address} holds {passages} passages after the build",
                expected=f"the {record.passages} that were written",
                cure="run qa index again",
            )
        records = records_of(collection, record.epoch)
        return replace(record, records=server.count(records, records_seen(record), strong=True))

    def _number(self) -> int:
        """One more than any that has a row in the catalog, or collections, or was claimed by a
        writer that was passed over.
        """
        server = connected(self.address)
        epochs = epochs_of(self.address.collection, server.collections())
        return max([0, *Catalog(server).numbers(), *epochs, self.lease.number]) + 1

    def _stays(self, path: str, held: Filed) -> bool:
        return self.found.digests.get(path) == held.source.digest

    def _record(self, base: Record | None, number: int) -> Record:
        dim = base.dim if base else len(self.embedder.encode_question("How long is a vector?"))
        return Record(
            generation=number,
            epoch=base.epoch if base else number,
            seeds=self._stated,
            recipe=recipe_of(self.embedder),
            dim=dim,
            columns=columns_needed(dim, self.embedder.max_tokens),
            articles=0,
            passages=0,
            sentences=0,
            records=0,
            segments=(),
            previous=self.current.generation if self.current else None,
        )

    def _create(self, record: Record) -> None:
        server, collection = connected(self.address), self.address.collection
        passages = passages_of(collection, record.epoch)
        records = records_of(collection, record.epoch)
        with ThreadPoolExecutor() as pool:  # each takes seconds to be loaded
            fields = passage_fields(record.dim, record.columns)
            made = [
                pool.submit(server.create, passages, fields, sorted_by=["text"]),
                pool.submit(server.create, records, RECORDS, sorted_by=["name", "key"]),
            ]
        for one in made:
            one.result()

    def _settle(self, record: Record) -> None:
        """Have what was written indexed; until it is, the server compares it row by row."""
        connected(self.address).flush(passages_of(self.address.collection, record.epoch))

    def _bury(self, rest: Rest, base: Record, number: int, kept: Mapping[str, Filed]) -> list[int]:
        """Mark what is gone as dead; halves of the digests of its passages."""
        gone = [one for path, one in self.sources.items() if path not in kept]
        articles = one_of("kind", (int(Kind.ARTICLE), int(Kind.TITLE)))
        dead: list[int] = []
        for start in range(0, len(gone), BURIED):
            some = gone[start : start + BURIED]
            dead += rest.bury_passages(base, held_by(some, "pk"), number)
            names = one_of("name", (name_of(one.path) for one in some))
            files = f"kind == {int(Kind.FILE)} && {names}"
            own = f"({articles} && ({held_by(some, 'key')})) || ({files})"
            rest.bury_records(base, own, number)
        return dead

    def _ingested(self, record: Record) -> Iterator[Ingested]:
        """What came of the files that are new or have changed, batch by batch."""
        new = [
            path
            for path, digest in self.found.digests.items()
            if record.epoch == record.generation
            or path not in self.sources
            or self.sources[path].source.digest != digest
        ]
        job = Job(
            seeds=Path(self.seeds).resolve(),
            address=self.address,
            epoch=record.epoch,
            generation=record.generation,
            embedder=PicklableEmbedder(self.embedder),
            known=self._known(record),
            lease=self.lease.id,
            encoding=fallback_encoding(),
        )
        tasks = (Batch(n, tuple(paths)) for n, paths in enumerate(batches(self.seeds, new)))
        done = 0
        self.progress(0, len(new))
        for ingested in self.workers.map(partial(ingest, job), tasks):
            for text in ingested.texts:
                check_same_file(job.seeds, text, self.found.digests[text.path])
            done += len(ingested.texts)
            self.progress(done, len(new))
            yield ingested

    def _known(self, record: Record) -> Known | None:
        last = self.last
        if last is None or not last.recipe.same_vectors(record.recipe):
            return None
        return Known(last.epoch, last.generation, last.columns)

    def _merged(
        self,
        rest: Rest,
        record: Record,
        base: Record | None,
        new: Sequence[Segment],
        files: Sequence[Filed],
    ) -> tuple[Segment, ...]:
        segments = merged_segments(
            self.address,
            record.epoch,
            base.segments if base else (),
            new,
            key=first_key(record.generation, MERGED),
            living=Living.of(files),
            lease=self.lease.id,
            workers=self.workers,
        )
        rest.drop_postings(record.epoch, {s.key for s in new} - {s.key for s in segments})
        return segments

    def _report(
        self,
        record: Record,
        sources: Mapping[str, Source],
        batches: Sequence[Ingested],
        dead: Sequence[int],
    ) -> BuildReport:
        return report_of(
            manifest_of(record, sources),
            manifest_of(self.last, sources_of(self.sources)) if self.last else None,
            self.found,
            reused=record.passages - sum(batch.embedded for batch in batches),
            removed=len(set(dead)) - len(self._said(record, dead)),
        )

    def _said(self, record: Record, texts: Sequence[int]) -> set[int]:
        """Which texts some passage has still, by halves of their digests."""
        server, seen = connected(self.address), visible(record.generation, "pk")
        passages = passages_of(self.address.collection, record.epoch)
        said: set[int] = set()
        for start in range(0, len(texts), ASKED):
            some = one_of("text", texts[start : start + ASKED])
            said |= {row["text"] for row in server.iterate(passages, f"{some} && {seen}", ["text"])}
        return said


def held_by(files: Sequence[Filed], field: str) -> str:
    """The passages of some files, as a filter."""
    held = ((one.first, one.first + one.passages) for one in files)
    return " || ".join(f"({field} >= {first} && {field} < {end})" for first, end in held)
