from __future__ import annotations

import json
import random

import pytest

from index import build, load
from index.local.segments import merging
from index.sources import read as reading
from tests.index.local.built import same_content
from tests.support.toys import ToyEmbedder

NAMES = ["a.txt", "b.txt", "b/c.txt", "d.jsonl", "e.md", "f.jsonl"]
TEXTS = [
    "Apple.",
    "A river. A stone.\n\nApple.",
    "Zebra here.",
    "Stone.\n\nStone.",
    "éa. The wall.",
]


@pytest.fixture
def fresh(tmp_path_factory):
    """The content of an index that is built from nothing."""

    def fresh(folder):
        index = tmp_path_factory.mktemp("fresh")
        build(folder, index, embedder=ToyEmbedder())
        return load(index, embedder=ToyEmbedder()).content

    return fresh


def content_of(name: str, rng: random.Random) -> str:
    if not name.endswith(".jsonl"):
        return rng.choice(TEXTS)
    records = [{"text": rng.choice(TEXTS)} for _ in range(rng.randint(1, 12))]
    return "\n".join(map(json.dumps, records))


def edit(folder, rng: random.Random) -> None:
    """Write, remove or rename a file; one always stays."""
    there = sorted(p for p in folder.rglob("*") if p.is_file())
    do = rng.random()
    if do < 0.2 and len(there) > 1:
        rng.choice(there).unlink()
    elif do < 0.5 and there:
        old = rng.choice(there)
        old.rename(folder / f"{rng.randint(0, 9)}{old.name}")
    else:
        path = folder / rng.choice(NAMES)
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(content_of(path.name, rng))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_any_series_of_updates_gives_the_answers_of_a_fresh_build(
    tmp_path, index, embedder, fresh, monkeypatch, seed
):
    rng, folder = random.Random(seed), tmp_path / "seeds"
    monkeypatch.setattr(merging, "MERGE_RATIO", rng.choice((0, 0.5, 3)))  # many segments, or few
    monkeypatch.setattr(merging, "MAX_REMOVED", rng.choice((0.2, 1)))
    for number in range(12):
        for _ in range(rng.randint(1, 3)):
            edit(folder, rng)
        build(folder, index, embedder=embedder, compact=number == 8)
        content = load(index, embedder=embedder).content
        same_content(content, fresh(folder))
        assert content.is_compact or number != 8


def test_unchanged_files_are_not_read_again(seeds, index, embedder, monkeypatch):
    folder = seeds({name: f"About {name}." for name in ("a.txt", "b.txt", "c.txt")})
    build(folder, index, embedder=embedder)
    read, real = [], reading.read_seed

    def noted(folder, name):
        read.append(name)
        return real(folder, name)

    monkeypatch.setattr(reading, "read_seed", noted)
    (folder / "b.txt").write_text("Another.")
    (folder / "c.txt").rename(folder / "d.txt")
    build(folder, index, embedder=embedder)
    assert read == ["b.txt"]


def test_records_of_one_file_stay_in_its_order_and_follow_it(seeds, index, embedder):
    records = "\n".join(json.dumps({"text": f"Record {n}."}) for n in range(11))
    folder = seeds({"a.jsonl": records, "z.txt": "Last."})
    build(folder, index, embedder=embedder)
    before = [a.text for a in load(index, embedder=embedder).content.articles]
    assert before == [*(f"Record {n}." for n in range(11)), "Last."]
    (folder / "a.jsonl").rename(folder / "zz.jsonl")
    build(folder, index, embedder=embedder)
    opened = load(index, embedder=embedder)
    assert [a.text for a in opened.content.articles] == [before[-1], *before[:-1]]
    assert all(name.startswith("zz.jsonl#") for name in list(opened.article)[1:])
    assert opened.manifest.sources["zz.jsonl"].articles == 11
