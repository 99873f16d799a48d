"""Files that a visitor gives or takes away: what may lie in the seeds folder, and how it gets in.

Owns which names are safe and that a file is written whole or not at all. Nothing is overwritten
that was not named as to be. Knows nothing of how files come in, and of their contents no more than
their size: readers judge them when the index is built.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from index.errors import SeedError
from index.sources.folder import MAX_SEED_BYTES, Entry, entries, require_no_index
from index.sources.formats import READERS

NAME_BYTES = 120  # of a name in UTF-8: file systems take 255, a glance takes less
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w .,()+@&'=-]")

Outcome = Literal["written", "same", "exists"]


@dataclass(frozen=True, slots=True)
class Written:
    """What came of one file; ``exists`` says that another content has that name already."""

    name: str
    outcome: Outcome


def safe_name(given: str) -> str:
    """The name under which a file given as this lies in the folder: one part, no path.

    Raises SeedError for an ending that no reader takes, and for a name of which nothing is left.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", given)[-1])
    name = _UNSAFE.sub("_", name.encode("utf-8", "replace").decode())
    ending = PurePosixPath(name).suffix
    stem = name.removesuffix(ending).strip(" ._")
    if ending.lower() not in READERS:
        raise SeedError(
            found=f"the file {given[-NAME_BYTES:]!r} has the ending {ending[:20]!r}",
            expected=f"one of {', '.join(sorted(READERS))}",
            cure="convert it",
        )
    if not stem or _DEVICES.fullmatch(stem):
        raise SeedError(
            found=f"the file is called {given[-NAME_BYTES:]!r}",
            expected="a name of its own",
            cure="rename it",
        )
    return _shortened(stem, NAME_BYTES - len(ending)) + ending.lower()


def write(folder: Path, given: str, content: bytes, *, replace: bool = False) -> Written:
    """Put a file into the folder, in one step. Raises SeedError, or SeedsError for the folder of an
    index.
    """
    name = safe_name(given)
    _check_size(name, len(content))
    require_no_index(folder)
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not replace and os.path.lexists(path):
            return Written(name, "same" if _holds(path, content) else "exists")
        return Written(name, "written" if _put(path, content, replace=replace) else "exists")
    except OSError as error:
        raise _unwritable(name, error) from error


def listed(folder: Path) -> Iterator[str]:
    """Names of the files in the folder that a reader takes, ascending."""
    if folder.is_dir():
        names = (entry.name for entry in entries(folder) if isinstance(entry, Entry))
        yield from sorted(n for n in names if PurePosixPath(n).suffix.lower() in READERS)


def delete(folder: Path, name: str) -> None:
    """Remove one file by the name under which it is listed. Raises SeedError for any other."""
    if name not in set(listed(folder)):
        raise SeedError(
            found=f"no article file {name[:NAME_BYTES]!r} in the folder",
            expected="one that is listed",
            cure="choose another",
            seed=name,
        )
    try:
        (folder / name).unlink()
    except OSError as error:
        raise _unwritable(name, error) from error


def _check_size(name: str, size: int) -> None:
    if size > MAX_SEED_BYTES:
        raise SeedError(
            found=f"the file {name!r} has {size:,} bytes",
            expected=f"{MAX_SEED_BYTES:,} or less",
            cure="split it into smaller files",
            seed=name,
        )


def _reserved(path: Path) -> bool:
    """Take the name, so that nobody else does; False where somebody has."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    return True


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _put(path: Path, content: bytes, *, replace: bool) -> bool:
    """Write a file whole beside its place, then give it its name; False where another was quicker.

    The mode of a file that is replaced stays. What fails, as on a full disk, leaves nothing.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")  # hidden: no build reads it
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not replace and not _reserved(path):
            return False
        with suppress(FileNotFoundError):  # deleted since
            shutil.copymode(path, temporary)
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    return True


def _shortened(stem: str, most: int) -> str:
    return stem.encode()[:most].decode(errors="ignore").rstrip(" ._")


def _unwritable(name: str, error: OSError) -> SeedError:
    return SeedError(
        found=f"the file {name!r} cannot be written or removed ({error.strerror})",
        expected="a seeds folder with room and permission",
        cure="mend that",
        seed=name,
    )
