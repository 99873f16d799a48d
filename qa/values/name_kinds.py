"""The kind of a name, a person's, a place's or a body's, as its words and an article show it.

Owns the signs of each kind. A name with none of them, or that an article does not state, has no
kind. Pure; knows nothing of which kind is expected.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

NameKind = Literal["person", "place", "body"]

_BODY = re.compile(
    r"\b(?:Administration|Agency|Association|Authority|Award|Bank|Cent(?:er|re)|Club|College"
    r"|Commission|Committee|Company|Convention|Council|Court|Department|Foundation|Fund|Group"
    r"|Hospital|Institute|Laboratory|Ministry|Museum|Organi[sz]ation|Park|Party|School|Service"
    r"|Society|Street|Union|University)s?$|\s(?:and|for|of|on)\s|^[A-Z]{3,}$"
)
_NO_FIRST_NAME = r"(?!(?:The|An?|In|At|On|For|And|But|North|South|East|West|New|Great|Central)\b)"
_SAID = "(?:said|says|told|tells|added|adds|explained|explains|argued|argues|warned|believes)"


@lru_cache(512)
def kind_of_name(name: str, article: str) -> NameKind | None:
    """The kind that a name's words or an article's words beside it show."""
    name = re.sub(r"['’]s$", "", name)
    if _BODY.search(name):
        return "body"
    if not re.search(rf"\b{re.escape(name)}\b", article):
        return None
    if _is_person(name, article):
        return "person"
    placed = rf"\b(?:in|across|throughout|near|outside)\s{re.escape(name)}\b(?!['’]s|\s[A-Z])"
    return "place" if re.search(placed, article) else None


def _is_person(name: str, article: str) -> bool:
    """True if a first name and surname are beside a word for speaking, or the surname, which
    stands behind a first name, stands alone too.
    """
    words = name.split()
    if len(words) > 1 and re.search(
        rf"{re.escape(name)},?\s{_SAID}\b|\b{_SAID}\s{re.escape(name)}\b", article
    ):
        return True
    last = re.escape(words[-1])
    whole = rf"\b{_NO_FIRST_NAME}[A-Z][a-z]+\s(?:[A-Z]\.\s)?{last}\b"
    alone = rf"(?:^|[^\w\s]\s?|\b[a-z]+\s){last}\b(?!\s[A-Z])"
    return bool(re.search(whole, article) and re.search(alone, article, re.MULTILINE))
