from __future__ import annotations

import numpy as np
import pytest

from index.corpus import Omission
from index.digests import NOT_FOUND
from index.file_table import FileDigests, SourceTable
from index.manifest import Source

ONE, TWO = "1" * 64, "2" * 64
SOURCES = {
    "a.txt": Source(ONE, 2),
    "b/é.txt": Source(TWO, 0),
    "c.txt": Source(TWO, 3, omissions=(Omission(4, "notes"),)),
}


def test_digests_are_found_by_path():
    table = FileDigests.of({"b/é.txt": TWO, "a.txt": ONE})
    assert list(table.items()) == [("a.txt", ONE), ("b/é.txt", TWO)]
    assert (table["b/é.txt"], table.row("b"), len(table)) == (TWO, None, 2)
    assert table == {"a.txt": ONE, "b/é.txt": TWO}
    with pytest.raises(KeyError):
        table["c.txt"]


@pytest.mark.parametrize(
    ("one", "other", "rows", "same"),
    [
        ({"a": ONE, "b": TWO}, {"a": ONE, "b": ONE}, [0, 1], [True, False]),
        ({"a": ONE, "b": TWO}, {"b": TWO}, [NOT_FOUND, 0], [False, True]),
        ({"a": ONE}, {}, [NOT_FOUND], [False]),
        ({}, {"a": ONE}, [], []),
    ],
)
def test_files_are_found_in_another_table_and_their_bytes_compared(one, other, rows, same):
    files, others = FileDigests.of(one), FileDigests.of(other)
    assert files.rows_in(others).tolist() == rows
    assert files.same_in(others, np.array(rows, dtype=np.int64)).tolist() == same
    assert files.equals(other) is (one == other)


def test_a_table_of_sources_reads_as_they_do():
    table = SourceTable.of(SOURCES)
    assert table == SOURCES and list(table) == list(SOURCES)
    assert all(table[path] == source for path, source in SOURCES.items())
    assert table.get("none") is None
    assert table.columns.articles_of("c.txt") == (2, 5)
    assert SourceTable.of(table) is table
