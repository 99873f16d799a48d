"""The files of the seeds folder: which lie there, and their bytes.

Owns what is passed over (hidden files, folders of an index), what is no file of the folder (a link
out of it), and how large a file may be. Never writes. Knows no formats and no articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.errors import SeedError, SeedsError
from index.local.mark import is_index
from index.sources.formats.draft import Place

MAX_SEED_BYTES = 10_000_000  # about 1.6 million words: more than any article, less than a bad day

_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Entry:
    """A visible file, or link, below the folder; ``name`` is its path with forward slashes."""

    name: str
    is_link: bool


def entries(folder: Path) -> Iterator[Entry | SeedError]:
    """Walk the folder in no order: its files, and an error for each part that cannot be taken.

    Such parts are folders inside that cannot be listed, and files and folders whose names are not
    UTF-8. Raises SeedsError when the folder itself cannot be listed, or is an index.
    """
    require_seeds(folder)
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            found = _listed(folder / prefix)
        except OSError as error:
            yield from _unlisted(folder, prefix, error)
            continue
        for entry in found:
            name = prefix + entry.name
            if not is_utf8(name):
                yield Place(name).bad("has a name that is not UTF-8", "one that is", "rename it")
            elif not _is_folder(entry):
                yield Entry(name, entry.is_symlink())
            elif not is_index(Path(entry.path)):
                pending.append(f"{name}/")


def require_seeds(folder: Path) -> None:
    """Raise SeedsError for the folder of an index, whose files are no articles."""
    if is_index(folder):
        raise SeedsError(
            found=f"seeds folder {str(folder)!r} is the folder of an index",
            expected="a folder of articles alone",
            cure="name that one, or move the articles into one",
        )


def lies_in_index(folder: Path, name: PurePath) -> bool:
    """Whether a path inside the folder leads to an index or into one."""
    return any(is_index(folder / one) for one in (name, *name.parents[:-1]))


def _listed(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return [entry for entry in found if not entry.name.startswith(".")]


def _unlisted(folder: Path, prefix: str, error: OSError) -> Iterator[SeedError]:
    """What is said of a folder inside: nothing where it has gone since its own was listed.

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
        yield Place(prefix).bad(what, "a folder that can be read", "check its permissions")


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:  # nothing can be known of it: reading it says why
        return False


def is_utf8(name: str) -> bool:
    """Whether the system's bytes of a name are text; what is none stands as half characters."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_link(folder: Path, path: Path, place: Place) -> None:
    """Raise SeedError when the path leads out of the folder, or to a folder."""
    # Not resolve(): before Python 3.13 it raises RuntimeError for a link that leads to itself.
    real, root = Path(os.path.realpath(path)), Path(os.path.realpath(folder))
    if not real.is_relative_to(root):
        raise place.bad("is a link out of the seeds folder", "a file inside it", "copy the file in")
    if lies_in_index(root, real.relative_to(root)):
        raise place.bad("is a link into an index", "an article", "remove it")
    if path.is_dir():
        raise place.bad("is a link to a folder", "the folder itself", "move or copy it there")


def chunks(path: Path, place: Place) -> Iterator[bytes]:
    """The file's bytes, piece by piece. Raises SeedError, also when they are too many."""
    size = 0
    try:
        if not path.is_file():
            raise place.bad("is not a regular file", "a file", "remove it")
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
