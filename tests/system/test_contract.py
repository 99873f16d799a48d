"""What an index must do wherever it is kept. A folder is built of the same files beside each one,
and whatever can be asked of both must be answered alike.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

import index.local.generation
from index import (
    Address,
    BuildReport,
    Changes,
    Location,
    backend,
    build,
    load,
    plan_build,
    rollback,
    status,
)
from index.errors import (
    IndexLockedError,
    IndexMismatchError,
    IndexMissingError,
    SeedsError,
)
from index.interface import Candidates, Opened
from index.local import lock
from index.milvus import lease
from index.milvus.catalog import Catalog
from index.milvus.lease import Lease
from index.milvus.schema import NOT_DELETED, Kind, passages_collection, records_collection
from index.milvus.server.client import connect
from index.report import SeedOmission
from index.workers.pool import SerialPool
from qa import Assistant, Settings
from qa.answer import Hit
from qa.evidence import explanation
from qa.readers.sentence_reader import SentenceReader
from qa.retriever import Retriever
from tests.index.sources.formats.pdf.test_reader import drawn
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


class Twice(SerialPool):
    """Does every piece of work twice, as after the loss of a worker that was nearly done."""

    def map(self, work, items):
        for item in items:
            work(item)
            yield work(item)


class Dying(SerialPool):
    """Stops before the n-th piece of work."""

    def __init__(self, n: int, error: BaseException) -> None:
        self._n, self._error = n, error

    def map(self, work, items):
        yield from islice(map(work, items), self._n)
        raise self._error


@pytest.fixture(scope="module", autouse=True)
def no_waiting():
    """Nobody else writes to these indexes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lease, "WRITE_DELAY", 0.0)
        yield


@pytest.fixture(
    scope="module",
    params=[
        "folder",
        pytest.param("lite", marks=pytest.mark.slow),
        pytest.param("server", marks=[pytest.mark.slow, pytest.mark.server("milvus")]),
    ],
)
def shared(request, tmp_path_factory) -> Iterator[World]:
    """The one index at a place: to make another takes a server some seconds."""
    root = tmp_path_factory.mktemp(request.param)
    place: Location = root / "index"
    if request.param == "lite":
        place = Address(str(root / "news.db"), "news")
    elif request.param == "server":
        place = Address(request.getfixturevalue("milvus").uri, "contract")
    yield World(root, place)
    if isinstance(place, Address):
        for name in connect(place).collections():
            if name.startswith(place.collection):
                connect(place).drop(name)


@pytest.fixture
def odd(shared) -> World:
    shared.have(ODD)
    return shared


@pytest.fixture
def world(shared) -> World:
    shared.have(FEW)
    return shared


@pytest.fixture
def many(shared) -> World:
    shared.have(MANY)
    return shared


# What there is, and how it is found.


def test_without_an_index_there_is_none(shared, embedder, tmp_path):
    nowhere = tmp_path / "none"
    if isinstance(shared.place, Address):
        nowhere = replace(shared.place, collection="nothing")
    assert not backend.exists(nowhere)
    for use in (
        lambda: load(nowhere, embedder=embedder),
        lambda: rollback(nowhere),
        lambda: status(nowhere),
        lambda: backend.current_generation(nowhere),
    ):
        with pytest.raises(IndexMissingError, match=r"^no index (in|at) .*; run qa index"):
            use()


def test_everything_is_found_as_it_was_written(odd):
    odd.check()
    opened = odd.load()
    assert opened.article["pages.pdf"].pages == (0, 34)
    assert opened.article['Ordner/ä "q"\n.txt'].text.endswith("Äpfel \U0001f600 שלום.\n")
    assert len(opened.article["long.txt"].text) > 65_535
    assert len(opened.article) == len(opened.content.articles)
    (sentences,) = (p.sentences for p in opened.content.passages if p.article.id == "many.txt")
    assert len(sentences) > 200
    for name in ("long", "", "bad.txt", "records.jsonl", "LONG.TXT", "'", '"', "\\"):
        with pytest.raises(KeyError):
            opened.article[name]


def test_passages_are_those_of_the_article_that_is_named(odd):
    content = odd.load().content
    for name, article in (
        ("long.txt", "long.txt"),
        ("T", "records.jsonl#x"),
        ("records.jsonl#x", "records.jsonl#x"),
        ('Of "stones" \\ and', "title.md"),
        ('Ordner/ä "q"\n.txt', 'Ordner/ä "q"\n.txt'),
    ):
        keys = content.keys_of(name)
        assert (np.diff(keys) > 0).all()
        expected = [p for p in content.passages if p.article.id == article]
        assert content.passages_at(keys.tolist()) == expected
        assert content.passages_at(keys.tolist()[::-1]) == expected[::-1]
    assert [content.keys_of(name) for name in ("nobody", "", "t")] == [None] * 3


def test_given_passages_are_scored_as_candidates_are(odd):
    content, toy = odd.load().content, ToyEmbedder()
    keys = content.keys_of("title.md")
    for question in QUESTIONS:
        vector = toy.encode_question(question)
        own = scores(content.scored(question, vector, keys))
        assert list(own) == keys.tolist()
        found = [content.candidates(question, vector, ALL), *content.survey(question, vector)]
        for key, score in own.items():
            one, *others = (scores(some)[key] for some in found if key in some.keys)
            assert [one, *others] == [pytest.approx(score, abs=1e-6)] * 2


def scores(found: Candidates) -> dict[int, tuple[float, ...]]:
    return {
        key: (found.dense[i], found.lexical[i], *found.sentences_of(i))
        for i, key in enumerate(found.keys.tolist())
    }


def test_the_best_come_first_and_no_more_than_were_asked_for(odd):
    mine = Retriever(odd.load().content, ToyEmbedder(), candidates=3, lexical_weight=0.7)
    other = load(odd.twin, embedder=odd.beside).content
    other = Retriever(other, ToyEmbedder(), candidates=3, lexical_weight=0.7)
    for question in ("minister of steel", "Äpfel", "S7 S8 S9"):
        best, expected = (r.retrieve(question, 2).hits for r in (mine, other))
        assert best[0].passage == expected[0].passage
        assert [hit.rank for hit in best] == [1, 2]
        assert [h.score for h in best] == pytest.approx([h.score for h in expected], abs=1e-5)


def test_an_unchanged_folder_makes_nothing_and_says_again_what_was_left_out(odd):
    generation = backend.current_generation(odd.place)
    report = odd.build()
    assert (report.generation, report.embedded, report.removed) == (generation, 0, 0)
    assert [error.seed for error in report.rejected] == ["bad.txt", "records.jsonl", "unread.xyz"]
    assert odd.embedder.embedded == odd.notices == []


def test_what_was_left_out_is_told_by_every_build(world, footnotes):
    world.write({"notes.txt": "An apple.\n* A note.\n"})
    told = (SeedOmission("notes.txt", 10, "footnotes"),)
    assert [world.build().omitted for _ in range(2)] == [told, told]
    world.write({"more.txt": "A stone."})
    assert world.build().omitted == told


def test_status_and_plan_tell_what_a_build_would_do(odd):
    usable = tuple(sorted(ODD.keys() - {"bad.txt", "unread.xyz"}))
    assert status(odd.place) == Changes((), (), (), usable)
    odd.write({"new.txt": "Stone.", "many.txt": "Other."})
    (odd.folder / "long.txt").rename(odd.folder / "longer.txt")
    planned = plan_build(odd.folder, odd.place, embedder=odd.embedder)
    assert planned == replace(
        plan_build(odd.folder, odd.twin, embedder=odd.embedder), rejected=planned.rejected
    )
    assert planned.changes == status(odd.place) == odd.build().changes
    assert planned.rebuild is None
    odd.check()


# Updates.


def rename(world: World) -> None:
    (world.folder / "a.txt").rename(world.folder / "c.txt")


def rename_to_another_ending(world: World) -> None:
    (world.folder / "c.txt").rename(world.folder / "c.md")


def move_a_passage(world: World) -> None:
    world.write({"b.txt": "A river runs.\n\nStone here.", "c.md": "Apple apple. River."})


def remove_one_of_two_that_say_the_same(world: World) -> None:
    (world.folder / "e.txt").unlink()


EDITS = [
    (lambda world: world.write({"b.txt": "A river runs.\n\nZebra."}), ["Zebra."]),
    (rename, []),
    (rename_to_another_ending, []),
    (lambda world: world.write({"b.txt": "---\ntitle: Rivers\n---\nA river runs.\n"}), []),
    (move_a_passage, []),
    (lambda world: world.write({"d.jsonl": '{"text": "Moon."}\n{"text": "Sun."}\n{"text": ""}'}),
     ["Moon.", "Sun."]),
    (lambda world: world.write({"e.txt": "Twin twin.", "f.txt": "Twin twin.\n\nTwin twin."}),
     ["Twin twin."]),
    (remove_one_of_two_that_say_the_same, []),
    (lambda world: world.write({"b.txt": b"\xff"}), []),
    (lambda world: world.write({"b.txt": "A river runs."}), ["A river runs."]),
]  # fmt: skip


def test_every_update_embeds_the_new_texts_alone_and_gives_a_whole_index(world):
    for edit, embedded in EDITS:
        edit(world)
        world.forget()
        world.build()
        assert world.embedder.embedded == embedded
        world.check(share=0.05)
    assert world.notices == []


def test_a_removed_file_leaves_nothing(world):
    world.write({"c.txt": "---\ntitle: Gone\n---\nZebra apple.\n\nZebra."})
    world.build()
    (world.folder / "c.txt").unlink()
    assert world.build(keep=1).removed == 2
    opened = world.load()
    assert "c.txt" not in opened.article
    assert opened.content.keys_of("c.txt") is opened.content.keys_of("Gone") is None
    assert "c.txt" not in {name for name, _ in hits(opened, "zebra")}
    world.check()
    check_rows(world)


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


def test_a_piece_of_work_that_is_done_twice_is_there_once(world):
    world.write({"c.txt": "Zebra.", "d.txt": "Moon.\n\nSun."})
    (world.folder / "a.txt").unlink()
    place = build(world.folder, world.place, embedder=world.embedder, workers=Twice(), keep=1)
    assert place.passages == 4
    build(world.folder, world.twin, embedder=world.beside, keep=1)
    world.check()
    check_rows(world)


def test_words_are_found_when_little_by_little_goes(many):
    for name in ("00.txt", "05.txt", "11.txt"):
        (many.folder / name).unlink()
        many.build()
        many.check(share=0.05)


def test_a_folder_without_a_usable_seed_leaves_the_index_as_it_was(world):
    before = backend.current_generation(world.place), world.texts()
    world.clear()
    for files, message in (({}, "holds no article"), ({"a.txt": b"\xff"}, "1 rejected")):
        world.write(files)
        with pytest.raises(SeedsError, match=message):
            build(world.folder, world.place, embedder=world.embedder)
        assert (backend.current_generation(world.place), world.texts()) == before
    with pytest.raises(SeedsError, match="does not exist"):
        build(world.folder / "none", world.place, embedder=world.embedder)


# Builds that die.


def publish_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(index.local.generation, "publish", fail)
    monkeypatch.setattr(Catalog, "publish", fail)


def reading_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(ToyEmbedder, "count_tokens", fail)


@pytest.mark.parametrize(
    "workers",
    [Dying(0, KeyboardInterrupt()), Dying(2, RuntimeError("boom")), Dying(3, MemoryError())],
    ids=["at once", "midway", "late"],
)
def test_a_build_that_dies_at_its_work_changes_nothing(world, monkeypatch, workers):
    monkeypatch.setattr("index.sources.read.MAX_BATCH_FILES", 1)
    check_dying(world, {"workers": workers})


@pytest.mark.parametrize("prepare", [publish_raises, reading_raises])
def test_a_build_that_dies_between_changes_nothing(world, monkeypatch, prepare):
    with monkeypatch.context() as patch:
        prepare(patch)
        check_dying(world, {})


def check_dying(world: World, how: dict[str, object]) -> None:
    opened = world.load()
    before = held(opened), [hits(opened, question) for question in QUESTIONS]
    world.write({"c.txt": "Zebra.", "d.txt": "Moon.", "e.txt": "Sun.", "b.txt": "Apple."})
    with pytest.raises((RuntimeError, KeyboardInterrupt, MemoryError)):
        build(world.folder, world.place, embedder=world.embedder, **how)
    for one in (opened, world.load()):
        assert (held(one), [hits(one, question) for question in QUESTIONS]) == before


def test_after_a_build_that_died_the_next_one_is_whole(world, monkeypatch):
    monkeypatch.setattr("index.sources.read.MAX_BATCH_FILES", 1)
    check_dying(world, {"workers": Dying(2, KeyboardInterrupt())})
    world.forget()
    assert world.build(keep=1).changes.added == ("c.txt", "d.txt", "e.txt")
    world.check()
    check_rows(world)


def test_what_dies_once_it_is_published_is_there(world, monkeypatch):
    """Nobody can know whether the swap came through when its answer is lost."""
    for owner, name in ((index.local.generation, "publish"), (Catalog, "publish")):
        real = getattr(owner, name)

        def interrupted(*args: object, real=real) -> None:
            real(*args)
            raise KeyboardInterrupt

        monkeypatch.setattr(owner, name, interrupted)
    world.write({"b.txt": "Zebra.", "c.txt": "Moon."})
    for place, embedder in ((world.place, world.embedder), (world.twin, world.beside)):
        with pytest.raises(KeyboardInterrupt):
            build(world.folder, place, embedder=embedder)
    monkeypatch.undo()
    world.check()
    assert world.texts() == {"a.txt": A, "b.txt": "Zebra.", "c.txt": "Moon."}
    assert world.build().changes == Changes((), (), (), ("a.txt", "b.txt", "c.txt"))
    world.check()


# Generations.


def test_a_rollback_brings_back_what_was_and_a_build_goes_on_from_there(world):
    first = backend.current_generation(world.place)
    opened = world.load()
    world.write({"b.txt": "Second.", "c.txt": "Third."})
    (world.folder / "a.txt").unlink()
    assert world.build().generation == first + 1
    assert backend.previous_generation(world.place) == first
    assert world.rollback() == first
    world.check()
    assert world.texts() == FEW == {a.id: a.text for a in opened.content.articles}
    world.forget()
    assert world.build().generation == first + 2
    assert world.embedder.embedded == ["Second.", "Third."]
    assert world.texts() == {"b.txt": "Second.", "c.txt": "Third."}
    assert backend.previous_generation(world.place) == first
    world.check()


def test_a_rollback_goes_back_as_far_as_is_kept(world):
    first = backend.current_generation(world.place)
    for text in ("Second.", "Third.", "Fourth."):
        world.write({"b.txt": text})
        world.build(keep=3)
    assert [world.rollback(), world.rollback()] == [first + 2, first + 1]
    assert world.texts()["b.txt"] == "Second."
    world.check()
    for place in (world.place, world.twin):
        with pytest.raises(IndexMissingError, match=f"^no generation before {first + 1} is kept"):
            rollback(place)
    assert backend.previous_generation(world.place) is None
    assert world.texts()["b.txt"] == "Second."


def test_one_generation_can_be_all_that_is_kept(world):
    world.write({"b.txt": "Second."})
    world.build(keep=1)
    assert backend.previous_generation(world.place) is None
    with pytest.raises(IndexMissingError, match="no generation before"):
        rollback(world.place)
    check_rows(world)


def test_one_writes_at_a_time(world):
    world.write({"b.txt": "Second."})
    with writing(world.place), pytest.raises(IndexLockedError, match="wait"):
        build(world.folder, world.place, embedder=world.embedder)
    with writing(world.place), suppress(IndexLockedError):
        rollback(world.place)
        pytest.fail("it went back while another wrote")
    assert world.texts() == FEW


def writing(place: Location) -> AbstractContextManager[None]:
    if isinstance(place, Address):
        return Lease(Catalog(connect(place))).acquired()
    return lock.write_lock(place)


# Other recipes: all is made anew, beside what there was.


def test_an_index_of_another_embedder_is_refused_and_rebuilt(world):
    generation, other = backend.current_generation(world.place), ToyEmbedder("other")
    with pytest.raises(
        IndexMismatchError,
        match=r"was built with embedder 'toy' \(toy-digest\);"
        r" expected embedder 'other' \(other-digest\);"
        r" run qa index, or set QA_EMBEDDER to the model it was built with$",
    ):
        load(world.place, embedder=other)
    planned = plan_build(world.folder, world.place, embedder=other)
    assert planned.rebuild.startswith("the index was built with embedder 'toy'")
    report = world.build(embedder=other)
    assert (report.generation > generation, report.embedded, report.reused) == (True, 3, 0)
    assert world.notices == [planned.rebuild]
    assert load(world.place, embedder=other).manifest.recipe.embedder == "other"
    with pytest.raises(IndexMismatchError):
        world.load()
    assert world.rollback() == generation
    world.check()


def test_another_way_to_cut_keeps_the_vectors(world, monkeypatch):
    generation = backend.current_generation(world.place)
    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["index.recipe"], "SPLITTER", "another/1")
        assert world.build().generation > generation
        assert world.embedder.embedded == []
        assert world.load().manifest.recipe.splitter == "another/1"
        assert world.notices[0].startswith("the articles were read and cut by ")
        world.check()
    assert world.rollback() == generation
    world.check()


# Those who ask.


def test_an_assistant_answers_refreshes_and_updates(world):
    mine, twin = assistant(world.place), assistant(world.twin)
    assert mine.ask("apple?").text == twin.ask("apple?").text == "Apple apple."
    assert mine.ask("apple?").complete
    for text in ("b.txt", "Stone here.", "a.txt"):
        at, expected = (explanation.rank_passage(one, "Which stone?", text) for one in (mine, twin))
        assert (at.rank, at.of, at.passage) == (expected.rank, 3, expected.passage)
    assert not mine.refresh()
    world.write({"b.txt": "A zebra runs."})
    first, report = backend.current_generation(world.place), world.build()
    assert mine.ask("zebra?").generation == first
    assert mine.refresh()
    answer = mine.ask("zebra?")
    assert (answer.text, answer.generation) == ("A zebra runs.", report.generation)
    world.write({"b.txt": "The moon."})
    assert mine.update() == twin.update()
    assert mine.ask("moon?").text == "The moon."


def assistant(place: Location) -> Assistant:
    settings = Settings(threshold=0.0)
    return Assistant(place, embedder=ToyEmbedder(), reader=SentenceReader(), settings=settings)
