"""Is every passage there exactly once when a worker is killed in the middle of an ingest?

Owns the kill, what the rows are compared with, and what the kill cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import table
from benchmarks.invented import PARAGRAPHS, Invented, write_articles
from benchmarks.measure import in_turn, machine
from benchmarks.scale.servers import WORKERS, Servers, servers
from index import backend
from index.embedding.protocol import Progress, no_progress
from index.location import Address
from index.milvus.catalog import Catalog
from index.milvus.content import ServerContent
from index.milvus.rows import article_record, digest_pairs
from index.milvus.schema import Kind, passages_collection
from index.milvus.server.client import connect
from index.sources.seed import read_seed
from index.sources.split import split_passages

WARM_UP = 50  # articles, by which the workers have loaded what they need

Row = tuple[str, int, int, tuple[int, int]]  # article, start, end, digest of text and sentences


@dataclass
class Kill:
    """The progress of a build; half-way a worker's process is killed."""

    running: Servers
    at: int | None = None

    def __call__(self, done: int, total: int) -> None:
        if self.at is None and 2 * done >= total > 0:
            self.at = done
            self.running.cluster.kill_worker(0)


@dataclass(frozen=True, slots=True)
class Found:
    """The content of the server, compared with the files."""

    rows: int  # as the server counts them
    keys: int  # that differ
    passages: int  # in the files
    missing: int
    strange: int  # in no file, or more often than in the files

    @property
    def exact(self) -> bool:
        return self.rows == self.keys == self.passages and not self.missing and not self.strange


def section(passages: int, folder: Path) -> list[str]:
    """Ingest some times without and with a kill, in turn, and return the lines of the section."""
    seeds, few = folder / "seeds", folder / "few"
    write_articles(few, WARM_UP)
    write_articles(seeds, passages // PARAGRAPHS)
    expected = Counter(_expected(seeds))
    kills: list[Kill] = []
    with servers(folder / "servers") as running:

        def ingest(name: str, progress: Progress) -> None:
            at = running.address(f"{name}_{len(kills)}")
            backend.build(
                seeds, at, embedder=Invented(), workers=running.workers, progress=progress
            )

        def killed() -> None:
            ingest("killed", one := Kill(running))
            kills.append(one)

        backend.build(few, running.address("few"), embedder=Invented(), workers=running.workers)
        times = in_turn(lambda: ingest("calm", no_progress), killed)
        names = [f"{name}_{n}" for name in ("calm", "killed") for n in range(len(kills))]
        found = [_found(running.address(name), expected) for name in names]
    if not all(one.exact for one in found):
        raise RuntimeError(f"not every passage is there once: {found}")
    return _lines(passages, *times, kills, found)


def _lines(
    passages: int, calm: float, killed: float, kills: Sequence[Kill], found: Sequence[Found]
) -> list[str]:
    one, files = found[-1], f"{passages // PARAGRAPHS:,} files"
    rows = [
        ("passages in the files", f"{one.passages:,}"),
        (
            f"rows in the server / their different keys, after each of {len(found)} ingests",
            f"{one.rows:,} / {one.keys:,}",
        ),
        (
            "passages missing / rows that no file has, after each",
            f"{one.missing} / {one.strange}",
        ),
        (
            "ingest without a kill, s / passages a second",
            f"{calm:.1f} / {passages / calm:,.0f}",
        ),
        (
            f"with a worker killed (-9) after {kills[0].at:,} of {files}, s / passages a second",
            f"{killed:.1f} / {passages / killed:,.0f}",
        ),
        ("ratio", f"{killed / calm:.2f}"),
    ]
    return [
        f"`python -m benchmarks.scale ingest --passages {passages}`;"
        f" {machine('milvus', 'pymilvus', 'distributed')}, server and {WORKERS} workers on the"
        " same machine. Articles and vectors are made up: no model is run. Without and with a kill"
        f" in turn; medians of {len(kills)} rounds.",
        "",
        *table(("figure", ""), rows),
    ]


def _found(address: Address, expected: Counter[Row]) -> Found:
    server = connect(address)
    record = Catalog(server).record()
    content = ServerContent(server, record)
    collection = passages_collection(address.collection, record.epoch)
    rows = list(_rows(content))
    keys = {row["pk"] for row in server.iterate(collection, "pk >= 0", ["pk"])}
    there = Counter(rows)
    return Found(
        rows=server.count(collection, "pk >= 0"),
        keys=len(keys),
        passages=expected.total(),
        missing=(expected - there).total(),
        strange=(there - expected).total(),
    )


def _rows(content: ServerContent) -> Iterator[Row]:
    bodies = content.records.all(Kind.ARTICLE)
    names = {key: article_record(key, body).article.id for (key, _), body in bodies.items()}
    for at in content.all_passages():
        yield names[at.article], at.span.start, at.span.end, at.digest


def _expected(seeds: Path) -> Iterator[Row]:
    """The passages of the files, cut in this process."""
    embedder = Invented()
    cut = partial(
        split_passages, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
    )
    for path in sorted(seeds.iterdir()):
        for article in read_seed(seeds, path.name).articles:
            passages = list(cut(article))
            for one, digest in zip(passages, digest_pairs(passages), strict=True):
                yield article.id, one.span.start, one.span.end, digest
