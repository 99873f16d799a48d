"""A question to be answered by yes or no as questions whose answers should be its own words. Pure.

Owns the rules by which a last phrase, an amount, a date or a name is asked for: "Was he born in
Kiel?" holds "Where was he born?" and expects Kiel. Knows nothing of who answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qa.questions.kind import direct
from qa.questions.words import AUXILIARY
from qa.values.values import Value, values_in

LONGEST = 5  # words of a last phrase
SUBJECT = 2  # words before it, at least: who did what

_OPENING = re.compile(rf"(?P<aux>{AUXILIARY})\s+(?P<rest>.+)", re.IGNORECASE)
_PREPOSITIONS = (
    "in|on|at|near|by|from|with|of|to|for|about|against|after|before|since|into|under|over|between"
)
_PREPOSITION = re.compile(rf"\s(?P<prep>{_PREPOSITIONS})\s", re.IGNORECASE)
_OBJECT = re.compile(
    r"(?P<before>\S+(?:\s+\S+)+?)\s+(?P<own>(?:an?|the|any|his|her|its|their|more\s+than|less\s+than)\s+\S+(?:\s+\S+){0,3})",
    re.IGNORECASE,
)
_PLACED = re.compile(r"in|on|at|near", re.IGNORECASE)
_WHEN = re.compile(r"(?:in|on|at|since|by|until|from|during|around)\s*$", re.IGNORECASE)
_UNIT = re.compile(r"\s*(?P<unit>[a-z][\w-]*s|people|men|women|children)\b")


@dataclass(frozen=True, slots=True)
class Inner:
    """A question and the words of the outer one that should answer it; ``value`` is the amount or
    date that these are, None for other words.
    """

    question: str
    own: str
    value: Value | None = None


def inner_questions(question: str) -> tuple[Inner, ...]:
    """The questions that one to be answered by yes or no holds, amounts and dates first."""
    match = _OPENING.fullmatch(direct(question).rstrip("?!. "))
    if match is None:
        return ()
    aux, rest = match["aux"].lower(), match["rest"]
    found = [*_of_values(aux, rest), *_of_phrases(aux, rest)]
    return tuple({one.question: one for one in found}.values())


def _of_values(aux: str, rest: str) -> Iterator[Inner]:
    for value in values_in(rest):
        before, after = rest[: value.span.start], rest[value.span.end :]
        if value.kind == "date":
            asked = f"When {aux} {_WHEN.sub('', before)}{after}"
        elif value.kind == "money":
            asked = f"How much {aux} {before}{after}"
        elif value.kind == "percentage":
            asked = f"What percentage {aux} {before}{after}"
        elif value.kind == "number" and (unit := _UNIT.match(after)):
            asked = f"How many {unit['unit']} {aux} {before}{after[unit.end() :]}"
        else:
            continue
        yield Inner(_question(asked), value.text, value)


def _of_phrases(aux: str, rest: str) -> Iterator[Inner]:
    last = next(iter(list(_PREPOSITION.finditer(rest))[::-1]), None)
    if last is None:
        if given := _OBJECT.fullmatch(rest):
            yield Inner(_question(f"What {aux} {given['before']}"), given["own"])
        return
    before, own = rest[: last.start()], rest[last.end() :]
    is_phrase = len(own.split()) <= LONGEST and len(before.split()) >= SUBJECT
    if is_phrase and not any(v.kind != "name" for v in values_in(f"of {own}")):
        if _PLACED.fullmatch(last["prep"]):
            yield Inner(_question(f"Where {aux} {before}"), own)
        yield Inner(_question(f"What {aux} {before} {last['prep']}"), own)


def _question(text: str) -> str:
    return " ".join(text.split()) + "?"
