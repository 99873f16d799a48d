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
from qa.text.numbers import SMALL, number_spans

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
    r"\b(?:(?<!and\sa\s)(?P<half>half)|(?:(?P<count>two|three|four)[\s-](?P<part>third|quarter|fifth|tenth)s"
    r"|(?:an?|one)[\s-](?P<one>third|quarter|fifth|tenth)(?=\sof\b|\s(?:more|less|or)\b|[^\w\s]))"
    r"|(?P<some>\w+)\s(?:out\sof|in)(?:\severy)?\s(?P<all>\w+))\b(?!\s+(?:of\s+)?(?:way|time))",
    re.IGNORECASE,
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_RANKS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_RANK = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_RANKS)})|(?P<digits>\d+)(?:st|nd|rd|th))\b", re.IGNORECASE
)
_HALF = re.compile(r"\sand\sa\shalf\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where a sentence states it; ``key`` is what is compared.

    A decimal for amounts, a date as far as it is stated, or the words of a name. ``other_key`` is
    the amount that it may be too: 280m are millions or metres. ``opens`` is True for a name of one
    word that opens its sentence, which may be no name.
    """

    kind: Kind
    span: Span
    text: str
    key: Decimal | PartialDate | str
    currency: str = ""
    other_key: Decimal | None = None
    opens: bool = False

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
        keys = {self.key, self.other_key} & {other.key, other.other_key} - {None}
        return bool(keys) and len({self.currency, other.currency} - {""}) < 2


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
    for amount in (*_fractions(text), *_ranks(text), *_amounts(text)):
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
        if match["half"]:
            share = Decimal(50)
        elif part := match["part"] or match["one"]:
            share = 100 * Decimal(_small(match["count"] or "one")) / _PARTS[part.lower()]
        else:
            some, whole = _small(match["some"]), _small(match["all"])
            if not (some and whole and some < whole):
                continue
            share = 100 * Decimal(some) / whole
        yield Value("percentage", Span(*match.span()), match[0], round(share, 2))


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
        key, end, other = number.value, number.span.end, None
        if half := _HALF.match(text, end):
            key, end = key + Decimal("0.5"), half.end()
        elif not number.currency and (millions := _MILLIONS.match(text, end)):
            other, end = key * 10**6, millions.end()
        percent, money = _PERCENT.match(text, end), _MONEY.match(text, end)
        currency = number.currency or (_currency(money["unit"]) if money else "")
        kind: Kind = "percentage" if percent else "money" if currency else "number"
        unit = percent or money
        span = Span(number.span.start, unit.end() if unit else end)
        yield Value(kind, span, span.of(text), key, currency, other)


def _currency(unit: str) -> str:
    return _CURRENCIES.get(unit.lower().removesuffix("s"), unit.lower())


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)
