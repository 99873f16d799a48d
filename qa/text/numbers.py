"""Numbers as articles write them: in digits or in words, with a magnitude, as a percentage. Pure.

Owns the number words, and the values of the numbers in a text. Knows nothing of answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from index.corpus import Span

SMALL: Mapping[str, int] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
MAGNITUDES: Mapping[str, int] = {
    "hundred": 10**2,
    "thousand": 10**3,
    "k": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
LETTERS = ("k", "m")  # of these, those that mean a magnitude behind a currency alone

GAP = "[ \u00a0\u2009\u202f]"  # white space within a line
# Digits with their separators: 1,942,000 and 1 942 000, 3.2, 10:30, 2011-08-19.
DIGITS = r"\d+(?:[.,:/'’٫٬]\d+)*"
GROUPED = rf"\d{{1,3}}(?:{GAP}\d{{3}})+(?:[.,]\d+)?"
FRACTION = "[¼½¾⅐-⅞]"
WORD = rf"(?i:{'|'.join(sorted(SMALL, key=len, reverse=True))})"
MAGNITUDE = "(?i:(?:hundred|thousand|million|billion|trillion|lakh|crore)s?)"
IN_WORDS = rf"{WORD}(?:(?:-|{GAP})(?:and{GAP})?(?:{WORD}|{MAGNITUDE}))*"

_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w.)%])(?:[-–]|−{GAP}?)(?=[$£€¥]?\d)|\bminus{GAP})?"
    rf"(?P<currency>[$£€¥₩₹]{GAP}?)?"
    rf"(?:(?P<digits>(?<!\d){GROUPED}(?!\d)|\d+(?:[.,'’]\d+)*){FRACTION}?|\b(?P<words>{IN_WORDS})\b)"
    rf"(?:\)?{GAP}?(?P<magnitude>hundred|thousand|lakh|million|mn|crore|billion|bn|trillion|tn|k|m)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: its place, with sign, currency and magnitude, and its value."""

    span: Span
    value: Decimal
    currency: str  # its symbol, or empty


def numbers_in(text: str) -> tuple[tuple[Decimal, ...], str]:
    """The numbers that a text states, in their order, and the text with a space for each."""
    found: list[Decimal] = []

    def taken(match: re.Match[str]) -> str:
        found.append(_value(match))
        return " " + (match["currency"] or "") + _left(match)

    rest = _NUMBER.sub(taken, text)
    return tuple(found), rest


def number_spans(text: str) -> Iterator[Number]:
    """The numbers that a text states, in their order, with their places."""
    for match in _NUMBER.finditer(text):
        end = match.start("magnitude") if _left(match) else match.end()
        span = Span(match.start(), match.start() + len(text[match.start() : end].rstrip()))
        yield Number(span, _value(match), (match["currency"] or "").strip())


def _value(match: re.Match[str]) -> Decimal:
    value = _of_digits(match["digits"]) if match["digits"] else _of_words(match["words"])
    value += {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}.get(
        match[0].rstrip()[-1:], Decimal(0)
    )
    if not _left(match):
        value *= MAGNITUDES.get((match["magnitude"] or "").lower(), 1)
    return (-value if match["sign"] else value).normalize()


def _left(match: re.Match[str]) -> str:
    """A letter behind a number that is a unit, not a magnitude, as in 5 m."""
    letter = (match["magnitude"] or "").lower()
    return f" {letter}" if letter in LETTERS and not match["currency"] else ""


def _of_digits(text: str) -> Decimal:
    plain = re.sub(rf"{GAP}|['’]", "", text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", plain):
        return Decimal(plain.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(\.\d{3}){2,}(,\d+)?|\d{1,3}(\.\d{3})+,\d+", plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d+", plain):
        return Decimal(plain.replace(",", "."))
    return (
        Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else Decimal(re.sub(r"\D", "", plain))
    )


def _of_words(text: str) -> Decimal:
    total = part = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        size = MAGNITUDES.get(word.removesuffix("s"), 0) if word not in SMALL else 0
        if size == 100:
            part = max(part, 1) * size
        elif size:
            total, part = total + max(part, 1) * size, 0
        else:
            part += SMALL.get(word, 0)
    return Decimal(total + part)
