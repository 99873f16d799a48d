"""Columns on disk: .npy files that are written row by row, and mapped when they are opened.

Owns the form of such files. Knows nothing of what the rows mean.
"""

from __future__ import annotations

import math
import mmap
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

RELEASED = 1 << 24  # bytes of a column, of which ``release_memory`` releases the memory
_PARSING = Lock()


def open_column(path: Path) -> NDArray[Any]:
    """Map a .npy file: its pages are read when they are used, and nothing is unpickled.

    Raises ValueError for what is no such file, or shorter than its header says.
    """
    # Not by np.load, which takes twice as long: an index has 14 columns.
    with path.open("rb") as file:
        np.lib.format.read_magic(file)
        # numpy parses the header as Python, which CPython does not do in two threads at a time
        # without "SystemError: AST constructor recursion depth mismatch" now and then.
        with _PARSING:
            shape, _, dtype = np.lib.format.read_array_header_1_0(file)
        start = file.tell()
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if dtype.hasobject or len(mapped) < start + math.prod(shape) * dtype.itemsize:
        raise ValueError(f"{path} does not hold the {shape} of {dtype} that its header names")
    # As a plain array: reading one row of a memmap takes ten times as long.
    return np.ndarray(shape, dtype, mapped, start)


def release_memory(column: NDArray[Any]) -> None:
    """Release the memory of the rows read of a mapped column; the system may keep them cached.

    Reading one row maps 16 pages: scattered rows soon bring all of a file into memory. Small
    columns are kept: releasing takes longer than reading some rows.
    """
    if column.nbytes < RELEASED:
        return
    if isinstance(column.base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        column.base.madvise(mmap.MADV_DONTNEED)


class Column:
    """Writes a .npy file row by row; complete when it is closed."""

    def __init__(self, path: Path, dtype: DTypeLike, *width: int) -> None:
        """Rows are numbers, or vectors of the given width."""
        self._dtype, self._width, self._rows = np.dtype(dtype), width, 0
        self._file = path.open("wb")
        self._start = self._write_header()

    def __len__(self) -> int:
        return self._rows

    def append(self, rows: NDArray[Any]) -> None:
        rows = np.ascontiguousarray(rows, dtype=self._dtype).reshape(-1, *self._width)
        self._file.write(rows.data if rows.size else b"")
        self._rows += len(rows)

    def close(self) -> None:
        self._file.seek(0)
        # numpy pads a header so that the first axis can grow.
        assert self._write_header() == self._start
        self._file.close()

    def _write_header(self) -> int:
        np.lib.format.write_array_header_1_0(
            self._file,
            {
                "descr": np.lib.format.dtype_to_descr(self._dtype),
                "fortran_order": False,
                "shape": (self._rows, *self._width),
            },
        )
        return self._file.tell()

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            with suppress(OSError):  # it was given up because of another error
                self._file.close()

    def __enter__(self) -> Column:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file; after an error it is left incomplete."""
        self.close() if error is None else self._file.close()
