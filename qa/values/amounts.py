"""Amounts as articles write them: money, percentages, fractions, ranks, numbers in words. Pure.

Owns the patterns of amounts beyond the number itself, which is qa/text/numbers.py's, and when one
amount states another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from index.corpus import Span
from qa.text.numbers import SMALL, Number, number_spans

AmountKind = Literal["money", "percentage", "number", "rank"]

TOLERANCE = Decimal("0.08")  # of an amount that is said to be approximate
BOUND_TOLERANCE = Decimal("0.15")  # below "less than a third", above "more than a third"
NEAR = 40  # characters in which the words stand that make an amount approximate

_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|pc\b)", re.IGNORECASE)
_MONEY = re.compile(
    r"\s?(?:(?:US|U\.S\.|Australian|Canadian)\s)?"
    r"(?P<unit>dollars?|euros?|pounds?|yen|won|pence|cents?|[$€£¥])(?!\w)",
    re.IGNORECASE,
)
_CURRENCIES = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
_NOT_COUNTED = ("one", "zero")  # words that seldom state a number: one of them
_MILLIONS = re.compile(r"m\b(?!\s?/)")  # right behind a number: millions, or metres
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "twentieth": 20}
_PART = "|".join(_PARTS)
_FRACTION = re.compile(
    r"\b(?:(?<!and\sa\s)(?P<half>half)(?!\san?\s)"
    rf"|(?P<count>two|three|four)[\s-](?P<part>{_PART})s"
    rf"|(?:an?|one)[\s-](?P<one>{_PART})(?=\sof\b|\s(?:more|less|or)\b|[^\w\s])"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|[1-9]\d?)(?:\s\w+)?"
    r"\s(?:out\sof|in)(?:\severy)?\s(?P<all>\w+))\b(?!\s+(?:of\s+)?(?:way|time))",
    re.IGNORECASE,
)
_RANKS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_RANK = re.compile(
    rf"\b(?:(?P<word>{'|'.join(_RANKS)})|(?P<digits>\d+)(?:st|nd|rd|th))\b", re.IGNORECASE
)
_SIZES = {
    "dozen": 12,
    "hundred": 10**2,
    "thousand": 10**3,
    "hundred thousand": 10**5,
    "million": 10**6,
    "hundred million": 10**8,
    "billion": 10**9,
}
_SIZE = re.compile(  # without a number before it: a million, half a million
    r"\b(?P<part>half\sa|(?:a|one)\squarter\sof\sa|a)\s"
    r"(?P<size>hundred(?:\sthousand|\smillion)?|thousand|million|billion|dozen)\b",
    re.IGNORECASE,
)
_AND_A_HALF = re.compile(
    r"\sand\sa\shalf(?:\s(?P<size>hundred|thousand|million|billion))?\b", re.IGNORECASE
)
_HOURS = re.compile(
    r"\b(?:(?P<hours>an|one|two|three|four|five|six|\d\d?)\shours?\sand\s(?:a\s)?"
    r"(?P<minutes>\w+)(?:\sminutes)?|(?P<part>half|three[\s-]quarters\sof)\san\shour)\b",
    re.IGNORECASE,
)
_QUARTERS = {"quarter": 15, "half": 30}
_DECADES = re.compile(r"\sdecades?\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|approximately|nearly|almost|close\sto|just\s(?:under|over)"
    r"|(?:more|less|fewer)\sthan|over|under|above|below|some|at\s(?:least|most)|upwards\sof|up\sto)"
    r"\s$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:(?P<below>(?:less|fewer)\sthan|under|below|at\smost|up\sto)"
    r"|(?:more\sthan|over|above|at\sleast|upwards\sof))\s$",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"(?:\s\w+)?\s(?:or\s(?:so|thereabouts|more|less)|and\smore)\b", re.IGNORECASE)
_COMPARED = re.compile(r"\s(?:more|fewer|less)\sthan\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount; ``other`` is what it may be too: 280m are millions or metres.

    ``currency`` is a symbol or a word, empty where none is stated. A percentage is in percent.
    """

    kind: AmountKind
    value: Decimal
    currency: str = ""
    other: Decimal | None = None
    is_about: bool = False
    bound: int = 0  # 1: said to be less than it, -1: more

    def is_stated_by(self, that: Amount) -> bool:
        """True if another amount says this one; an approximate one is said by one close to it."""
        kinds = (self.kind, that.kind)
        if self.kind != that.kind and "rank" in kinds and kinds != ("number", "rank"):
            return False  # but row seven is the seventh row
        if len({self.currency, that.currency} - {""}) > 1:
            return False
        pairs = ((a, b) for a in self._values for b in that._values)
        return any(a == b or self._covers(a, b) for a, b in pairs)

    def _covers(self, own: Decimal, other: Decimal) -> bool:
        """True if an approximate amount may be said of another one."""
        if self.bound and 0 <= (own - other) * self.bound <= BOUND_TOLERANCE * abs(own):
            return True
        return self.is_about and _is_close(own, other)

    @property
    def _values(self) -> tuple[Decimal, ...]:
        return (self.value,) if self.other is None else (self.value, self.other)


def amounts_in(text: str) -> Iterator[tuple[Span, Amount]]:
    """The amounts of a text with their units; those that overlap an earlier one belong to it."""
    for find in (_durations, _sizes, _fractions, _ranks, _numbers):
        for span, amount in find(text):
            before = text[max(0, span.start - NEAR) : span.start]
            bound = _BOUND.search(before)
            yield (
                span,
                replace(
                    amount,
                    is_about=bool(_ABOUT.search(before) or _OR_SO.match(text, span.end)),
                    bound=0 if bound is None else 1 if bound["below"] else -1,
                ),
            )


def _durations(text: str) -> Iterator[tuple[Span, Amount]]:
    """Hours with minutes, in minutes: an hour and ten minutes."""
    for match in _HOURS.finditer(text):
        if part := match["part"]:
            yield (
                Span(*match.span()),
                Amount("number", Decimal(30 if "half" in part.lower() else 45)),
            )
            continue
        hours = _small(match["hours"]) or 1  # an
        minutes = _QUARTERS.get(match["minutes"].lower()) or _small(match["minutes"])
        if minutes:
            yield Span(*match.span()), Amount("number", Decimal(60 * hours + minutes))


def _sizes(text: str) -> Iterator[tuple[Span, Amount]]:
    for match in _SIZE.finditer(text):
        part = match["part"].lower()
        share = Decimal("0.5") if "half" in part else Decimal("0.25" if "quarter" in part else 1)
        value, span = share * _SIZES[match["size"].lower()], Span(*match.span())
        yield span, Amount("number", value)


def _fractions(text: str) -> Iterator[tuple[Span, Amount]]:
    """Shares in words, as percentages: three quarters, three out of four."""
    for match in _FRACTION.finditer(text):
        share, span = _share(match), Span(*match.span())
        if share is not None:
            yield span, Amount("percentage", share)


def _share(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal(50)
    if part := match["part"] or match["one"]:
        return round(100 * Decimal(_small(match["count"] or "one")) / _PARTS[part.lower()], 2)
    some, whole = _small(match["some"]), _small(match["all"])
    return round(100 * Decimal(some) / whole, 2) if some < whole else None


def _small(word: str) -> int:
    """A number up to a hundred in digits or in one word; 0 for any other word."""
    return int(word) if re.fullmatch(r"[1-9]\d?|100", word) else SMALL.get(word.lower(), 0)


def _ranks(text: str) -> Iterator[tuple[Span, Amount]]:
    for match in _RANK.finditer(text):
        word, digits = match["word"], match["digits"]
        rank = int(digits) if digits else 3 + _RANKS.index(word.lower())
        yield Span(*match.span()), Amount("rank", Decimal(rank))


def _numbers(text: str) -> Iterator[tuple[Span, Amount]]:
    for number in number_spans(text):
        is_difference = _COMPARED.match(text, number.span.end)  # which no text may state
        if is_difference or number.span.of(text).lower() in _NOT_COUNTED:
            continue
        value, end, other = _whole_number(text, number)
        percent, money = _PERCENT.match(text, end), _MONEY.match(text, end)
        currency = number.currency or (_currency(money["unit"]) if money else "")
        kind: AmountKind = "percentage" if percent else "money" if currency else "number"
        unit = percent or money
        span = Span(number.span.start, unit.end() if unit else end)
        yield span, Amount(kind, value, currency, other)


def _whole_number(text: str, number: Number) -> tuple[Decimal, int, Decimal | None]:
    """The value of a number with the words behind it, its end, and what it may be too."""
    end = number.span.end
    if half := _AND_A_HALF.match(text, end):
        size = _SIZES[half["size"].lower()] if half["size"] else 1
        return (number.value + Decimal("0.5")) * size, half.end(), None
    if not number.currency and (millions := _MILLIONS.match(text, end)):
        return number.value, millions.end(), number.value * 10**6
    if _DECADES.match(text, end):
        return number.value, end, number.value * 10  # years
    return number.value, end, None


def _currency(unit: str) -> str:
    return _CURRENCIES.get(unit.lower().removesuffix("s"), unit.lower())


def _is_close(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= TOLERANCE * max(abs(one), abs(other))
