from __future__ import annotations

import mmap

import numpy as np
import pytest

from index.local import columns
from index.local.columns import Column, open_column, release_memory


def test_rows_come_back_as_they_were_appended(tmp_path):
    with Column(tmp_path / "a.npy", np.int64, 2) as column:
        column.append(np.array([[1, 2]]))
        column.append(np.empty((0, 2)))
        column.append(np.array([[3, 4], [5, 6]]))
        assert len(column) == 3
    read = open_column(tmp_path / "a.npy")
    assert read.tolist() == [[1, 2], [3, 4], [5, 6]]
    assert (read.dtype, type(read.base)) == (np.int64, mmap.mmap)
    assert not read.flags.writeable


def test_a_file_is_what_numpy_writes(tmp_path):
    with Column(tmp_path / "a.npy", np.float32) as column:
        column.append(np.array([1.5, 2.5]))
    np.save(tmp_path / "b.npy", np.array([1.5, 2.5], dtype=np.float32))
    assert np.load(tmp_path / "a.npy").tolist() == np.load(tmp_path / "b.npy").tolist()


def test_a_file_that_is_shorter_than_it_says_is_none(tmp_path):
    path = tmp_path / "a.npy"
    np.save(path, np.arange(9))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match="its header names"):
        open_column(path)


def test_objects_are_not_unpickled(tmp_path):
    np.save(tmp_path / "a.npy", np.array(["a", None], dtype=object), allow_pickle=True)
    with pytest.raises(ValueError, match="its header names"):
        open_column(tmp_path / "a.npy")


def test_what_was_forgotten_reads_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(columns, "RELEASED", 8)
    with Column(tmp_path / "a.npy", np.int64) as column:
        column.append(np.arange(9))
    read = open_column(tmp_path / "a.npy")
    release_memory(read)
    assert read.tolist() == list(range(9))
    release_memory(np.arange(9))  # what is not mapped stays


@pytest.mark.parametrize("width", [(), (3,)])
def test_no_rows_can_be_opened(tmp_path, width):
    Column(tmp_path / "a.npy", np.float32, *width).close()
    assert open_column(tmp_path / "a.npy").shape == (0, *width)


def test_header_has_room_for_any_number_of_rows(tmp_path):
    column = Column(tmp_path / "a.npy", np.uint64, 384)
    column._rows = 10**15
    column.close()


def test_what_is_not_closed_cannot_be_taken_for_complete(tmp_path):
    with pytest.raises(RuntimeError), Column(tmp_path / "a.npy", np.int64) as column:
        column.append(np.arange(5))
        raise RuntimeError
    assert len(open_column(tmp_path / "a.npy")) == 0
