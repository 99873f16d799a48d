"""The values of a sentence: its dates, amounts and names. Pure.

Owns which values a sentence states, and whether a text states one of them. Knows nothing of which
text that is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from index.corpus import Span
from qa.values.amounts import Amount, AmountKind, amounts_in
from qa.values.dates import PartialDate, dates_in
from qa.values.names import names, names_in

Kind = AmountKind | Literal["date", "name"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value and where a sentence states it; ``key`` is what is compared, of a name its words.

    ``opens`` is True for a name of one word that opens its sentence, which may be no name.
    """

    kind: Kind
    span: Span
    text: str
    key: Amount | PartialDate | str
    opens: bool = False


def values_in(text: str) -> tuple[Value, ...]:
    """The values of a text in order."""
    return tuple(sorted(_found(text), key=lambda value: value.span))


def is_stated(value: Value, text: str, published: date | None = None) -> bool:
    """True if a text, of an article that appeared on a day, states the value."""
    if isinstance(value.key, str):
        return names(value.key, text)
    if value.kind == "rank" and value.text.lower() in text.lower():
        return True  # "a third each" is a share
    return any(_is_stated_by(value.key, other.key, published) for other in _values_of(text))


def agrees(value: Value, text: str) -> bool:
    """True if a text states the value, or another one that the value states: "nearly two thirds"
    for 65%, a surname for a full name.
    """
    if is_stated(value, text):
        return True
    return any(is_stated(other, value.text) for other in others_of_kind(value, text))


def others_of_kind(value: Value, text: str) -> tuple[Value, ...]:
    """The values of the same kind that a text states."""
    return tuple(v for v in _values_of(text) if v.kind == value.kind)


def _is_stated_by(
    key: Amount | PartialDate, other: Amount | PartialDate | str, published: date | None
) -> bool:
    if isinstance(key, Amount):
        return isinstance(other, Amount) and key.is_stated_by(other)
    if not isinstance(other, PartialDate):
        return False
    return key.is_stated_by(other) or key.is_stated_by(other.filled(published))


@lru_cache(512)
def _values_of(text: str) -> tuple[Value, ...]:
    return values_in(text)


def _found(text: str) -> Iterator[Value]:
    taken: list[Span] = []
    for span, when in dates_in(text):
        taken.append(span)
        yield Value("date", span, span.of(text), when)
    for span, amount in amounts_in(text):
        if not _overlaps(span, taken):
            taken.append(span)
            yield Value(amount.kind, span, span.of(text), amount)
    for span in names_in(text):
        if not _overlaps(span, taken):
            said = span.of(text)
            opens = " " not in said and not any(map(str.isalnum, text[: span.start]))
            yield Value("name", span, said, said, opens)


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)
