"""Files of an index: what each must be, whether it still is, and putting it on the disk.

Owns the checks before a native parser sees a file, and the words for what is wrong with one. Knows
nothing of which files there are.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from index.errors import IndexDamagedError, IndexFolderError
from index.manifest import FileRecord

LARGE = 64 << 20  # bytes; of larger files opening checks the size and both ends alone
END = 1 << 20
_CHUNK = 1 << 20
_UNFINISHED = ".new"


def record(path: Path) -> FileRecord:
    """What a file that was just written is."""
    size = path.stat().st_size
    return FileRecord(size, _sha256(path), _ends(path, size) if size > LARGE else None)


def check(path: Path, expected: FileRecord, *, thorough: bool = False) -> None:
    """Raise IndexDamagedError unless the file is what was written.

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


def checked(path: Path, sha256: str) -> bytes:
    """Read a small file whose SHA-256 is known. Raises IndexDamagedError."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(path, "differs from what was written")
    return content


def flush(path: Path) -> None:
    """Ask the system to put a file or folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def set_mode(path: Path, mode: int) -> None:
    """Set the mode of a file or folder, where its owner and the file system let that be done."""
    with suppress(PermissionError):  # of another owner, or on a disk that keeps no modes
        path.chmod(mode)


def settle(folder: Path, names: Iterable[str]) -> None:
    """Close files of a folder to everybody but their owner, and put all on the disk."""
    paths = [folder / name for name in names]
    folders = sorted({path.parent for path in paths}, reverse=True)  # the outermost last
    for path, mode in [*((p, 0o600) for p in paths), *((p, 0o700) for p in folders)]:
        set_mode(path, mode)
        flush(path)


def swap(path: Path, content: bytes, *, like: os.stat_result | None = None) -> None:
    """Put a small file in another's place in one step, on the disk when this returns.

    Only its writer can read it, or whoever can read a file ``like`` this one. Until then it has a
    name that no other file has, and a kill can leave it under that (see ``unfinished``).
    """
    descriptor, name = tempfile.mkstemp(_UNFINISHED, f".{path.name}.", path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        _make_like(temporary, like)
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    flush(path.parent)


def unfinished(path: Path) -> Iterator[Path]:
    """What swaps that were killed have left of a file."""
    form = re.compile(rf"\.{re.escape(path.name)}\.\w{{8}}{re.escape(_UNFINISHED)}")
    return (p for p in path.parent.iterdir() if form.fullmatch(p.name))


def replace(path: Path, content: bytes) -> None:
    """Put a small file in place as ``swap`` does, at a path that a user gave.

    A link stays one, and a file that is there keeps its mode and owner. Raises OSError.
    """
    path = Path(os.path.realpath(path))
    if path.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    swap(path, content, like=path.stat() if path.exists() else None)


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
        cure="mend that, or name another: --index DIR",
    )


def _make_like(path: Path, like: os.stat_result | None) -> None:
    if like is None:
        return
    if hasattr(os, "chown"):
        with suppress(PermissionError):  # only root may give files away
            os.chown(path, like.st_uid, like.st_gid)
    set_mode(path, like.st_mode & 0o7777)


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
        while chunk := file.read(_CHUNK if length is None else min(_CHUNK, length)):
            yield chunk
            if length is not None:
                length -= len(chunk)
                if not length:
                    return
