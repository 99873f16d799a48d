"""The files in the seeds folder: listing and reading them, saving an upload, deleting one.

Owns which names are safe, that a file is written completely or not at all, and that nothing is
overwritten unless replacing was asked for. Knows nothing of how files are uploaded, and of their
contents only the size: they are read when the index is built.
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
from index.sources.folder import (
    MAX_SEED_BYTES,
    Entry,
    check_link,
    entries,
    read_chunks,
    require_no_index,
)
from index.sources.formats import READERS
from index.sources.formats.draft import Origin

MAX_NAME_BYTES = 120  # of a name in UTF-8; file systems take 255
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[^\w .,()+@&'=-]")

SaveResult = Literal["saved", "identical", "conflict"]


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file name and the result of saving it.

    ``identical``: the same content was there already. ``conflict``: a file of that name with other
    content is there, and nothing was saved.
    """

    name: str
    result: SaveResult


def safe_name(upload_name: str) -> str:
    """The file name under which an upload is saved: one part, no path.

    Raises SeedError for an extension that no reader takes, and for a name with no usable letters.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", upload_name)[-1])
    name = _UNSAFE.sub("_", name.encode("utf-8", "replace").decode())
    ending = PurePosixPath(name).suffix
    stem = name.removesuffix(ending).strip(" ._")
    if ending.lower() not in READERS:
        raise SeedError(
            found=f"the file {upload_name[-MAX_NAME_BYTES:]!r} is of the type {ending[:20]!r}",
            expected=f"one of {', '.join(sorted(READERS))}",
            cure="convert the file",
        )
    if not stem or _DEVICES.fullmatch(stem):
        raise SeedError(
            found=f"the file is called {upload_name[-MAX_NAME_BYTES:]!r}",
            expected="a name with letters or digits",
            cure="rename the file",
        )
    return _shortened(stem, MAX_NAME_BYTES - len(ending)) + ending.lower()


def save_file(
    folder: Path, upload_name: str, content: bytes, *, replace: bool = False
) -> SavedFile:
    """Save a file in the folder, atomically.

    Raises SeedError, or SeedsError where the folder is that of an index.
    """
    name = safe_name(upload_name)
    _check_size(name, len(content))
    require_no_index(folder)
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not replace and os.path.lexists(path):
            return SavedFile(name, "identical" if _has_content(path, content) else "conflict")
        return SavedFile(name, "saved" if _write(path, content, replace=replace) else "conflict")
    except OSError as error:
        raise _unwritable(name, error) from error


def list_files(folder: Path) -> Iterator[str]:
    """Names of the files in the folder that a reader takes, in ascending order."""
    if folder.is_dir():
        names = (entry.name for entry in entries(folder) if isinstance(entry, Entry))
        yield from sorted(n for n in names if PurePosixPath(n).suffix.lower() in READERS)


def read_file(folder: Path, name: str) -> bytes:
    """The bytes of a file by its name in the list. Raises SeedError for any other name."""
    _require_listed(folder, name)
    origin = Origin(name)
    check_link(folder, folder / name, origin)
    return b"".join(read_chunks(folder / name, origin))


def delete_file(folder: Path, name: str) -> None:
    """Delete a file by its name in the list. Raises SeedError for any other name."""
    _require_listed(folder, name)
    try:
        (folder / name).unlink()
    except OSError as error:
        raise _unwritable(name, error) from error


def _require_listed(folder: Path, name: str) -> None:
    if name not in set(list_files(folder)):
        raise SeedError(
            found=f"no article file {name[:MAX_NAME_BYTES]!r} in the folder",
            expected="one from the list",
            cure="reload the page",
            seed=name,
        )


def _check_size(name: str, size: int) -> None:
    if size > MAX_SEED_BYTES:
        raise SeedError(
            found=f"the file {name!r} has {size:,} bytes",
            expected=f"{MAX_SEED_BYTES:,} or less",
            cure="split it into smaller files",
            seed=name,
        )


def _reserve(path: Path) -> bool:
    """Create an empty file of that name; False where there is one already."""
    try:
        path.open("xb").close()
    except FileExistsError:
        return False
    return True


def _has_content(path: Path, content: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == content


def _write(path: Path, content: bytes, *, replace: bool) -> bool:
    """Write to a temporary file, then rename it; False where the name was taken meanwhile.

    A file that is replaced keeps its mode. Nothing is left behind after an error.
    """
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")  # hidden: no build reads it
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not replace and not _reserve(path):
            return False
        with suppress(FileNotFoundError):  # deleted since
            shutil.copymode(path, temporary)
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()
    return True


def _shortened(stem: str, limit: int) -> str:
    return stem.encode()[:limit].decode(errors="ignore").rstrip(" ._")


def _unwritable(name: str, error: OSError) -> SeedError:
    return SeedError(
        found=f"the file {name!r} cannot be written or removed ({error.strerror})",
        expected="a seeds folder with free space and write permission",
        cure="correct that, and try again",
        seed=name,
    )
