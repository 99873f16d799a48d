"""The files of the seeds folder with their digests, in sorted order, and those that are rejected.

Owns which files are read again to know that they did not change. Parses none (see seed.py), and
does not know how files are found and opened (see folder.py).
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import numpy as np

from index.digests import NOT_FOUND
from index.errors import SeedError, SeedsError
from index.file_table import Column, FileDigests, column_of
from index.sources.folder import Entry, check_link, entries, entries_at, read_chunks
from index.sources.formats import SUFFIXES
from index.sources.formats.draft import Origin
from index.sources.seed import sha256_of, suffix_of
from index.sources.seen import NO_STAMP, Seen, Stamp, Stamps

HASHING_THREADS = 4  # each holds one file at a time
# Within the resolution of its times, 2 s at worst, a file may change again and not show it.
SETTLED_NS = 2 * 10**9


@dataclass(frozen=True, slots=True)
class Scan:
    """The files of the folder, unparsed.

    ``digests`` maps the path of each file in a known format to the SHA-256 of its bytes, in
    ascending order of paths; ``stamps`` has the stamp of each that a later scan may go by.
    ``rejected`` has an error for each file that no reader can take and for each subfolder that
    cannot be listed.
    """

    digests: Mapping[str, str]
    rejected: tuple[SeedError, ...] = ()
    stamps: Stamps = field(default_factory=lambda: Seen.nothing().stamps, compare=False)


def scan_folder(
    folder: Path, seen: Seen | None = None, changed: Collection[str] | None = None
) -> Scan:
    """List the seeds in the folder with their digests, without parsing any of them.

    A file that was ``seen`` with the stamp it has now is not read. Hidden files are skipped. Where
    only the paths ``changed`` have changed since, the others are not looked at, and those that no
    reader can take are not named. Raises SeedsError when the folder is missing or cannot be listed.
    """
    require_folder(folder)
    seen = seen or Seen.nothing()
    named = seen.to_look_at(changed) if changed is not None and len(seen.digests) else None
    some = _some_files(folder, named, seen) if named is not None else None
    listed = entries(folder) if some is None else some
    found, rejected = _look_at(folder, listed, seen)
    if some is not None and named is not None:
        found = seen.updated(named, found)
    return Scan(found.digests, tuple(rejected), found.stamps)


def _some_files(folder: Path, named: Sequence[str], seen: Seen) -> list[Entry] | None:
    """The files that there are of those named; None where a folder may have changed."""
    some = entries_at(folder, named)
    missing = {*named} - {entry.name for entry in some or ()}
    return None if any(map(seen.has_below, missing)) else some


def _look_at(
    folder: Path, listed: Iterable[Entry | SeedError], seen: Seen
) -> tuple[Seen, list[SeedError]]:
    settled = time.time_ns() - SETTLED_NS
    rejected: list[SeedError] = []
    files: dict[str, Entry] = {}
    for entry in listed:
        if isinstance(entry, SeedError):
            rejected.append(entry)
        else:
            files[entry.name] = entry
    paths = sorted(files)
    digests, stamps = _as_seen(folder, [files[path] for path in paths], seen)
    usable = np.ones(len(paths), dtype=np.bool_)
    new = np.flatnonzero(stamps[:, 0] < 0).tolist()
    read = _digest_files(folder, [files[paths[row]] for row in new])
    for row, found in zip(new, read, strict=True):
        if isinstance(found, SeedError):
            rejected.append(found)
            usable[row] = False
        else:
            stamps[row], digests[row] = found
    stamps[stamps[:, 1:3].max(axis=1) >= settled] = NO_STAMP
    return Seen(FileDigests(paths, digests).taken(usable), stamps[usable]), rejected


def require_folder(folder: Path) -> None:
    """Raise SeedsError unless the seeds folder exists and is a folder."""
    if not os.path.isdir(folder):  # noqa: PTH112  (Path.is_dir raises where nobody may look)
        what = "is not a folder" if os.path.lexists(folder) else "does not exist"
        raise SeedsError(
            found=f"seeds folder {str(folder)!r} {what}",
            expected="a folder of articles",
            cure="name it: qa index FOLDER",
        )


def no_article_error(folder: Path, rejected: list[SeedError]) -> SeedsError:
    """The error for a folder without a single usable article."""
    found = f"seeds folder {str(folder)!r} holds no article"
    if rejected:
        found += f" that can be used ({len(rejected)} rejected, the first: {rejected[0].found})"
    return SeedsError(
        found=found,
        expected=f"at least one file with text ({SUFFIXES})",
        cure="put an article there and run qa index",
    )


def _as_seen(folder: Path, files: Sequence[Entry], seen: Seen) -> tuple[Column, Stamps]:
    """The digests and stamps of the files, in their order, that have the stamp with which they
    were seen; the others have none.
    """
    known = FileDigests([entry.name for entry in files], column_of([])).rows_in(seen.digests)
    digests, stamps = np.zeros(len(files), dtype="S64"), np.full((len(files), len(NO_STAMP)), -1)
    found = [_stamp(f"{folder}/{entry.name}", entry) for entry in files]
    now = np.fromiter(chain.from_iterable(found), dtype=np.int64).reshape(stamps.shape)
    (old,) = np.nonzero(known != NOT_FOUND)
    old = old[(now[old] == seen.stamps[known[old]]).all(axis=1) & (now[old, 0] >= 0)]
    digests[old], stamps[old] = seen.digests.column[known[old]], now[old]
    return digests, stamps


def _stamp(path: str, entry: Entry) -> Stamp:
    if entry.is_link:
        return NO_STAMP
    try:
        found = os.stat(path)  # noqa: PTH116  (making a Path takes longer than this)
    except OSError:
        return NO_STAMP
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def _digest_files(folder: Path, found: Sequence[Entry]) -> Iterator[tuple[Stamp, str] | SeedError]:
    def digest(entry: Entry) -> tuple[Stamp, str] | SeedError:
        path, origin = folder / entry.name, Origin(entry.name)
        try:
            if entry.is_link:
                check_link(folder, path, origin)
            suffix_of(origin)
            # The stamp is older than the bytes: should they change meanwhile, so does it.
            return _stamp(str(path), entry), sha256_of(read_chunks(path, origin))
        except SeedError as error:
            return error

    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        yield from pool.map(digest, found)
