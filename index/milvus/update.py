"""Writing one generation of an index in a server, from the one before.

Owns which files are read and which are removed, and that all rows written are there. build.py
publishes the generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import IndexDamagedError
from index.location import Address
from index.milvus.catalog import Catalog, GenerationRecord, Segment
from index.milvus.garbage import GarbageCollector
from index.milvus.generation import manifest_of
from index.milvus.ingest.dispatch import ingest_files
from index.milvus.ingest.vectors import ReusableVectors
from index.milvus.ingest.worker import IngestOptions, IngestResult
from index.milvus.lease import Lease
from index.milvus.lexical.merging import LivePassages, MergeOptions, merge_segments
from index.milvus.lexical.search import records_filter
from index.milvus.removal import texts_left, tombstone_files
from index.milvus.rows import IndexedFile, sentence_columns
from index.milvus.schema import (
    MERGED_BATCH,
    RECORDS,
    epochs_of,
    first_key,
    passage_fields,
    passages_collection,
    records_collection,
    visible_filter,
)
from index.milvus.server.client import Server, connect
from index.milvus.views import sources_of
from index.options import BuildOptions
from index.recipe import recipe_of
from index.report import BuildReport, rejected_seeds, report_of
from index.sources.formats.decode import fallback_encoding
from index.sources.scan import Scan, no_article_error
from index.workers.remote_encoding import PicklableEmbedder


@dataclass(frozen=True, kw_only=True)
class GenerationWriter:
    """Writes one generation for the files found.

    ``current`` is the generation that a rollback goes back to, ``last`` the one to reuse rows or
    vectors of, with its ``files`` by path.
    """

    seeds: Path
    address: Address
    found: Scan
    current: GenerationRecord | None
    last: GenerationRecord | None
    files: Mapping[str, IndexedFile]
    lease: Lease
    options: BuildOptions

    @property
    def is_done(self) -> bool:
        """True if the last generation is equal to the one that would be written."""
        assert self.last
        built = (self.last.recipe, self.last.seeds)
        digests = {path: one.source.digest for path, one in self.files.items()}
        wanted = (recipe_of(self.options.embedder), self._stated)
        return built == wanted and digests == self.found.digests

    def run(self, garbage: GarbageCollector) -> tuple[GenerationRecord, BuildReport]:
        """Write all rows of the next generation, which the caller publishes."""
        number = self._next_number()
        self.lease.claim(number)
        base = self._base()
        record = self._new_record(base, number)
        if base is None:
            self._create_collections(record)
        kept = self._unchanged() if base else {}
        gone = [one for path, one in self.files.items() if path not in kept]
        deleted = tombstone_files(garbage, base, gone, number) if base else []
        results = list(self._ingest(record, kept))
        files = [*kept.values(), *(f for result in results for f in result.files)]
        self._require_articles(files)
        if base is None:
            # Until the rows are indexed, the server compares them one by one.
            self._server.flush(passages_collection(self.address.collection, record.epoch))
        record = replace(
            record,
            articles=sum(f.source.articles for f in files),
            passages=sum(f.passages for f in files),
            sentences=sum(f.sentences for f in files),
            segments=self._merge(garbage, record, base, [r.segment for r in results], files),
        )
        return self._counted(record), self._report(record, files, results, deleted)

    @property
    def _server(self) -> Server:
        return connect(self.address)

    @property
    def _stated(self) -> str:
        """The seeds folder as the manifest states it: an absolute path."""
        return str(self.seeds.resolve())

    def _base(self) -> GenerationRecord | None:
        """The last generation, if the next one can add to its rows."""
        last = self.last
        return last if last and last.recipe.same_rows(recipe_of(self.options.embedder)) else None

    def _next_number(self) -> int:
        """One more than any that has a row in the catalog, or collections, or was claimed by a
        writer that lost its lease.
        """
        epochs = epochs_of(self.address.collection, self._server.collections())
        return max([0, *Catalog(self._server).numbers(), *epochs, self.lease.number]) + 1

    def _new_record(self, base: GenerationRecord | None, number: int) -> GenerationRecord:
        """A generation without rows."""
        embedder = self.options.embedder
        dim = base.dim if base else len(embedder.encode_question("How long is a vector?"))
        return GenerationRecord(
            generation=number,
            epoch=base.epoch if base else number,
            seeds=self._stated,
            recipe=recipe_of(embedder),
            dim=dim,
            columns=sentence_columns(dim, embedder.max_tokens),
            articles=0,
            passages=0,
            sentences=0,
            records=0,
            segments=(),
            previous=self.current.generation if self.current else None,
        )

    def _create_collections(self, record: GenerationRecord) -> None:
        server, collection = self._server, self.address.collection
        passages = passages_collection(collection, record.epoch)
        records = records_collection(collection, record.epoch)
        fields = passage_fields(record.dim, record.columns)
        with ThreadPoolExecutor() as pool:  # each takes seconds to be loaded
            created = [
                pool.submit(server.create, passages, fields, sorted_by=["text"]),
                pool.submit(server.create, records, RECORDS, sorted_by=["name", "key"]),
            ]
        for one in created:
            one.result()

    def _unchanged(self) -> dict[str, IndexedFile]:
        """The files of the last generation that are found with the same bytes."""
        digests = self.found.digests
        return {p: one for p, one in self.files.items() if digests.get(p) == one.source.digest}

    def _ingest(
        self, record: GenerationRecord, kept: Mapping[str, IndexedFile]
    ) -> Iterable[IngestResult]:
        options = IngestOptions(
            seeds=Path(self.seeds).resolve(),
            address=self.address,
            epoch=record.epoch,
            generation=record.generation,
            embedder=PicklableEmbedder(self.options.embedder),
            reusable=self._reusable_vectors(record),
            lease=self.lease.id,
            encoding=fallback_encoding(),
        )
        return ingest_files(
            [path for path in self.found.digests if path not in kept],
            self.found,
            options,
            workers=self.options.workers,
            progress=self.options.progress,
        )

    def _reusable_vectors(self, record: GenerationRecord) -> ReusableVectors | None:
        last = self.last
        if last is None or not last.recipe.same_vectors(record.recipe):
            return None
        return ReusableVectors(last.epoch, last.generation, last.columns)

    def _require_articles(self, files: Sequence[IndexedFile]) -> None:
        sources = {one.path: one.source for one in sorted(files, key=lambda one: one.path)}
        if not any(source.articles for source in sources.values()):
            raise no_article_error(self.seeds, list(rejected_seeds(self.found, sources)))

    def _merge(
        self,
        garbage: GarbageCollector,
        record: GenerationRecord,
        base: GenerationRecord | None,
        new: Sequence[Segment],
        files: Sequence[IndexedFile],
    ) -> tuple[Segment, ...]:
        options = MergeOptions(
            address=self.address,
            epoch=record.epoch,
            key=first_key(record.generation, MERGED_BATCH),
            live=LivePassages.of(files),
            lease=self.lease.id,
        )
        old = base.segments if base else ()
        segments = merge_segments(old, new, options, self.options.workers)
        garbage.drop_postings(record.epoch, {s.key for s in new} - {s.key for s in segments})
        return segments

    def _counted(self, record: GenerationRecord) -> GenerationRecord:
        """Count the rows that it sees. Raises IndexDamagedError unless every passage is there."""
        server, collection = self._server, self.address.collection
        seen = visible_filter(record.generation, "pk")
        counted = [
            (passages_collection(collection, record.epoch), seen),
            (records_collection(collection, record.epoch), records_filter(record)),
        ]
        with ThreadPoolExecutor() as pool:  # each waits for all that workers have written
            passages, records = pool.map(lambda rows: server.count(*rows, strong=True), counted)
        if passages != record.passages:
            raise IndexDamagedError(
                found=f"{self.address} holds {passages} passages after the build",
                expected=f"the {record.passages} that were written",
                cure="run qa index again",
            )
        return replace(record, records=records)

    def _report(
        self,
        record: GenerationRecord,
        files: Sequence[IndexedFile],
        results: Sequence[IngestResult],
        deleted: Sequence[int],
    ) -> BuildReport:
        sources = {one.path: one.source for one in sorted(files, key=lambda one: one.path)}
        return report_of(
            manifest_of(record, sources),
            manifest_of(self.last, sources_of(self.files)) if self.last else None,
            self.found,
            reused=record.passages - sum(result.embedded for result in results),
            removed=len(set(deleted)) - len(texts_left(self._server, record, deleted)),
        )
