"""The names and dates of an article, each with the number of its mentions. Pure.

Owns which mentions are of one name, which text the rules are made for, and whether another text
states what is mentioned. Found by rules: some may be missing, and some may be none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index.corpus import Article
from index.lexical import STOP_WORDS, folded
from index.sources.paragraphs import split_paragraphs
from qa.values.dates import PartialDate, dates_in
from qa.values.name_kinds import kind_of_name
from qa.values.names import SHORTEST, names, names_in

MOST_CHARACTERS = 100_000  # of an article, that are looked at
LONGEST_NAME = 6  # words; a longer one is a heading in capitals
LONGEST_PERSON = 3  # words of a name
HEADING_SHARE = 0.6  # of the longer words of a line, in capitals
ENGLISH_SHARE = 0.1  # of words that are among the most frequent of English, at least

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(
    r"(?:^|[.!?:;•]|[-–—*]\s|,\s?[“\"‘])[\s\"“”‘’'(\[]*$"
)  # a sentence before its first word
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_TITLE = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?|Professor|President|Minister|Secretary|Senator|Director"
    r"|Chancellor|Governor|Mayor|General|Judge|Sir)"
)
_ENDED = re.compile(r"[.!?:;,][\s\"”’')\]]*$")
_DAYS = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?,?\s+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a date as it is written first, and how often the article states it.

    ``day`` is the date, with the year of the article where ``is_year_assumed``.
    """

    text: str
    count: int
    day: PartialDate | None = None
    is_year_assumed: bool = False


@lru_cache(32)
def names_of(article: Article) -> tuple[Mention, ...]:
    """The names of an article, the most frequent first; none where it is not in English."""
    text = article.text[:MOST_CHARACTERS]
    if not _is_english(text):
        return ()
    found = _certain(list(_written_names(text)), frozenset(_WORD.findall(text)))
    groups: dict[str, list[str]] = {}
    for name in found:
        groups.setdefault(_key(name), []).append(name)
    together = _with_surnames(_merged(groups.values()), text)
    return _most_frequent(Mention(_usual(group), len(group)) for group in together)


@lru_cache(32)
def dates_of(article: Article) -> tuple[Mention, ...]:
    """The dates of an article that name a year, or a day and its month, the most frequent first;
    none where it is not in English.
    """
    text, found = article.text[:MOST_CHARACTERS], dict[PartialDate, list[tuple[int, str]]]()
    if not _is_english(text):
        return ()
    for span, stated in dates_in(text):
        day = _known(stated, article.published)
        if day is not None:
            words = _DAYS.sub("", span.of(text))
            found.setdefault(day, []).append((span.start, words))
    in_order = sorted(found.items(), key=lambda one: min(one[1]))
    return _most_frequent(
        Mention(words, len(mentions), day, day.year is not None and str(day.year) not in words)
        for day, mentions in in_order
        for _, words in [min(mentions)]
    )


def mentions(said: str, text: str, published: date | None = None) -> bool:
    """True if a text, of an article that appeared on a day, states a name or a date."""
    wanted = [when for _, when in dates_in(said)]
    if not wanted:
        return names(said, text)
    key = replace(wanted[0], weekday=None)
    stated = (when for _, when in dates_in(text))
    return any(key.is_stated_by(one) or key.is_stated_by(one.filled(published)) for one in stated)


def search_words(said: str) -> str:
    """The words to search for a name or a date, of a date in each of its usual forms."""
    days = [when for _, when in dates_in(said)]
    if not days or days[0].month is None:
        return said
    name, number = MONTHS[days[0].month - 1], f"{days[0].month:02}"
    day = f"{days[0].day:02}" if days[0].day else ""
    return " ".join(filter(None, (said, name, name[:3], number, day)))


def _is_english(text: str) -> bool:
    words = _WORD.findall(text.lower())
    return sum(word in STOP_WORDS for word in words) > ENGLISH_SHARE * len(words)


def _written_names(text: str) -> Iterator[tuple[str, bool]]:
    """The names as they are written, and whether one opens a sentence."""
    for paragraph in split_paragraphs(text):
        content = paragraph.of(text)
        if _is_heading(content):
            continue
        for span in names_in(content):
            name = _POSSESSIVE.sub("", span.of(content))
            if len(name) > 1 and len(name.split()) <= LONGEST_NAME and "\n" not in name:
                opens = _OPENING.search(content, max(0, span.start - 5), span.start)
                yield name, opens is not None


def _is_heading(content: str) -> bool:
    """True if most words of a line have capitals, whatever they are."""
    words = [word for word in _WORD.findall(content) if len(word) >= SHORTEST]
    in_capitals = sum(word[0].isupper() for word in words)
    return not _ENDED.search(content) and in_capitals > HEADING_SHARE * len(words)


def _certain(found: Sequence[tuple[str, bool]], words: Collection[str]) -> Iterator[str]:
    """The names, without the words that have a capital only because they open a sentence: a word
    alone that is no name and no surname elsewhere, and a first word that the text has in small
    letters too.
    """
    certain = {_key(name) for name, opens in found if not opens}
    certain |= {_key(name.split()[-1]) for name, _ in found if " " in name}
    within = {word for name, opens in found if not opens for word in name.split()}
    for name, opens in found:
        first, _, others = name.partition(" ")
        if opens and others and first.lower() in words and first not in within:
            name, opens = others, False
        if not opens or " " in name or _key(name) in certain:
            yield name


def _key(name: str) -> str:
    return folded(name).replace(".", "")


def _merged(groups: Iterable[list[str]]) -> list[list[str]]:
    """The groups, with one for the forms of a name: Korea, Korean."""
    by_start: dict[str, list[list[str]]] = {}
    merged: list[list[str]] = []
    for group in groups:
        alike = by_start.setdefault(_key(group[0])[:SHORTEST], [])
        same = next((other for other in alike if _are_same(group[0], other[0])), None)
        if same is None:
            merged.append(group)
            alike.append(group)
        else:
            same += group
    return merged


def _are_same(one: str, other: str) -> bool:
    return names(one, other) and names(other, one)


def _with_surnames(groups: list[list[str]], text: str) -> list[list[str]]:
    """The groups, those of a surname within that of the only person who has it, whose whole name
    comes before it, as articles introduce people.
    """
    order = {id(group): at for at, group in enumerate(groups)}
    wholes: dict[str, list[list[str]]] = {}
    for group in groups:
        if 1 < len(group[0].split()) <= LONGEST_PERSON:
            wholes.setdefault(_key(group[0].split()[-1]), []).append(group)
    left = []
    for group in groups:
        whole = wholes.get(_key(group[0]), [])
        is_surname = len(whole) == 1 and order[id(whole[0])] < order[id(group)]
        if is_surname and _is_person(whole[0][0], text):
            whole[0].extend(group)
        else:
            left.append(group)
    return left


def _is_person(name: str, text: str) -> bool:
    titled = rf"\b{_TITLE}\s{re.escape(name.split()[-1])}\b"
    return kind_of_name(name, text) == "person" or re.search(titled, text) is not None


def _usual(group: Sequence[str]) -> str:
    """The form with most words, which is a person's whole name; of several the usual one."""
    counts = Counter(group)
    return max(counts, key=lambda name: (len(name.split()), counts[name]))


def _known(stated: PartialDate, published: date | None) -> PartialDate | None:
    """The date without its weekday, with the year of the article where it states none; None where
    it names no day, month or year that there is.
    """
    if stated.year is None and None in (stated.month, stated.day):
        return None
    day = replace(stated, weekday=None)
    if day.year is None and published is not None:
        day = replace(day, year=published.year)
    try:
        date(day.year or 2000, day.month or 1, day.day or 1)
    except ValueError:
        return None
    return day


def _most_frequent(found: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(found, key=lambda one: -one.count))
