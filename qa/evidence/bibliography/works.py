"""The cited articles as entries of a bibliography, whatever its format. Pure.

Owns what an entry says, its type and its key. Names of authors stay as the article states them:
which part is the family name is not stated, and not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from qa.evidence.claim import Claim
from qa.text.links import web_address
from qa.text.phrases import position
from qa.text.printable import printable

# An article of a newspaper, which has a name; a page of the web; any other document.
Kind = Literal["newspaper", "webpage", "document"]


@dataclass(frozen=True, slots=True)
class Work:
    """A cited article. All texts are one line each, without control characters.

    ``key`` is in ASCII and of no other work of the same bibliography. ``notes`` are the cited
    sentences, each with its place in the article.
    """

    key: str
    kind: Kind
    title: str
    authors: tuple[str, ...]
    source: str | None
    published: date | None
    url: str | None
    notes: tuple[str, ...]


def works_of(claims: Iterable[Claim]) -> Iterator[Work]:
    """The articles that are cited, each once, in the order of their first citations."""
    cited: dict[str, list[Claim]] = {}
    for claim in claims:
        cited.setdefault(claim.article, []).append(claim)
    keys: set[str] = set()
    for article, own in cited.items():
        key = _unique(_key(article), keys)
        keys.add(key)
        yield _work(key, own)


def _work(key: str, claims: list[Claim]) -> Work:
    first = claims[0]
    url = web_address(first.url)
    source = printable(first.source) if first.source else None
    return Work(
        key=key,
        kind="newspaper" if source else "webpage" if url else "document",
        title=printable(first.title or first.article),
        authors=tuple(_names(printable(first.author))) if first.author else (),
        source=source,
        published=first.published,
        url=url,
        notes=tuple(dict.fromkeys(map(_note, claims))),
    )


def _note(claim: Claim) -> str:
    place = ", ".join(position(claim))
    return f"{place[:1].upper()}{place[1:]}: “{printable(claim.sentence_text)}”"


def _names(stated: str) -> list[str]:
    """The names of several authors where each has two words or more, as “Ann Author, Bob Writer”;
    else the words as they are: “Author, Ann” is one name.
    """
    names = [name.strip() for name in re.split(r",|;| and ", stated)]
    return names if all(" " in name for name in names) else [stated]


def _key(article: str) -> str:
    """The name of the article's file and its record in ASCII, without folder and ending."""
    name, mark, record = article.rpartition("/")[2].partition("#")
    plain = unicodedata.normalize("NFKD", f"{name.rpartition('.')[0] or name}{mark}{record}")
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower())
    return words.strip("-") or "article"


def _unique(key: str, taken: set[str]) -> str:
    if key not in taken:
        return key
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"
