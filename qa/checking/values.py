"""The values of a sentence: its dates, amounts and names. Pure.

Owns which values a sentence states, and whether a text states one of them. Knows nothing of which
text that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from index.corpus import Span
from qa.checking.dates import PartialDate, dates_in
from qa.checking.names import names, names_in, shares_word
from qa.text.numbers import SMALL, Number, number_spans

Kind = Literal["date", "money", "percentage", "number", "rank", "name"]

_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|pc\b)", re.IGNORECASE)
_MONEY = re.compile(
    r"\s?(?:(?:US|U\.S\.|Australian|Canadian)\s)?(?P<unit>dollars?|euros?|pounds?|yen|won|pence|cents?"
    r"|[$€£¥])(?!\w)",
    re.IGNORECASE,
)
_CURRENCIES = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_NOT_COUNTED = ("one", "zero")  # words that seldom state a number: one of them
_MILLIONS = re.compile(r"m\b(?!\s?/)")  # right behind a number: millions, or metres
_FRACTION = re.compile(
    r"\b(?:(?<!and\sa\s)(?P<half>half)(?!\san?\s)|(?:(?P<count>two|three|four)[\s-](?P<part>third|quarter|fifth|tenth|twentieth)s"
    r"|(?:an?|one)[\s-](?P<one>third|quarter|fifth|tenth|twentieth)(?=\sof\b|\s(?:more|less|or)\b|[^\w\s]))"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|[1-9]\d?)(?:\s\w+)?\s(?:out\sof|in)(?:\severy)?\s(?P<all>\w+))\b(?!\s+(?:of\s+)?(?:way|time))",
    re.IGNORECASE,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "twentieth": 20}
_RANKS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_RANK = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_RANKS)})|(?P<digits>\d+)(?:st|nd|rd|th))\b", re.IGNORECASE
)
_HALF = re.compile(
    r"\sand\sa\shalf(?:\s(?P<size>hundred|thousand|million|billion))?\b", re.IGNORECASE
)
_SIZES = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "dozen": 12,
          "hundred thousand": 10**5, "hundred million": 10**8}  # fmt: skip
_SIZE = re.compile(  # a size without a number before it: a million, half a million
    r"\b(?P<part>half\sa|(?:a|one)\squarter\sof\sa|a)\s"
    r"(?P<size>hundred(?:\sthousand|\smillion)?|thousand|million|billion|dozen)\b",
    re.IGNORECASE,
)
_DECADES = re.compile(r"\sdecades?\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|close\sto|just\s(?:under|over)|(?:little\s)?"
    r"(?:more|less|fewer)\sthan|over|under|above|below|some|at\s(?:least|most)|upwards\sof|up\sto)\s$",
    re.IGNORECASE,
)
_OR_SO = re.compile(
    r"(?:\s\w+)?\sor\s(?:so|thereabouts|more|less)\b|(?:\s\w+)?\sand\smore\b", re.IGNORECASE
)
_COMPARED = re.compile(r"\s(?:more|fewer|less)\s(?:than\b)", re.IGNORECASE)
TOLERANCE = Decimal("0.08")  # of a value that is said to be approximate


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where a sentence states it; ``key`` is what is compared.

    A decimal for amounts, a date as far as it is stated, or the words of a name. ``other_key`` is
    the amount that it may be too: 280m are millions or metres. ``opens`` is True for a name of one
    word that opens its sentence, which may be no name, and ``is_about`` for an amount that is said
    to be approximate.
    """

    kind: Kind
    span: Span
    text: str
    key: Decimal | PartialDate | str
    currency: str = ""
    other_key: Decimal | None = None
    opens: bool = False
    is_about: bool = False

    def is_same(self, other: Value, published: date | None = None) -> bool:
        """Whether another value states this one; ``published`` is the day of its article."""
        if isinstance(self.key, PartialDate) and isinstance(other.key, PartialDate):
            return self.key.is_stated_by(other.key) or self.key.is_stated_by(
                other.key.filled(published)
            )
        if self.kind == "name" and other.kind == "name":
            return shares_word(self.text, other.text)
        if self.kind != other.kind and "rank" in (self.kind, other.kind):
            return False
        if len({self.currency, other.currency} - {""}) > 1:
            return False
        pairs = ((a, b) for a in self._amounts for b in other._amounts)
        return any(a == b or (self.is_about and _is_about(a, b)) for a, b in pairs)

    @property
    def _amounts(self) -> tuple[Decimal, ...]:
        return tuple(key for key in (self.key, self.other_key) if isinstance(key, Decimal))


def values_in(text: str) -> tuple[Value, ...]:
    """The values of a text in order."""
    found = list(_found(text))
    return tuple(sorted(found, key=lambda value: value.span))


def is_stated(value: Value, text: str, published: date | None = None) -> bool:
    """Whether a text, of an article that appeared on a day, states the value."""
    if value.kind == "name":
        return names(value.text, text)
    if value.kind == "rank" and value.text.lower() in text.lower():
        return True  # "a third each" is a share
    return any(value.is_same(other, published) for other in _cached(text))


def others_of_kind(value: Value, text: str) -> tuple[Value, ...]:
    """The values of the same kind that a text states."""
    return tuple(v for v in _cached(text) if v.kind == value.kind)


@lru_cache(512)
def _cached(text: str) -> tuple[Value, ...]:
    return values_in(text)


def _found(text: str) -> Iterator[Value]:
    taken: list[Span] = []
    for span, when in dates_in(text):
        taken.append(span)
        yield Value("date", span, span.of(text), when)
    for amount in (*_sizes(text), *_fractions(text), *_ranks(text), *_amounts(text)):
        if not _overlaps(amount.span, taken):
            taken.append(amount.span)
            yield amount
    for span in names_in(text):
        if not _overlaps(span, taken):
            said = span.of(text)
            opens = " " not in said and not any(map(str.isalnum, text[: span.start]))
            yield Value("name", span, said, said, opens=opens)


def _fractions(text: str) -> Iterator[Value]:
    """Shares in words, as percentages: three quarters, three out of four."""
    for match in _FRACTION.finditer(text):
        share = _share(match)
        if share is not None:
            span = Span(*match.span())
            yield Value("percentage", span, match[0], share, is_about=_is_approximate(text, span))


def _share(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal(50)
    if part := match["part"] or match["one"]:
        return round(100 * Decimal(_small(match["count"] or "one")) / _PARTS[part.lower()], 2)
    some, whole = _small(match["some"]), _small(match["all"])
    return round(100 * Decimal(some) / whole, 2) if some and whole and some < whole else None


def _sizes(text: str) -> Iterator[Value]:
    """Numbers without a numeral: a million, half a million."""
    for match in _SIZE.finditer(text):
        part = match["part"].lower()
        share = Decimal("0.5") if "half" in part else Decimal("0.25" if "quarter" in part else 1)
        span = Span(*match.span())
        key = share * _SIZES[match["size"].lower()]
        yield Value("number", span, match[0], key, is_about=_is_approximate(text, span))


def _is_approximate(text: str, span: Span) -> bool:
    return bool(_ABOUT.search(text[: span.start]) or _OR_SO.match(text, span.end))


def _is_about(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))


def _ranks(text: str) -> Iterator[Value]:
    for match in _RANK.finditer(text):
        word, digits = match["word"], match["digits"]
        key = Decimal(digits) if digits else Decimal(3 + _RANKS.index(word.lower()))
        yield Value("rank", Span(*match.span()), match[0], key)


def _small(word: str) -> int:
    """A number below a hundred in digits or in one word; 0 for any other word."""
    return int(word) if re.fullmatch(r"[1-9]\d?", word) else SMALL.get(word.lower(), 0)


def _amounts(text: str) -> Iterator[Value]:
    for number in number_spans(text):
        if number.span.of(text).lower() in _NOT_COUNTED:
            continue
        if _COMPARED.match(text, number.span.end):
            continue  # a difference, which no text may state
        key, end, other = _whole_number(text, number)
        percent, money = _PERCENT.match(text, end), _MONEY.match(text, end)
        currency = number.currency or (_currency(money["unit"]) if money else "")
        kind: Kind = "percentage" if percent else "money" if currency else "number"
        unit = percent or money
        span = Span(number.span.start, unit.end() if unit else end)
        about = _is_approximate(text, span)
        yield Value(kind, span, span.of(text), key, currency, other, is_about=about)


def _whole_number(text: str, number: Number) -> tuple[Decimal, int, Decimal | None]:
    """The value of a number with the words behind it, its end, and what it may be too."""
    end = number.span.end
    if half := _HALF.match(text, end):
        size = _SIZES[half["size"].lower()] if half["size"] else 1
        return (number.value + Decimal("0.5")) * size, half.end(), None
    if not number.currency and (millions := _MILLIONS.match(text, end)):
        return number.value, millions.end(), number.value * 10**6
    if _DECADES.match(text, end):
        return number.value, end, number.value * 10  # years
    return number.value, end, None


def _currency(unit: str) -> str:
    return _CURRENCIES.get(unit.lower().removesuffix("s"), unit.lower())


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)
