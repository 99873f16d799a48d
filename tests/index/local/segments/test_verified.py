"""An update checks what it copies from a segment that it does not read as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from shutil import copytree

import pytest

from index import load
from index.errors import IndexDamagedError
from index.local import files
from tests.index.local.built import A, B, Built, has_own_vectors
from tests.index.local.folders import flip
from tests.support.toys import ToyEmbedder

PARAGRAPHS = [f"Stone{n} number {n} lies at the river." for n in range(60)]


@pytest.fixture(scope="module", autouse=True)
def small_blocks() -> Iterator[None]:
    """Files have several blocks, of which opening checks the first and last."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "BLOCK", 100)
        patch.setattr(files, "LARGE", 300)
        yield


@pytest.fixture(scope="module")
def original(small_blocks, tmp_path_factory) -> Built:
    """In its second generation."""
    folder = tmp_path_factory.mktemp("original")
    (folder / "seeds").mkdir()
    for name, text in (("a.txt", A), ("b.txt", B)):
        (folder / "seeds" / name).write_text(text)
    built = Built(folder / "seeds", folder / "index", ToyEmbedder())
    for name in (f"{letter}.txt" for letter in "mrstuvwxyz"):
        built.write(name, "\n\n".join(f"{one} In {name}." for one in PARAGRAPHS))
    built.build(rebuild=True, keep=1)
    return built


@pytest.fixture
def large(original, tmp_path) -> Built:
    """A copy, to be damaged and changed."""
    copied = copy(original)
    copied.folder = copytree(original.folder, tmp_path / "seeds")
    copied.index = copytree(original.index, tmp_path / "index")
    return copied


def damage(built: Built, name: str, where: float = 0.5) -> None:
    path = built.index / "000002" / "segment-000002" / name
    flip(path, int(path.stat().st_size * where))
    load(built.index, embedder=built.embedder)  # opening does not see it


def edit(built: Built) -> None:
    path = built.folder / "m.txt"
    path.write_text(path.read_text() + "\n\nOne more.")


def rename(built: Built) -> None:
    (built.folder / "m.txt").rename(built.folder / "n.txt")


@pytest.mark.parametrize("change", [edit, rename])
def test_what_is_not_copied_is_not_read(large, change):
    names = "articles.jsonl passages.faiss passages.npy passage-digests.npy sentence-vectors.npy"
    for name in (*names.split(), "lexical/rows.npy"):
        damage(large, name, 0.9)
    change(large)
    large.build()


NEEDED = ["passages.faiss", "passages.npy", "passage-digests.npy", "sentence-vectors.npy"]


@pytest.mark.parametrize("name", NEEDED)
def test_damage_to_an_edited_article_is_found_before_its_vectors_are_copied(large, name):
    damage(large, name, 0.05)
    edit(large)
    with pytest.raises(IndexDamagedError, match=r"segment-000002/.* differs from what was written"):
        large.build()


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("articles.jsonl", 0.05),
        ("passages.npy", 0.05),
        ("passage-digests.npy", 0.05),
        ("sentences.npy", 0.05),
        ("lexical/tokens.npy", 0.05),
        ("lexical/vocabulary.npy", 0.5),
    ],
)
def test_a_damaged_article_is_not_copied_under_its_new_name(large, name, where):
    damage(large, name, where)
    rename(large)
    with pytest.raises(IndexDamagedError, match=r"segment-000002/.* differs from what was written"):
        large.build()


@pytest.mark.parametrize("name", ["articles.npy", "signatures.npy"])
def test_what_every_update_looks_through_is_checked_as_a_whole(large, name):
    damage(large, name)
    edit(large)
    with pytest.raises(IndexDamagedError, match=r"segment-000002/.* differs from what was written"):
        large.build()


@pytest.mark.parametrize("name", ["articles.jsonl", "lexical/counts.npy", "passages.faiss"])
def test_a_segment_is_checked_as_a_whole_before_it_is_merged(large, name):
    damage(large, name, 0.7)
    edit(large)
    with pytest.raises(IndexDamagedError, match=r"segment-000002/.* differs from what was written"):
        large.build(compact=True)


def test_an_undamaged_index_is_updated(large):
    edit(large)
    rename(large)
    large.build()
    assert has_own_vectors(large.content())
    assert Path(large.index / "000003" / "segment-000003").exists()
