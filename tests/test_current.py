"""What is current in a folder; test_contract.py asks the same of every place."""

from __future__ import annotations

import shutil

import pytest

from index import build, current, layout, rollback
from index.errors import IndexDamagedError, IndexMissingError


@pytest.fixture
def built(seeds, index, embedder):
    for text in ("First.", "Second."):
        build(seeds({"a.txt": text}), index, embedder=embedder)
    return index


def test_the_current_generation_has_a_number_and_a_manifest(built):
    assert (current.number(built), current.exists(built)) == (2, True)
    assert current.manifest(built) == layout.read_manifest(built)


def test_the_one_before_is_that_which_a_rollback_goes_to(built):
    assert current.before(built) == 1
    rollback(built)
    assert (current.number(built), current.before(built)) == (1, None)


def test_what_was_swept_is_not_before(built):
    shutil.rmtree(built / "000001")
    assert current.before(built) is None


def test_where_there_is_none_that_is_said(tmp_path):
    assert not current.exists(tmp_path / "none")
    for ask in (current.number, current.manifest, current.before):
        with pytest.raises(IndexMissingError):
            ask(tmp_path / "none")


def test_what_cannot_be_read_is_not_missing(built):
    (built / "current").write_text("garbage")
    with pytest.raises(IndexDamagedError):
        current.exists(built)
