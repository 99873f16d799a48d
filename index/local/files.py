"""Checksums of the files of an index.

Owns their checksums and the checks before a native parser sees a file. Knows nothing of which files
there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.errors import IndexDamagedError, IndexFolderError
from index.files.atomic import flush, set_mode
from index.manifest import FileChecksum

LARGE = 64 << 20  # bytes; of larger files opening checks the size and both ends only
END = 1 << 20  # bytes at either end
_READ_SIZE = 1 << 20  # bytes
HASHING_THREADS = 4  # hashing and reading leave Python's lock


def checksum_of(path: Path) -> FileChecksum:
    """The checksum of a file that was just written."""
    size = path.stat().st_size
    return FileChecksum(size, _sha256(path), _ends(path, size) if size > LARGE else None)


def check(path: Path, expected: FileChecksum, *, thorough: bool = False) -> None:
    """Raise IndexDamagedError unless a file has the expected checksum.

    Of a large file the size and the ends are checked, with ``thorough`` every byte.
    """
    try:
        if path.stat().st_size != expected.size:
            raise damaged(path, "differs from what was written")
        if expected.ends is None or thorough:
            same = _sha256(path) == expected.sha256
        else:
            same = _ends(path, expected.size) == expected.ends
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error
    if not same:
        raise damaged(path, "differs from what was written")


def checksums_of(folder: Path, names: Iterable[str]) -> dict[str, FileChecksum]:
    """The checksums of files of a folder that were just written, several hashed at a time."""
    names = list(names)
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        return dict(
            zip(names, pool.map(lambda name: checksum_of(folder / name), names), strict=True)
        )


def check_all(folder: Path, expected: Mapping[str, FileChecksum], *, thorough: bool) -> None:
    """Check files of a folder as ``check`` does; with ``thorough`` several at a time."""

    def one(name: str) -> None:
        check(folder / name, expected[name], thorough=thorough)

    if not thorough:  # a question from the command line is not to wait for threads to start
        for name in expected:
            one(name)
        return
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        list(pool.map(one, expected))


def read_checked(path: Path, sha256: str) -> bytes:
    """Read a small file whose SHA-256 is known. Raises IndexDamagedError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(path, "differs from what was written")
    return content


def settle(folder: Path, names: Iterable[str], *, settled: Container[str] = ()) -> None:
    """Give files of a folder mode 600 and flush all to the disk; of those that were ``settled``
    before, under another name, only the names.
    """
    names = list(names)
    folders = sorted({(folder / name).parent for name in names}, reverse=True)  # the outermost last
    paths = [folder / name for name in names if name not in settled]
    for path, mode in [*((p, 0o600) for p in paths), *((p, 0o700) for p in folders)]:
        set_mode(path, mode)
        flush(path)


def damaged(path: Path, what: str) -> IndexDamagedError:
    return IndexDamagedError(
        found=f"{path} {what}",
        expected="the file that was written",
        cure="run qa index --rebuild",
    )


def unusable(index: Path, verb: str, error: OSError) -> IndexFolderError:
    return IndexFolderError(
        found=f"index folder {str(index)!r} cannot be {verb} ({error.strerror or error})",
        expected="a folder with room and permission",
        cure="make room or change the permissions, or name another: --index DIR",
    )


def _sha256(path: Path) -> str:
    return _digest(_chunks(path, 0, None))


def _ends(path: Path, size: int) -> str:
    def both() -> Iterator[bytes]:
        yield from _chunks(path, 0, END)
        yield from _chunks(path, size - END, END)

    return _digest(both())


def _digest(chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(path: Path, start: int, length: int | None) -> Iterator[bytes]:
    with path.open("rb", buffering=0) as file:
        file.seek(start)
        while chunk := file.read(_READ_SIZE if length is None else min(_READ_SIZE, length)):
            yield chunk
            if length is not None:
                length -= len(chunk)
                if not length:
                    return
