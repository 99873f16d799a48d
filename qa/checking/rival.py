"""Another value that a reader found in the place of a statement's, and whether it fits there. Pure.

Owns what must be alike: of two names, whether an article shows them to be people or places, and
whether they describe the word behind them. Knows nothing of readers and scores.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.corpus import Span
from index.lexical import STOP_WORDS
from qa.values.name_kinds import kind_of_name
from qa.values.values import Value, agrees, is_stated

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
    if value.kind != "name":
        return True
    if _describes(other.span, found) and not _describes(value.span, statement):
        return False
    kinds = {kind_of_name(value.text, article), kind_of_name(other.text, article)}
    return len(kinds - {None}) < 2


def _describes(name: Span, text: str) -> bool:
    """Whether a name belongs to the word behind it: African in "the African country"."""
    behind = _BEHIND.match(text, name.end)
    return behind is not None and behind[1] not in STOP_WORDS
