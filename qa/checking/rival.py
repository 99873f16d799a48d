"""Another value that a reader found in the place of a statement's, and whether it fits there. Pure.

Owns what must be alike: of two names, whether an article shows them to be people or places, and
whether they describe the word behind them; of two dates, that both state a year, a month or a day;
of two amounts, the unit where both have one. Knows nothing of readers and scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.corpus import Span
from index.lexical import STOP_WORDS
from qa.values.dates import PartialDate
from qa.values.name_kinds import kind_of_name
from qa.values.values import Value, agrees, is_stated

_MEASURE = re.compile(
    r"[\s-]?(seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)"
    r"|km|kilomet(?:re|er)s?|miles?|met(?:re|er)s?|feet|foot|inch(?:es)?|cm|centimet(?:re|er)s?"
    r"|kg|kilos?|kilograms?|pounds|lbs?|tonnes?|tons?|ha|hectares?|acres?)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:['’]s)?\s+([a-z]+)")


def rival_of(
    value: Value, statement: str, found: str, others: Iterable[Value], article: str
) -> Value | None:
    """The first of the values in the words found that the statement neither states nor implies,
    and that can stand in the place of this one.
    """
    if is_stated(value, found):
        return None
    missing = (other for other in others if not agrees(other, statement))
    return next((o for o in missing if _are_alike(value, statement, o, found, article)), None)


def _are_alike(value: Value, statement: str, other: Value, found: str, article: str) -> bool:
    if isinstance(value.key, PartialDate) and isinstance(other.key, PartialDate):
        return value.key.has_part_of(other.key)
    if value.kind != "name":
        units = {_unit(value.span, statement), _unit(other.span, found)} - {""}
        return len(units) < 2
    if _describes(other.span, found) and not _describes(value.span, statement):
        return False
    kinds = {kind_of_name(value.text, article), kind_of_name(other.text, article)}
    return len(kinds - {None}) < 2


def _unit(amount: Span, text: str) -> str:
    """The first letters of the unit behind an amount, empty where there is none."""
    behind = _MEASURE.match(text, amount.end)
    return behind[1][:2].lower() if behind else ""


def _describes(name: Span, text: str) -> bool:
    """True if a name belongs to the word behind it: African in "the African country"."""
    behind = _BEHIND.match(text, name.end)
    return behind is not None and behind[1] not in STOP_WORDS
