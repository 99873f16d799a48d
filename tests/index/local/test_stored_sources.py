from __future__ import annotations

import pytest

from index.corpus import Omission
from index.errors import IndexDamagedError
from index.local.files import checksums_of
from index.local.stored_sources import SOURCES, StoredSources, write_sources
from index.manifest import Rejection, Source
from tests.index.local.folders import flip

STORED = {
    "a.txt": Source("d3", 1),
    "é.txt": Source("d2", 2, (Rejection("a", "b", "c"),), (Omission(4, "notes"),)),
}


@pytest.fixture
def stored(tmp_path) -> StoredSources:
    write_sources(tmp_path, STORED)
    return StoredSources(tmp_path, checksums_of(tmp_path, [SOURCES])[SOURCES])


def test_sources_read_as_they_were_written(stored):
    assert stored == STORED
    assert (list(stored), list(stored.items()), len(stored)) == (list(STORED), [*STORED.items()], 2)
    assert stored["é.txt"].omissions == (Omission(4, "notes"),)


def test_damage_is_found_when_they_are_used(stored, tmp_path):
    flip(tmp_path / SOURCES)
    with pytest.raises(IndexDamagedError, match=r"sources\.json differs"):
        stored["a.txt"]
