"""The files of the seeds folder and their bytes.

Owns which files are skipped (hidden files, folders of an index), which are refused (links out of
the folder), and the size limit. Never writes. Knows no formats and no articles.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from index.errors import SeedError, SeedsError
from index.local.mark import is_index
from index.sources.formats.draft import Origin

MAX_SEED_BYTES = 10_000_000  # about 1.6 million words, more than any article has

_CHUNK_BYTES = 1 << 18


class Entry(NamedTuple):
    """A visible file or link in the folder; ``name`` is its relative path with forward slashes."""

    name: str
    is_link: bool


def entries(folder: Path) -> Iterator[Entry | SeedError]:
    """Walk the folder in arbitrary order: its files, and a SeedError for each part that cannot be
    used.

    Such parts are subfolders that cannot be listed, and files and folders whose names are not
    UTF-8. Raises SeedsError when the folder itself cannot be listed or is an index.
    """
    require_no_index(folder)
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            found = _visible_entries(folder / prefix)
        except OSError as error:
            yield from _listing_error(folder, prefix, error)
            continue
        for entry in found:
            name = prefix + entry.name
            if not is_utf8(name):
                yield Origin(name).error("has a name that is not UTF-8", "one that is", "rename it")
            elif not _is_folder(entry):
                yield Entry(name, entry.is_symlink())
            elif not is_index(Path(entry.path)):
                pending.append(f"{name}/")


def entries_at(folder: Path, names: Iterable[str]) -> list[Entry] | None:
    """The files and links of these relative paths, as far as they exist; None where one is a folder
    or lies in one that is not walked, so that only a walk tells what is there.
    """
    root, found = os.path.realpath(folder), []
    for name in names:
        path = f"{root}/{name}"
        parent = os.path.dirname(path)  # noqa: PTH120  (a Path would drop what it cannot say)
        try:
            mode = os.lstat(path).st_mode
        except FileNotFoundError:
            continue
        except OSError:
            return None
        if stat.S_ISDIR(mode) or os.path.realpath(parent) != parent:
            return None
        if is_in_index(Path(root), PurePath(name)):
            return None
        found.append(Entry(name, stat.S_ISLNK(mode)))
    return found


def require_no_index(folder: Path) -> None:
    """Raise SeedsError if the folder is the folder of an index, whose files are no articles."""
    if is_index(folder):
        raise SeedsError(
            found=f"seeds folder {str(folder)!r} is the folder of an index",
            expected="a folder of articles alone",
            cure="name that one, or move the articles into one",
        )


def is_in_index(folder: Path, name: PurePath) -> bool:
    """Return whether a relative path inside the folder is an index or lies in one."""
    return any(is_index(folder / one) for one in (name, *name.parents[:-1]))


def _visible_entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return [entry for entry in found if not entry.name.startswith(".")]


def _listing_error(folder: Path, prefix: str, error: OSError) -> Iterator[SeedError]:
    """The error of a subfolder that cannot be listed; none if it has been removed meanwhile.

    Raises SeedsError for the seeds folder itself.
    """
    what = f"cannot be listed ({error.strerror})"
    if not prefix:
        raise SeedsError(
            found=f"seeds folder {str(folder)!r} {what}",
            expected="a folder that can be read",
            cure="check its permissions",
        ) from error
    if not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        yield Origin(prefix).error(what, "a folder that can be read", "check its permissions")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # reading the entry gives the error
        return False


def is_utf8(name: str) -> bool:
    """Return whether a file name is valid UTF-8; the system decodes invalid bytes to surrogates."""
    if name.isascii():  # takes a tenth of the time
        return True
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_link(folder: Path, path: Path, origin: Origin) -> None:
    """Raise SeedError if the path leads out of the folder, into an index, or to a folder."""
    # Not resolve(): before Python 3.13 it raises RuntimeError for a link that leads to itself.
    real, root = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    if not real.is_relative_to(root):
        raise origin.error(
            "is a link out of the seeds folder", "a file inside it", "copy the file in"
        )
    if is_in_index(root, real.relative_to(root)):
        raise origin.error("is a link into an index", "an article", "remove it")
    if path.is_dir():
        raise origin.error("is a link to a folder", "the folder itself", "move or copy it there")


def read_chunks(path: Path, origin: Origin) -> Iterator[bytes]:
    """Yield the file's bytes in pieces. Raises SeedError, also for more than MAX_SEED_BYTES."""
    size = 0
    try:
        if not path.is_file():
            raise origin.error("is not a regular file", "a file", "remove it")
        with path.open("rb", buffering=0) as file:
            while chunk := file.read(_CHUNK_BYTES):
                size += len(chunk)
                if size > MAX_SEED_BYTES:
                    break
                yield chunk
    except OSError as error:
        raise origin.error(
            f"cannot be read ({error.strerror})", "a readable file", "check its permissions"
        ) from error
    if size > MAX_SEED_BYTES:
        raise origin.error(
            f"is larger than {MAX_SEED_BYTES // 10**6} MB",
            "one article a file",
            "split it into smaller files",
        )
