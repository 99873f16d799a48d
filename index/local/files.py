"""Checksums of the files of an index.

Owns their checksums, block by block, and how much of a file is checked when. Knows nothing of which
files there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import Enum
from pathlib import Path
from typing import TypeVar

from index.errors import IndexDamagedError, IndexFolderError
from index.files.atomic import flush, set_mode
from index.manifest import FileChecksum

BLOCK = 1 << 20  # bytes; as stated by FileChecksum
LARGE = 64 << 20  # bytes; of larger files opening checks the size and both ends only
FEW_BLOCKS = 24
HASHING_THREADS = 4  # hashing and reading leave Python's lock


Block = TypeVar("Block")
Result = TypeVar("Result")


class Depth(Enum):
    """The share of each file that is checked before it is used."""

    ENDS = "size, first and last block"  # what else is used is checked later, by a Verifier
    SMALL = "all of files up to LARGE, the ends of larger ones"
    ALL = "every byte"


def checksums_of(folder: Path, names: Iterable[str]) -> dict[str, FileChecksum]:
    """The checksums of files of a folder that were just written, several blocks at a time."""
    sizes = {name: (folder / name).stat().st_size for name in names}
    blocks = [(folder / name, at) for name, size in sizes.items() for at in range(_blocks(size))]
    digests = _mapped(lambda block: _block_digest(*block), blocks)
    return {
        name: FileChecksum(size, tuple(next(digests) for _ in range(_blocks(size))))
        for name, size in sizes.items()
    }


def check_all(folder: Path, expected: Mapping[str, FileChecksum], depth: Depth) -> None:
    """Raise IndexDamagedError unless all files of a folder have the expected checksums."""
    blocks = []
    for name, checksum in expected.items():
        check_size(folder / name, checksum)
        count = len(checksum.blocks)
        whole = depth is Depth.ALL or (depth is Depth.SMALL and checksum.size <= LARGE)
        wanted = range(count) if whole else sorted({0, count - 1} if count else ())
        blocks += [(folder / name, at, checksum.blocks[at]) for at in wanted]
    check_blocks(blocks)


def check_blocks(blocks: Sequence[tuple[Path, int, str]]) -> None:
    """Raise IndexDamagedError unless all blocks, of a file and with a number, have the digests."""
    for _ in _mapped(lambda block: _check_block(*block), blocks):
        pass


def check_size(path: Path, expected: FileChecksum) -> None:
    """Raise IndexDamagedError for a file of another size."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error
    if size != expected.size:
        raise damaged(path, "differs from what was written")


def _check_block(path: Path, number: int, digest: str) -> None:
    """Raise IndexDamagedError unless a block has the digest."""
    try:
        same = _block_digest(path, number) == digest
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error
    if not same:
        raise damaged(path, "differs from what was written")


def read_checked(path: Path, sha256: str) -> bytes:
    """Read a small file whose SHA-256 is known. Raises IndexDamagedError."""
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise damaged(path, "differs from what was written")
    return content


def read_verified(path: Path, expected: FileChecksum) -> bytes:
    """Read a file whose checksum is known. Raises IndexDamagedError."""
    content = _read(path)
    pieces = (content[at : at + BLOCK] for at in range(0, len(content), BLOCK))
    if tuple(hashlib.sha256(piece).hexdigest() for piece in pieces) != expected.blocks:
        raise damaged(path, "differs from what was written")
    return content


def settle(folder: Path, names: Iterable[str], *, settled: Container[str] = ()) -> None:
    """Give files of a folder mode 600 and flush all to the disk; of those that were ``settled``
    before, under another name, only the names.
    """
    names = list(names)
    folders = {parent for name in names for parent in (folder / name).parents}
    within = sorted(
        (one for one in folders if one == folder or folder in one.parents), reverse=True
    )  # the outermost last
    paths = [folder / name for name in names if name not in settled]
    for path, mode in [*((p, 0o600) for p in paths), *((p, 0o700) for p in within)]:
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


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise damaged(path, f"cannot be read ({error.strerror})") from error


def _mapped(work: Callable[[Block], Result], blocks: Sequence[Block]) -> Iterator[Result]:
    """The results in order, from several threads where there are many: starting these takes as long
    as hashing some blocks.
    """
    if len(blocks) <= FEW_BLOCKS:
        yield from map(work, blocks)
        return
    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        yield from pool.map(work, blocks)


def _blocks(size: int) -> int:
    return -(-size // BLOCK)


def _block_digest(path: Path, number: int) -> str:
    with path.open("rb", buffering=0) as file:
        file.seek(number * BLOCK)
        content = bytearray(BLOCK)
        read = 0
        while some := file.readinto(memoryview(content)[read:]):
            read += some
        return hashlib.sha256(memoryview(content)[:read]).hexdigest()
