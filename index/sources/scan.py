"""The seeds folder: files to articles, in sorted order, each good one whatever the others are.

Owns what is read and what is named instead, and how an article is called. Never writes. Knows no
format, which formats/ does, nor how a file is found and opened, which folder.py does.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.corpus import Article, Omission
from index.errors import SeedError, SeedsError
from index.sources.folder import Entry, check_link, chunks, entries
from index.sources.formats import OURS, READERS, SMALL, sandbox
from index.sources.formats.draft import Draft, Drafts, Place

HASHING_THREADS = 4  # each holds one file at a time
_RECORD_MARK = re.compile(r"\.jsonl?#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scan:
    """What lies in the folder, unread: SHA-256 of each file that has a format, by path, ascending;
    and the files that no reader can take, with the folders inside that cannot be listed.
    """

    digests: Mapping[str, str]
    rejected: tuple[SeedError, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadSeed:
    """What one file gave: its articles in the order they stand there, and the records left out.

    ``omissions`` are those of all its articles, one for each reason.
    """

    articles: tuple[Article, ...]
    rejected: tuple[SeedError, ...] = ()
    omissions: tuple[Omission, ...] = ()


def scan(folder: Path) -> Scan:
    """List the seeds below the folder and take their digests, without parsing any.

    Hidden files are passed over. Raises SeedsError when the folder itself is not there or cannot be
    listed.
    """
    require_folder(folder)
    digests: dict[str, str] = {}
    rejected: list[SeedError] = []
    files: list[Entry] = []
    for entry in entries(folder):
        rejected.append(entry) if isinstance(entry, SeedError) else files.append(entry)
    for name, found in _digests(folder, sorted(files, key=lambda e: e.name)):
        if isinstance(found, SeedError):
            rejected.append(found)
        else:
            digests[name] = found
    return Scan(digests, tuple(rejected))


def read_seed(folder: Path, name: str) -> ReadSeed:
    """Read one file; ``name`` is its path inside the folder.

    Raises SeedError when the whole file cannot be used; a record that cannot is in ``rejected``.
    """
    path, place = folder / name, Place(name)
    check_link(folder, path, place)
    ending = _ending(place)
    content = b"".join(chunks(path, place))
    found = _read(content, name, ending)
    digest = hashlib.sha256(content).hexdigest()
    articles = tuple(_article(draft, place, digest) for draft in found.drafts)
    return ReadSeed(articles, found.rejected, _omissions(found.drafts))


def digest_of(folder: Path, name: str) -> str | None:
    """SHA-256 of one file, None when it cannot be read."""
    try:
        return _sha256(chunks(folder / name, Place(name)))
    except SeedError:
        return None


def file_of(article: str) -> str:
    """The path, inside the folder, of the file that an article of that id was read from."""
    mark = _RECORD_MARK.search(article)  # the first: no file that is read has one in its name
    return article[: mark.end() - 1] if mark else article


def require_folder(folder: Path) -> None:
    """Raise SeedsError when the seeds folder is none."""
    if not os.path.isdir(folder):  # noqa: PTH112  (Path.is_dir raises where nobody may look)
        what = "is not a folder" if os.path.lexists(folder) else "does not exist"
        raise SeedsError(
            found=f"seeds folder {str(folder)!r} {what}",
            expected="a folder of articles",
            cure="name it: qa index FOLDER",
        )


def nothing_usable(folder: Path, rejected: list[SeedError]) -> SeedsError:
    """The error for a folder that gave no article."""
    found = f"seeds folder {str(folder)!r} holds no article"
    if rejected:
        found += f" that can be used ({len(rejected)} rejected, the first: {rejected[0].found})"
    return SeedsError(
        found=found,
        expected=f"at least one file with text ({', '.join(sorted(READERS))})",
        cure="put an article there and run qa index",
    )


def _digests(folder: Path, found: list[Entry]) -> Iterator[tuple[str, str | SeedError]]:
    def digest(entry: Entry) -> str | SeedError:
        path, place = folder / entry.name, Place(entry.name)
        try:
            if entry.is_link:
                check_link(folder, path, place)
            _ending(place)
            return _sha256(chunks(path, place))
        except SeedError as error:
            return error

    with ThreadPoolExecutor(HASHING_THREADS) as pool:
        yield from zip((e.name for e in found), pool.map(digest, found), strict=True)


def _sha256(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _read(content: bytes, name: str, ending: str) -> Drafts:
    if ending in OURS and len(content) <= SMALL:
        return READERS[ending](content, name)
    return sandbox.read(content, name)


def _ending(place: Place) -> str:
    """The ending of a file that is read, in lower case. Raises SeedError."""
    ending = PurePosixPath(place.seed).suffix
    if _RECORD_MARK.search(place.seed):
        # Its articles could be called as the records of another file are.
        raise place.bad("has '#' behind '.json' in its name", "a name without", "rename it")
    if ending.lower() not in READERS:
        raise place.bad(
            f"has the ending {ending!r}",
            f"one of {', '.join(sorted(READERS))}",
            "convert or remove it",
        )
    return ending.lower()


def _omissions(drafts: Iterable[Draft]) -> tuple[Omission, ...]:
    """What was left out of all drafts, by reason, in the order in which reasons first come."""
    total: Counter[str] = Counter()
    for omission in (o for draft in drafts for o in draft.omissions):
        total[omission.reason] += omission.characters
    return tuple(Omission(characters, reason) for reason, characters in total.items())


def _article(draft: Draft, place: Place, digest: str) -> Article:
    if not draft.text.strip():
        raise place.bad("holds no text", "at least one sentence", "write it or remove the file")
    fields = draft.fields
    return Article(
        id=place.seed if draft.record is None else f"{place.seed}#{draft.record}",
        text=draft.text,
        digest=digest,
        title=fields.title,
        source=fields.source,
        published=fields.published,
        url=fields.url,
        author=fields.author,
        pages=draft.pages,
    )
