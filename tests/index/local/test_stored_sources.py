from __future__ import annotations

import pytest

from index.corpus import Omission
from index.errors import IndexDamagedError
from index.file_table import SourceTable
from index.local.files import checksums_of
from index.local.stored_sources import SOURCES, stored_sources, write_sources
from index.manifest import Rejection, Source
from tests.index.local.folders import flip

STORED = {
    "a.txt": Source("3" * 64, 1),
    "é.txt": Source("2" * 64, 2, (Rejection("a", "b", "c"),), (Omission(4, "notes"),)),
}


@pytest.fixture
def stored(tmp_path) -> SourceTable:
    write_sources(tmp_path, SourceTable.of(STORED))
    return stored_sources(tmp_path, checksums_of(tmp_path, [SOURCES])[SOURCES])


def test_sources_read_as_they_were_written(stored):
    assert stored == STORED
    assert (list(stored), list(stored.items()), len(stored)) == (list(STORED), [*STORED.items()], 2)
    assert stored["é.txt"].omissions == (Omission(4, "notes"),)


def test_damage_is_found_when_they_are_used(stored, tmp_path):
    flip(tmp_path / SOURCES)
    with pytest.raises(IndexDamagedError, match=r"sources differs"):
        stored["a.txt"]
