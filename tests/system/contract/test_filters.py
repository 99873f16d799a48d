"""A question under a filter is answered as from an index of only the articles that it leaves."""

from __future__ import annotations

import random

import pytest

from index import Address, build, load
from index.errors import FilterError
from index.filtering.filter import Filter
from index.interface import Opened
from qa.retrieval.retriever import Retriever
from tests.support.toys import ToyEmbedder
from tests.system.contract.world import ALL, World

WORDS = ("apple", "river", "stone", "wall", "zebra", "steel", "the", "minister", "7", "moon")
QUESTIONS = ("Which apple fell on a stone?", "zebra and minister", "moon moon river", "of the")
FILTERS = (
    Filter.parse(after="2023-03"),
    Filter.parse(before="2023-06-15", sources=["Donga"]),
    Filter.parse(as_of="2023-02", authors=["Ann", "Bo"]),
    Filter.parse(within=["north"]),
    Filter.parse(within=["north/03.txt"]),
    Filter.parse(within=["north", "south/rows.jsonl"], sources=["Donga", "Reuters"]),
)


def written(random: random.Random) -> dict[str, str]:
    """Articles of random words, some of them without a date, a source or an author."""
    files = {}
    for n in range(24):
        stated = {
            "date": f"2023-{random.randint(1, 9):02}-{random.randint(1, 28):02}",
            "source": random.choice(("Donga", "Reuters", "AP")),
            "author": random.choice(("Ann", "Bo")),
        }
        head = "".join(f"{k}: {v}\n" for k, v in stated.items() if random.random() < 0.8)
        # A number of its own tells each passage from all others.
        many = range(random.randint(1, 4))
        text = "\n\n".join(f"{sentences(random)} P{n}x{m}." for m in many)
        folder = random.choice(("north", "south"))
        files[f"{folder}/{n:02}.txt"] = f"---\ntitle: T{n}\n{head}---\n{text}\n"
    files["north/03.txt"] = "Apple stone. The minister.\n"
    files["south/rows.jsonl"] = '{"id": "x", "source": "AP", "text": "An apple. Moon."}\n'
    return files


def sentences(random: random.Random) -> str:
    return " ".join(
        f"{' '.join(random.choices(WORDS, k=random.randint(1, 9))).capitalize()}."
        for _ in range(random.randint(1, 4))
    )


@pytest.fixture
def opened(shared) -> Opened:
    shared.have(written(random.Random(7)))
    return shared.load()


def found(opened: Opened, question: str, where: Filter | None = None, n: int = ALL):
    content = opened.content
    left = content.table.select(where) if where else None
    retriever = Retriever(content, ToyEmbedder(), candidates=n, lexical_weight=0.7)
    return retriever.retrieve(question, n, left).hits


def test_it_is_answered_as_from_an_index_of_only_those_articles(opened, shared, tmp_path):
    exact = not isinstance(shared.place, Address)
    for number, where in enumerate(FILTERS):
        alone = only(shared, opened, where, tmp_path / str(number))
        for question in QUESTIONS:
            for n in (3, ALL) if exact else (ALL,):
                mine, other = found(opened, question, where, n), found(alone, question, None, n)
                assert [h.score for h in mine] == pytest.approx([h.score for h in other], abs=1e-5)
                mine, other = ({at(h): h for h in hits} for hits in (mine, other))
                assert mine.keys() == other.keys()
                if exact:  # the same numbers in the same order
                    assert list(mine) == list(other)
                    assert [h.score for h in mine.values()] == [h.score for h in other.values()]
                for key, hit in mine.items():
                    own, expected = ((h.dense, h.lexical, *h.sentences) for h in (hit, other[key]))
                    assert own == pytest.approx(expected, abs=1e-5)


def at(hit) -> tuple[str, int]:
    return hit.passage.article.id, hit.passage.span.start


def only(world: World, opened: Opened, where: Filter, root) -> Opened:
    """An index in a folder of the files whose articles a filter leaves."""
    content = opened.content
    keys = [key for name in content.article for key in [content.keys_of(name)]]
    left = content.table.select(where)
    names = {n for n, k in zip(content.article, keys, strict=True) if left.holds(k).all()}
    assert len(names) == left.articles
    for name in {name.partition("#")[0] for name in names}:
        (root / "seeds" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "seeds" / name).write_bytes((world.folder / name).read_bytes())
    build(root / "seeds", root / "index", embedder=ToyEmbedder())
    return load(root / "index", embedder=ToyEmbedder())


def test_ten_are_found_whatever_is_left_out(opened):
    where = Filter.parse(sources=["Donga"])
    hits = found(opened, "Which apple fell on a stone?", where, 10)
    assert len(hits) >= 10 and {hit.passage.article.source for hit in hits} == {"Donga"}


def test_what_there_is_to_choose_from_is_the_same_everywhere(opened, shared):
    mine, other = opened.content.table, load(shared.twin, embedder=ToyEmbedder()).content.table
    assert sorted(mine.ids) == sorted(other.ids)
    for name in ("sources", "authors", "folders", "dates", "undated"):
        assert getattr(mine, name) == getattr(other, name), name


def test_a_passage_is_ranked_among_those_that_are_left(opened):
    content = opened.content
    where = Filter.parse(within=["north"])
    left = content.table.select(where)
    retriever = Retriever(content, ToyEmbedder(), candidates=ALL, lexical_weight=0.7)
    question = QUESTIONS[0]
    hits = retriever.retrieve(question, ALL, left).hits
    keys = content.keys_of("north/03.txt")
    ranked = retriever.rank_best(question, keys, left)
    best = next(hit for hit in hits if hit.passage.article.id == "north/03.txt")
    assert ranked.score == pytest.approx(best.score, abs=1e-6)
    assert hits[ranked.rank - 1].score == pytest.approx(best.score, abs=1e-6)


def test_many_runs_of_keys_are_listed(opened, monkeypatch):
    where = Filter.parse(sources=["Donga"])
    whole = [(at(h), h.score) for h in found(opened, QUESTIONS[0], where)]
    monkeypatch.setattr("index.milvus.schema.RUNS_PER_FILTER", 0)
    monkeypatch.setattr("index.milvus.schema.KEYS_PER_FILTER", 3)
    parts = [(at(h), h.score) for h in found(opened, QUESTIONS[0], where)]
    assert dict(parts) == pytest.approx(dict(whole), abs=1e-6) and len(parts) == len(whole)


def test_what_is_not_there_is_refused_in_one_line(opened):
    with pytest.raises(FilterError, match=r"^no article states the source 'Dongha'; .*'Donga'"):
        opened.content.table.select(Filter(sources=("Dongha",)))
