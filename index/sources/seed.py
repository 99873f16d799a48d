"""One file of the seeds folder to articles, and the ids of these.

Owns reading one file, whether it has a name that can be read, and its digest. Knows no format (see
formats/), nor how a file is opened (see folder.py).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index.corpus import Article, Omission
from index.errors import SeedError
from index.sources.folder import check_link, read_chunks
from index.sources.formats import MAX_TRUSTED_BYTES, READERS, SUFFIXES, TRUSTED, sandbox
from index.sources.formats.draft import Draft, Drafts, Origin

_RECORD_MARK = re.compile(r"\.jsonl?#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SeedContent:
    """The content of one file: its articles in the order of the file, and the rejected records.

    ``omissions`` are summed over all articles, one for each reason.
    """

    articles: tuple[Article, ...]
    rejected: tuple[SeedError, ...] = ()
    omissions: tuple[Omission, ...] = ()


def read_seed(folder: Path, name: str) -> SeedContent:
    """Read one file; ``name`` is its path inside the folder.

    Raises SeedError when the whole file is unusable; an unusable record is listed in ``rejected``.
    """
    path, origin = folder / name, Origin(name)
    check_link(folder, path, origin)
    ending = suffix_of(origin)
    content = b"".join(read_chunks(path, origin))
    found = _read(content, name, ending)
    digest = sha256_of([content])
    articles = tuple(_article(draft, origin, digest) for draft in found.drafts)
    return SeedContent(articles, found.rejected, _omissions(found.drafts))


def file_digest(folder: Path, name: str) -> str | None:
    """SHA-256 of one file in hexadecimal, or None if it cannot be read."""
    try:
        return sha256_of(read_chunks(folder / name, Origin(name)))
    except SeedError:
        return None


def file_of(article: str) -> str:
    """The path, inside the folder, of the file that an article with this id was read from."""
    mark = _RECORD_MARK.search(article)  # the first: names of seeds contain none
    return article[: mark.end() - 1] if mark else article


def suffix_of(origin: Origin) -> str:
    """The file's suffix in lower case. Raises SeedError for one that no reader takes."""
    ending = PurePosixPath(origin.seed).suffix
    if _RECORD_MARK.search(origin.seed):
        # The ids of its articles could equal those of another file's records.
        raise origin.error("has '#' after '.json' in its name", "a name without '#'", "rename it")
    if ending.lower() not in READERS:
        raise origin.error(
            f"has the ending {ending!r}",
            f"one of {SUFFIXES}",
            "convert or remove it",
        )
    return ending.lower()


def sha256_of(pieces: Iterable[bytes]) -> str:
    """Of all pieces together, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _read(content: bytes, name: str, ending: str) -> Drafts:
    if ending in TRUSTED and len(content) <= MAX_TRUSTED_BYTES:
        return READERS[ending](content, name)
    return sandbox.read(content, name)


def _omissions(drafts: Iterable[Draft]) -> tuple[Omission, ...]:
    """The omissions of all drafts summed by reason, in the order in which reasons first occur."""
    total: Counter[str] = Counter()
    for omission in (o for draft in drafts for o in draft.omissions):
        total[omission.reason] += omission.characters
    return tuple(Omission(characters, reason) for reason, characters in total.items())


def _article(draft: Draft, origin: Origin, digest: str) -> Article:
    if not draft.text.strip():
        raise origin.error("holds no text", "at least one sentence", "write it or remove the file")
    fields = draft.fields
    return Article(
        id=origin.seed if draft.record is None else f"{origin.seed}#{draft.record}",
        text=draft.text,
        digest=digest,
        title=fields.title,
        source=fields.source,
        published=fields.published,
        url=fields.url,
        author=fields.author,
        pages=draft.pages,
    )
