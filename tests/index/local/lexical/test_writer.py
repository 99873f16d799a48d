from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.local.lexical import writer as postings
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from tests.support.paths import ROOT

TEXTS = ["river stone", "apple wall apple", "of the", "stone zebra river"]


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def written(
    folder: Path, *parts: list[str] | tuple[int, int], previous: Path | None = None
) -> Path:
    """Write an index of texts, and of rows of another one."""
    writer = LexicalWriter(folder)
    old = LexicalIndex(previous) if previous else None
    for part in parts:
        writer.append(part) if isinstance(part, list) else writer.copy_rows(old, *part)
    writer.finish()
    return folder


def test_nothing_is_pickled_or_left_over(tmp_path):
    folder = written(tmp_path / "one", TEXTS)
    for path in folder.iterdir():
        np.load(path, allow_pickle=False)
    assert {p.name for p in folder.iterdir()} == {
        "vocabulary.npy",
        "term-borders.npy",
        "borders.npy",
        "rows.npy",
        "counts.npy",
        "lengths.npy",
        "tokens.npy",
        "token-borders.npy",
    }


def test_texts_may_come_in_pieces(tmp_path):
    whole = written(tmp_path / "whole", TEXTS)
    assert files(written(tmp_path / "pieces", TEXTS[:1], [], TEXTS[1:])) == files(whole)


def test_passages_may_be_sorted_in_pieces(tmp_path, monkeypatch):
    whole = written(tmp_path / "whole", TEXTS)
    monkeypatch.setattr(postings, "PASSAGES_PER_CHUNK", 2)
    assert files(written(tmp_path / "pieces", TEXTS)) == files(whole)


def test_rows_copied_give_the_bytes_of_a_fresh_index(tmp_path):
    old = written(tmp_path / "old", TEXTS)
    new = written(tmp_path / "new", ["a new apple"], (1, 3), ["quarry"], (0, 1), previous=old)
    fresh = ["a new apple", *TEXTS[1:3], "quarry", TEXTS[0]]
    assert files(new) == files(written(tmp_path / "fresh", fresh))
    assert LexicalIndex(new).number("zebra") is None  # the one passage that held it is gone


numbers = st.integers(0, 6)


@given(order=st.lists(numbers, max_size=8), old=st.lists(numbers, min_size=1, max_size=7))
def test_any_rows_may_be_copied(tmp_path_factory, order, old):
    texts = ["apple", "river apple river", "of", "stone the wall", "é zebra", "a b", "wall wall"]
    tmp_path = tmp_path_factory.mktemp("postings")
    before = written(tmp_path / "old", [texts[n] for n in old])
    parts = [(old.index(n), old.index(n) + 1) if n in old else [texts[n]] for n in order]
    after = written(tmp_path / "new", *parts, previous=before)
    assert files(after) == files(written(tmp_path / "fresh", [texts[n] for n in order]))


def test_a_full_disk_is_an_error_and_no_crash(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    with pytest.raises(OSError, match="No space left"):
        written(tmp_path / "one", TEXTS)


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path):
    code = (
        "import sys; from pathlib import Path;"
        " from index.local.lexical.writer import LexicalWriter;"
        "w = LexicalWriter(Path(sys.argv[1])); w.append(sys.argv[2:]); w.finish()"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / seed), *TEXTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        for seed in ("1", "2")
    ]
    assert [child.wait(60) for child in children] == [0, 0]
    assert files(tmp_path / "1") == files(tmp_path / "2")
