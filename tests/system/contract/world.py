"""An index at some place, and beside it a folder that is built of the same files: whatever can be
asked of both must be answered alike.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from index import (
    Address,
    BuildReport,
    Location,
    build,
    load,
    rollback,
)
from index.interface import Opened
from index.milvus.catalog import Catalog
from index.milvus.schema import NOT_DELETED, Kind, passages_collection, records_collection
from index.milvus.server.client import connect
from qa.answer import Hit
from qa.retrieval.retriever import Retriever
from tests.index.sources.formats.pdf.files import drawn
from tests.support.toys import ToyEmbedder

A = "Apple apple. River.\n\nStone here.\n"
STORY = "The minister met reporters in the old town and spoke of trade, of ships and of steel. "
FEW = {"a.txt": A, "b.txt": "A river runs.\n"}
# Numbers tell the passages of one file apart: of what ties, a server keeps another order.
MANY = {f"{n:02}.txt": f"Stone {n} of the wall.\n\n{'apple ' * n}and river {n}." for n in range(12)}
ODD = {
    "title.md": "---\ntitle: 'Of \"stones\" \\ and'\ndate: 2024-02-29\n---\nApple “stone”\\n.\n",
    'Ordner/ä "q"\n.txt': 'A river, "quoted" \\ and\ttabbed.\r\nÄpfel \U0001f600 שלום.\n',
    "bad.txt": b"\xff",
    "long.txt": "\n\n".join(f"Line {n} tells of a river. " * 40 for n in range(70)),
    "many.txt": "".join(f"S{n}. " for n in range(250)),
    "pages.pdf": drawn("An apple lies on the first page.", "A stone lies on the second page."),
    "records.jsonl": '{"id": "x", "title": "T", "text": "An apple."}\n{"id": "y"}\n'
    '{"id": "é\\n\\"", "text": "Stones\\nand apples."}\n',
    "story-1.txt": STORY * 3,
    "story-2.txt": STORY * 3 + "Birds sang.",
    "unread.xyz": "x",
}
QUESTIONS = (
    "Which apple fell on a stone?",
    "river 7",
    "Äpfel und S7",
    "zebra",
    "minister of steel",
)
ALL = 4000  # passages: more than there are anywhere


class World:
    """A seeds folder and the index of it at one place, with a folder as its twin."""

    def __init__(self, root: Path, place: Location) -> None:
        self.folder, self.place, self.twin = root / "seeds", place, root / "twin"
        self.embedder, self.beside = ToyEmbedder(), ToyEmbedder()
        self.notices: list[str] = []

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def have(self, files: dict[str, str | bytes]) -> None:
        """Bring folder and index to these files, whatever a test has left."""
        self.clear()
        self.write(files)
        self.forget()
        self.build()
        self.forget()

    def clear(self) -> None:
        for path in self.folder.rglob("*"):
            if path.is_file():
                path.unlink()

    def forget(self) -> None:
        for told in (self.embedder.embedded, self.beside.embedded, self.notices):
            told.clear()

    def build(self, **how: object) -> BuildReport:
        """Build both; their reports must be the same, and what was embedded."""
        other = how.pop("embedder", None)
        mine, beside = other or self.embedder, ToyEmbedder(other.name) if other else self.beside
        report = build(self.folder, self.place, embedder=mine, on_rebuild=self._notice, **how)
        expected = build(self.folder, self.twin, embedder=beside, **how)
        assert plain(report) == plain(expected)
        assert sorted(mine.embedded) == sorted(beside.embedded)
        return report

    def rollback(self) -> int:
        number = rollback(self.place).generation
        assert number == rollback(self.twin).generation
        return number

    def load(self) -> Opened:
        return load(self.place, embedder=self.embedder)

    def texts(self) -> dict[str, str]:
        return {article.id: article.text for article in self.load().content.articles}

    def check(self, share: float = 1e-5) -> None:
        """Content and answers must be those of the twin. In a server words of passages that were
        removed count for a while, so that shares of words may differ.
        """
        mine, other = self.load(), load(self.twin, embedder=self.beside)
        assert held(mine) == held(other)
        for question in QUESTIONS:
            check_hits(hits(mine, question), hits(other, question), share)

    def _notice(self, reason: str, _: float | None) -> None:
        self.notices.append(reason)


def plain(report: BuildReport) -> BuildReport:
    return replace(report, rejected=[(error.seed, str(error)) for error in report.rejected])


def held(opened: Opened) -> dict[str, object]:
    manifest, content = opened.manifest, opened.content
    assert (len(content.articles), len(content.passages)) == (manifest.articles, manifest.passages)
    return {
        "articles": {article.id: article for article in content.articles},
        "passages": Counter((p.article.id, p.span, p.sentences) for p in content.passages),
        "ids": sorted(content.article),
        "sources": dict(manifest.sources),
        "manifest": [
            (manifest.generation, manifest.seeds, manifest.recipe, manifest.dim),
            (manifest.articles, manifest.passages, manifest.sentences),
        ],
    }


def hits(opened: Opened, question: str) -> dict[tuple[str, int], Hit]:
    """All passages, as they are found."""
    retriever = Retriever(opened.content, ToyEmbedder(), candidates=ALL, lexical_weight=0.7)
    found = retriever.retrieve(question, ALL)
    assert found.complete
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    return {(hit.passage.article.id, hit.passage.span.start): hit for hit in found.hits}


def check_hits(
    mine: dict[tuple[str, int], Hit], other: dict[tuple[str, int], Hit], share: float
) -> None:
    assert {at: hit.duplicate_group for at, hit in mine.items()} == {
        at: h.duplicate_group for at, h in other.items()
    }
    for at, hit in mine.items():
        assert (hit.dense, *hit.sentences) == pytest.approx(
            (other[at].dense, *other[at].sentences), abs=1e-5
        )
        assert hit.lexical == pytest.approx(other[at].lexical, abs=share)
        assert hit.score == pytest.approx(other[at].score, abs=share)


def check_rows(world: World) -> None:
    """A server must hold the rows of the one generation that is kept, each once, no others."""
    if not isinstance(world.place, Address):
        return
    server, record = connect(world.place), Catalog(connect(world.place)).record()
    names = [
        of(world.place.collection, record.epoch) for of in (passages_collection, records_collection)
    ]
    for name in names:
        (row,) = server.query(name, f"died != {NOT_DELETED}", ["count(*)"], strong=True)
        assert row["count(*)"] == 0
    assert server.count(names[0], "pk > 0") == record.passages
    # One row of each record: its last part.
    rows = list(server.iterate(names[1], "part < 0", ["kind", "key"]))
    kinds = Counter(row["kind"] for row in rows)
    sources = world.load().manifest.sources
    assert (kinds[Kind.FILE], kinds[Kind.ARTICLE]) == (len(sources), record.articles)
    postings = Counter(row["key"] for row in rows if row["kind"] == Kind.POSTINGS)
    assert postings == {segment.key: segment.blocks for segment in record.segments}
    assert Catalog(server).numbers() == [record.generation]
