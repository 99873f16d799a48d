"""Names as articles write them: words in capitals, with what stands for them elsewhere. Pure.

Owns which words of a sentence are names, and when a text states a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from index.corpus import Span
from index.lexical import STOP_WORDS, folded

# Each with the words that it is compared as; capitals stand for their governments.
_SAME = {
    "us": "united states", "u.s": "united states", "usa": "united states", "u.s.a": "united states",
    "america": "united states", "american": "united states", "americans": "united states",
    "uk": "united kingdom", "u.k": "united kingdom", "britain": "united kingdom",
    "british": "united kingdom", "briton": "united kingdom", "britons": "united kingdom",
    "eu": "european union", "e.u": "european union", "un": "united nations",
    "u.n": "united nations", "french": "france", "spanish": "spain", "spaniard": "spain",
    "spaniards": "spain", "swedish": "sweden", "swede": "sweden", "swedes": "sweden",
    "dutch": "netherlands", "danish": "denmark", "dane": "denmark", "danes": "denmark",
    "finnish": "finland", "finn": "finland", "finns": "finland", "greek": "greece",
    "greeks": "greece", "turkish": "turkey", "turk": "turkey", "turks": "turkey",
    "polish": "poland", "pole": "poland", "poles": "poland", "swiss": "switzerland",
    "welsh": "wales", "irish": "ireland", "scottish": "scotland", "scots": "scotland",
    "english": "england", "chinese": "china", "filipino": "philippines", "filipinos": "philippines",
    "moscow": "russia", "beijing": "china", "pyongyang": "north korea", "seoul": "south korea",
    "washington": "united states", "tehran": "iran", "tokyo": "japan", "kyiv": "ukraine",
    "thai": "thailand", "moroccan": "morocco", "moroccans": "morocco", "peruvian": "peru",
    "norwegian": "norway", "norwegians": "norway", "german": "germany", "germans": "germany",
    "belgian": "belgium", "belgians": "belgium", "ukrainian": "ukraine", "czech": "czechia",
    "oscar": "academy award", "oscars": "academy award",
}  # fmt: skip
_TITLES = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms miss dr prof professor sir lord lady dame president minister secretary"
        " director foreign prime vice deputy interior defence defense finance health king"
        " queen prince princess captain colonel general senator judge chief st saint the",
    )
)
# Words that open a sentence, and are no names whatever their first letter.
_OPENERS = STOP_WORDS | frozenset(
    re.findall(
        r"\w+",
        "about above according across after again against all almost along already also"
        " although among another any around because before behind below between both can could"
        " did do does during each either even every few first five following four from had has"
        " have he her here his how however i if in instead it its just last later less let"
        " like many may me meanwhile more most much my nearly never new next nine no nobody"
        " none nor nothing now off once one only our out over people per perhaps police"
        " scientists researchers residents experts officials several she should since six some"
        " someone something soon still such ten than thanks that then there these they this"
        " those three through today together tomorrow too two under unlike until up upon us"
        " very was we were what when where whether which while who whose why will with within"
        " without would yes yesterday yet you your",
    )
)
_MONTHS = frozenset(
    re.findall(
        r"\w+",
        "january february march april may june july august september october november"
        " december monday tuesday wednesday thursday friday saturday sunday",
    )
)
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’-][^\W\d_]+)*|[A-Za-z]*\d[\w.]*|[.,;:!?()\"“”]"
)
_JOINING = frozenset(("of", "de", "la", "le", "van", "von", "der", "del", "al", "bin", "and", "on"))
# Behind "and", the words that make one name of both sides: Food and Agriculture Organization.
_JOINED_BODY = re.compile(
    r"and\s(?:[A-Z]\w+\s){1,2}(?:Administration|Agency|Association|Authority|Commission|Committee"
    r"|Council|Department|Fund|Institute|Ministry|Organi[sz]ation|Service)\b"
)
_ACRONYM = re.compile(r"(?<!\w)(?:[A-Z]\.?){3,6}(?!\w)")
_WRITTEN_OUT = re.compile(r"[A-Z][\w-]*(?:(?:\s(?:and|de|for|of|on|the))*\s[A-Z][\w-]*)+")
LONG_NAME = 4  # words of a name that is often shortened
SHORTEST = 4  # letters that two forms of a name have in common: Korea, Korean


def names_in(text: str) -> Iterator[Span]:
    """The names of a sentence, in order; ``Bank of England`` is one.

    A common word that opens the sentence is none.
    """
    run: list[re.Match[str]] = []
    opens = True
    for token in [*_TOKEN.finditer(text), None]:
        joins = token is not None and bool(run) and _joins(token, text)
        if token is not None and (joins or _is_capital(token[0], opens=opens)):
            run.append(token)
        else:
            yield from _run(run, text)
            run = []
        opens = token is not None and (token[0] in ".!?:" or (opens and not token[0].isalnum()))


def _joins(token: re.Match[str], text: str) -> bool:
    """True if a word continues the name before it."""
    if token[0] == "and":
        return _JOINED_BODY.match(text, token.start()) is not None
    return token[0] in _JOINING


def _run(run: list[re.Match[str]], text: str) -> Iterator[Span]:
    """The names in a run of words in capitals: titles and possessives part one from the next."""
    part: list[re.Match[str]] = []
    for token in _without_offices(run):
        if part and part[-1][0].endswith(("'s", "’s")):
            yield from _name(part, text)
            part = []
        if folded(token[0]) in _TITLES:
            yield from _name(part, text)
            part = []
        else:
            part.append(token)
    yield from _name(part, text)


def _without_offices(run: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The run without "of State" in "Secretary of State Antony Blinken"."""
    skipped = 0
    for at, token in enumerate(run):
        if token[0] == "of" and at and folded(run[at - 1][0]) in _TITLES and len(run) > at + 2:
            skipped = 2
        if skipped:
            skipped -= 1
        else:
            yield token


def _name(part: list[re.Match[str]], text: str) -> Iterator[Span]:
    while part and part[-1][0] in _JOINING:
        part = part[:-1]
    while part and part[0][0] in _JOINING:
        part = part[1:]
    at = next((at for at, token in enumerate(part) if token[0] == "of"), 0)
    if at > 1:  # two names: the Royal Museum of Saint Petersburg
        yield from _name(part[:at], text)
        yield from _name(part[at:], text)
    elif part and _tokens(text[part[0].start() : part[-1].end()]):
        yield Span(part[0].start(), part[-1].end())


def is_office(text: str, end: int) -> bool:
    """True if a name that ends there belongs to the title behind it: a minister's ministry."""
    behind = _TOKEN.match(text, end + 1)
    return behind is not None and folded(behind[0]) in _TITLES


def _is_capital(token: str, *, opens: bool) -> bool:
    word = folded(token)
    if not token[0].isupper() or re.fullmatch(r"I(?:['’]\w+)?", token) or word in _MONTHS:
        return False
    return not (word in _OPENERS and (opens or len(token) < 2 or not token.isupper()))


def names(name: str, text: str) -> bool:
    """True if a text states a name, in whatever form: all of its words, of a longer name half of
    them and the last one, or its initials for its words.
    """
    if _is_initials(name, text) or any(_is_initials(a, name) for a in _acronyms(text)):
        return True
    words = _tokens(name)
    stated = [any(_is_same(a, b) for b in _all_tokens(text)) for a in words]
    if len(words) < LONG_NAME:
        return bool(stated) and all(stated)
    return stated[-1] and 2 * sum(stated) >= len(stated)


def names_by_last_word(name: str, text: str) -> bool:
    """True if a text states the last word of a name: a person's surname."""
    words = _tokens(name)
    return bool(words) and any(_is_same(words[-1], b) for b in _all_tokens(text))


def _is_initials(acronym: str, text: str) -> bool:
    """True if a text has words in capitals in a row whose first letters are an acronym."""
    if not _ACRONYM.fullmatch(acronym):
        return False
    return acronym.replace(".", "") in _initials(text)


@lru_cache(256)
def _initials(text: str) -> frozenset[str]:
    """The first letters of the words in capitals of a text, wherever three or more are in a row."""
    found = set()
    for match in _WRITTEN_OUT.finditer(text):
        letters = "".join(re.findall(r"\b[A-Z]", match[0]))
        starts = range(len(letters))
        found |= {letters[i:j] for i in starts for j in range(i + 3, len(letters) + 1)}
    return frozenset(found)


@lru_cache(256)
def _acronyms(text: str) -> tuple[str, ...]:
    return tuple(match[0] for match in _ACRONYM.finditer(text))


@lru_cache(256)
def _all_tokens(text: str) -> frozenset[str]:
    return frozenset(_tokens(text))


@lru_cache(1024)
def _tokens(text: str) -> tuple[str, ...]:
    """The words by which a name is compared, without titles and joining words."""
    found = [re.sub(r"['’]s$|['’]$", "", folded(t[0])).strip(".") for t in _TOKEN.finditer(text)]
    words = [word for token in found for word in _SAME.get(token, token).split("-")]
    plain = [word for group in words for word in group.split()]
    return tuple(w for w in plain if w[:1].isalnum() and w not in _TITLES | _JOINING | STOP_WORDS)


def _is_same(one: str, other: str) -> bool:
    """True if two words are forms of one name: Korea and Korean, Smith and Smiths."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    stem = short[:-1] if short[-1] in "aey" and len(short) > SHORTEST else short
    return len(stem) >= SHORTEST and long.startswith(stem) and len(long) - len(stem) <= 4
