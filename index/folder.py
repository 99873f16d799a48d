"""The files of the seeds folder: which lie there, and their bytes.

Owns what is passed over (hidden files), what is no file of the folder (a link out of it), and how
large a file may be. Never writes. Knows no formats and no articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import SeedsError
from index.formats.draft import Place

MAX_SEED_BYTES = 10_000_000  # about 1.6 million words: more than any article, less than a bad day

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Entry:
    """A visible file, or link, below the folder; ``name`` is its path with forward slashes."""

    name: str
    is_link: bool


def entries(folder: Path) -> Iterator[Entry]:
    """Walk the folder in no order. Raises SeedsError when a part of it cannot be listed."""
    pending = [("", str(folder))]
    while pending:
        prefix, root = pending.pop()
        for entry in _listed(root):
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append((f"{prefix}{entry.name}/", entry.path))
            else:
                yield Entry(prefix + entry.name, entry.is_symlink())


def _listed(root: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root) as entries:
            return list(entries)
    except OSError as error:
        raise SeedsError(
            found=f"seeds folder {root!r} cannot be listed ({error.strerror})",
            expected="a folder that can be read",
            cure="check its permissions",
        ) from error


def check_link(folder: Path, path: Path, place: Place) -> None:
    """Raise SeedError when the path leads out of the folder, or to a folder."""
    # Not resolve(): before Python 3.13 it raises RuntimeError for a link that leads to itself.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise place.bad("is a link out of the seeds folder", "a file inside it", "copy the file in")
    if path.is_dir():
        raise place.bad("is a link to a folder", "the folder itself", "move or copy it there")


def chunks(path: Path, place: Place) -> Iterator[bytes]:
    """The file's bytes, piece by piece. Raises SeedError, also when they are too many."""
    if not path.is_file():
        raise place.bad("is not a regular file", "a file", "remove it")
    size = 0
    try:
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(_CHUNK):
                size += len(chunk)
                if size > MAX_SEED_BYTES:
                    break
                yield chunk
    except OSError as error:
        raise place.bad(
            f"cannot be read ({error.strerror})", "a readable file", "check its permissions"
        ) from error
    if size > MAX_SEED_BYTES:
        raise place.bad(
            f"is larger than {MAX_SEED_BYTES // 10**6} MB",
            "one article a file",
            "split it into smaller files",
        )
