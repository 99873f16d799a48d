"""The cost of an index in a server by its number of passages, beside the same one in a folder.

Owns what is measured of one size, and that a size which has figures is not measured again. The
rows go the way of every index: files, two workers, the embedder (which runs no model).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import table
from benchmarks.invented import PARAGRAPHS, Invented, write_articles
from benchmarks.measure import machine, measured_once, seconds
from benchmarks.scale.asked import Asked, Fetched, asked, fetched
from benchmarks.scale.servers import WORKERS, Servers, servers
from index import backend
from index.location import Address
from index.milvus.catalog import Catalog
from index.milvus.schema import passages_collection
from index.milvus.server.client import connect

COLLECTION = "sizes"
COMPARED = 200_000  # passages up to which the folder is built as well
PATIENCE = 3600.0  # seconds for the server to index what was written
SPREAD, WHOLE = "{0[0]:.1f} / {0[1]:.1f}", "{0[0]:.0f} / {0[1]:.0f}"
LOOK, SETTLED = 2.0, 4  # seconds between two looks; how many in a row that find nothing to index


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds, MB."""

    passages: int
    ingest: float
    indexing: float  # from the end of the ingest until no row waits for the server's index
    memory: float
    disk: float
    server: Asked
    fetched: Fetched
    update: float  # after one edited article
    folder_build: float | None
    folder: Asked | None


def section(sizes: Sequence[int], folder: Path) -> list[str]:
    """Measure each size, and return the lines of the section."""
    measured = [_kept(size, folder / str(size)) for size in sorted(sizes)]
    return [
        f"`python -m benchmarks.scale sizes --passages {' '.join(map(str, sorted(sizes)))}`;"
        f" {machine('milvus', 'pymilvus', 'distributed', 'faiss-cpu')}; server, {WORKERS} workers"
        " and who asks on the same machine. Articles and vectors are made up: no model is run."
        " In brackets the same index in a folder, asked in turn with the server. p50 / p95.",
        "",
        *table(
            ("passages", *(f"{one.passages:,}" for one in measured)),
            [(name, *cells) for name, cells in _rows(measured)],
        ),
    ]


def _kept(size: int, folder: Path) -> Figures:
    figures = measured_once(folder, lambda: asdict(_measured(size, folder)))
    for name in ("seeds", "index", "servers"):
        shutil.rmtree(folder / name, ignore_errors=True)
    figures["server"] = Asked(**figures["server"])
    figures["fetched"] = Fetched(**figures["fetched"])
    figures["folder"] = Asked(**figures["folder"]) if figures["folder"] else None
    return Figures(**figures)


def _measured(size: int, folder: Path) -> Figures:
    seeds, index, embedder = folder / "seeds", folder / "index", Invented()
    write_articles(seeds, size // PARAGRAPHS)
    _say(f"{size:,} passages written")
    with servers(folder / "servers") as running:
        address = running.address(COLLECTION)
        ingest = seconds(lambda: _build(seeds, running, address))
        _say(f"ingested in {ingest:.0f} s, server {running.memory():.0f} MB")
        indexing = seconds(lambda: _wait(running, address))
        memory, disk = running.memory(), running.disk()
        _say(f"indexed {indexing:.0f} s later, {memory:.0f} MB, {disk:.0f} MB")
        built = None
        if size <= COMPARED:
            built = seconds(lambda: backend.build(seeds, index, embedder=embedder))
        sides = asked([address, index] if built else [address], seeds)
        sent = fetched(address, seeds)
        _say(f"asked: {sides}, {sent}")
        update = _update(seeds, address)
        _say(f"updated in {update:.1f} s")
    return Figures(
        passages=size,
        ingest=ingest,
        indexing=indexing,
        memory=memory,
        disk=disk,
        server=sides[0],
        fetched=sent,
        update=update,
        folder_build=built,
        folder=sides[1] if built else None,
    )


def _build(seeds: Path, running: Servers, address: Address) -> None:
    def progress(done: int, total: int) -> None:
        if done % 2048 < 16:
            _say(f"{done:,} of {total:,} files, server {running.memory():.0f} MB")

    backend.build(seeds, address, embedder=Invented(), workers=running.workers, progress=progress)


def _wait(running: Servers, address: Address) -> None:
    """Until the server has indexed all rows. Raises TimeoutError."""
    server = connect(address)
    passages = passages_collection(COLLECTION, Catalog(server).record().epoch)
    end, idle, looks = time.monotonic() + PATIENCE, 0, 0
    while idle < SETTLED:
        left = server.unindexed(passages)
        if left and time.monotonic() > end:
            raise TimeoutError(f"{left:,} rows are not indexed after {PATIENCE:.0f} s")
        idle = 0 if left else idle + 1
        if looks % 30 == 0:
            _say(f"{left:,} rows to index, server {running.memory():.0f} MB")
        looks += 1
        time.sleep(LOOK)


def _update(seeds: Path, address: Address) -> float:
    """After one edited article."""
    edited = sorted(seeds.iterdir())[0]
    edited.write_text(edited.read_text(encoding="ascii") + " W1 w2 w3.", encoding="ascii")
    return seconds(lambda: backend.build(seeds, address, embedder=Invented()))


def _rows(measured: Sequence[Figures]) -> list[tuple[str, list[str]]]:
    def row(name: str, form: str, ours: str, theirs: str = "") -> tuple[str, list[str]]:
        return name, [_cell(figures, form, ours, theirs) for figures in measured]

    return [
        row("ingest, s", "{:.0f}", "ingest", "folder_build"),
        ("passages a second", [f"{one.passages / one.ingest:,.0f}" for one in measured]),
        row("HNSW complete after, s more", "{:.0f}", "indexing"),
        row("memory of the server, MB", "{:,.0f}", "memory"),
        row("rows and indexes on its disk, MB", "{:,.0f}", "disk"),
        row("of that the postings' blocks, MB", "{:.1f}", "fetched.postings"),
        row("opening to the first answer, s", "{:.2f}", "server.first", "folder.first"),
        row("nearest 10, ms", SPREAD, "server.near", "folder.near"),
        row("recall@10 of that", "{:.3f}", "server.recall", "folder.recall"),
        row("nearest 100 with all fields, as a retrieval asks, ms", SPREAD, "fetched.wide"),
        row("recall@10 within these", "{:.3f}", "fetched.recall"),
        row("rows sent for that, KB", WHOLE, "fetched.rows"),
        row("rows counted, at every question, ms", SPREAD, "fetched.count"),
        row("words fetched and scored, ms", SPREAD, "fetched.words"),
        row("blocks sent for that, KB", WHOLE, "fetched.blocks"),
        row("words as common as in real questions, ms", SPREAD, "fetched.common"),
        row("blocks sent for these, KB", WHOLE, "fetched.common_blocks"),
        row("a retrieval, ms", SPREAD, "server.retrieve", "folder.retrieve"),
        row("the same by 8 threads, ms", SPREAD, "server.crowd", "folder.crowd"),
        row("retrievals a second by 8 threads", "{:.0f}", "server.rate", "folder.rate"),
        row("update after one edited article, s", "{:.1f}", "update"),
    ]


def _cell(figures: Figures, form: str, ours: str, theirs: str) -> str:
    mine, other = _value(figures, ours), _value(figures, theirs) if theirs else None
    return form.format(mine) + (f" ({form.format(other)})" if other is not None else "")


def _value(figures: Figures, name: str) -> object:
    value: object = figures
    for part in name.split("."):
        value = getattr(value, part) if value is not None else None
    return value


def _say(what: str) -> None:
    print(time.strftime("%H:%M:%S"), what, flush=True)
