"""An index on disk: one folder a generation, and one pointer that says which is current.

    .index/
      current              number of the current generation and SHA-256 of its manifest;
                           replaced last, in one step
      lock                 held by the one process that writes
      000001/              a generation: never changed once the pointer names it
        manifest.json      identity, sources, SHA-256 of every other file
        ...                the content

What a crash may leave behind:

    state on disk                                  what opening does        what a build does
    no pointer                                     IndexMissingError        builds generation 1
    no pointer, an unfinished generation           IndexMissingError        replaces it
    pointer, and an unfinished newer generation    opens the pointed one    replaces it
    pointer, old generations not yet swept         opens the pointed one    sweeps them

Owns the layout, the swap, the lock, and the check of every file before a native parser sees it.
Opening never writes. Knows nothing of seeds, nor of what the content's files hold.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock, Timeout

from index.content import Content
from index.corpus import Article
from index.errors import (
    IndexDamagedError,
    IndexFolderError,
    IndexLockedError,
    IndexMissingError,
)
from index.manifest import Manifest

POINTER, LOCK, MANIFEST = "current", "lock", "manifest.json"
KEPT = 2  # generations: the current one, and the one to go back to


@dataclass(frozen=True)
class Generation:
    """One opened generation: it stays as it is, whatever is built after it."""

    manifest: Manifest
    content: Content
    article: Mapping[str, Article] = field(init=False)  # by id

    def __post_init__(self) -> None:
        object.__setattr__(self, "article", {a.id: a for a in self.content.articles})


def current(index: Path) -> int:
    """Number of the current generation. Raises IndexFolderError."""
    return _pointer(index)[0]


def following(index: Path) -> int:
    """Number for the next generation, also where the pointer is lost or damaged."""
    try:
        return current(index) + 1
    except IndexMissingError:
        return 1
    except IndexDamagedError:
        return max(_numbers(index), default=0) + 1


def read_manifest(index: Path) -> Manifest:
    """The current generation's manifest, nothing else opened. Raises IndexFolderError."""
    number, digest = _pointer(index)
    path = index / _name(number) / MANIFEST
    return Manifest.from_json(_checked(path, digest).decode(), path=str(path))


def read(index: Path) -> Generation:
    """Open the current generation, every file checked against its SHA-256 first.

    When a build replaces and sweeps the generation while it is being opened, the newer one is
    opened instead. Raises IndexFolderError.
    """
    while True:
        number = current(index)
        try:
            manifest = read_manifest(index)
            folder = index / _name(manifest.generation)
            for name, digest in manifest.files.items():
                _checked(folder / name, digest)
            return Generation(manifest, Content.read(folder))
        except (IndexDamagedError, FileNotFoundError):
            if current(index) == number:
                raise


def write(index: Path, manifest: Manifest, content: Content) -> Manifest:
    """Write a generation beside the current one and make it the current one, in one step.

    Returns the manifest with the digest of every file written.
    """
    folder = index / _name(manifest.generation)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    content.write(folder)
    written = sorted(p for p in folder.rglob("*") if p.is_file())
    digests = {p.relative_to(folder).as_posix(): _sha256(p.read_bytes()) for p in written}
    manifest = replace(manifest, files=digests)
    text = manifest.to_json().encode()
    (folder / MANIFEST).write_bytes(text)
    for path in [*folder.rglob("*"), folder]:
        _flush(path)
    _point(index, manifest.generation, _sha256(text))
    return manifest


def sweep(index: Path) -> None:
    """Remove generations beyond the kept ones, and unfinished ones newer than the current."""
    newest = current(index)
    numbers = sorted(_numbers(index), reverse=True)
    kept = [n for n in numbers if n <= newest][:KEPT]
    for number in numbers:
        if number not in kept:
            shutil.rmtree(index / _name(number), ignore_errors=True)


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the folder for writing; the hold dies with the process. Raises IndexFolderError."""
    try:
        index.mkdir(parents=True, exist_ok=True)
        with FileLock(index / LOCK, timeout=0):
            yield
    except Timeout as error:
        raise IndexLockedError(
            found=f"another process is writing {str(index)!r}",
            expected="one writer at a time",
            cure="wait for it, then run qa index",
        ) from error
    except OSError as error:
        raise _unusable(index, "written", error) from error


def _pointer(index: Path) -> tuple[int, str]:
    """Number of the current generation and SHA-256 of its manifest."""
    try:
        number, digest = (index / POINTER).read_text(encoding="ascii").split()
        return int(number), digest
    except FileNotFoundError:
        raise IndexMissingError(
            found=f"no index in {str(index)!r}", expected="one built before", cure="run qa index"
        ) from None
    except ValueError as error:
        raise _damaged(index / POINTER, "names no generation") from error
    except OSError as error:
        raise _unusable(index, "read", error) from error


def _point(index: Path, number: int, digest: str) -> None:
    temporary = index / (POINTER + ".new")
    temporary.write_text(f"{number} {digest}\n", encoding="ascii")
    _flush(temporary)
    os.replace(temporary, index / POINTER)
    _flush(index)


def _name(number: int) -> str:
    return f"{number:06d}"


def _numbers(index: Path) -> Iterator[int]:
    return (int(p.name) for p in index.iterdir() if p.is_dir() and p.name.isdigit())


def _checked(path: Path, digest: str) -> bytes:
    """Read a file whose SHA-256 is known."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _damaged(path, f"cannot be read ({error.strerror})") from error
    if _sha256(content) != digest:
        raise _damaged(path, "differs from what was written")
    return content


def _damaged(path: Path, what: str) -> IndexDamagedError:
    return IndexDamagedError(
        found=f"{path} {what}",
        expected="the file that was written",
        cure="run qa index --rebuild",
    )


def _unusable(index: Path, verb: str, error: OSError) -> IndexFolderError:
    return IndexFolderError(
        found=f"index folder {str(index)!r} cannot be {verb} ({error.strerror})",
        expected="a folder with room and permission",
        cure="mend that, or name another: --index DIR",
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _flush(path: Path) -> None:
    """Ask the system to put a file or folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
