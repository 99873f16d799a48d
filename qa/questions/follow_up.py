"""Follow-up questions made to stand alone: "and when?" after "Who won the race?". Pure.

Owns which questions lean on the turns before them, and how they are written out. A question that
stands alone is left as it is. Rules over the words; what is made is meant to be shown and edited.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.corpus import Span
from qa.questions.references import (
    LONGEST,
    Turn,
    filled,
    names_nothing,
    open_pronoun,
    topic,
)
from qa.questions.words import ASKING, DEGREE, opening
from qa.values.values import values_in

MEMORY = 3  # turns that a question may lean on

_LEAD = re.compile(r"^(?:(?:and|but|so|then|ok(?:ay)?|also|well)\b[,\s]*)+", re.IGNORECASE)
_FRAGMENT = re.compile(
    rf"(?P<word>{ASKING}(?:\s+{DEGREE}|\s+else)?)(?:\s+(?:exactly|so|then|there|again|not))?"
    r"|(?P<event>when|where|why|how)\s+(?:(?:was|is)\s+(?:that|it|this)(?:\s+so)?"
    r"|did\s+(?:that|it|this)\s+happen)",
    re.IGNORECASE,
)
# "There" that is a place, and not that of "is there".
_THERE = re.compile(
    r"(?P<before>(?:^|.*\s)(?!is\s|are\s|was\s|were\s)\S+\s)there(?=$|\s+in\s)", re.IGNORECASE
)
_ABOUT = re.compile(r"(?:(?:what|how)\s+about|and)\s+(?P<other>.+)", re.IGNORECASE)
_GOVERNED = re.compile(
    r"\b(?:in|on|at|by|for|from|with|to|of)\s+(?:the\s+)?(?:[\w-]+\s+)?$", re.IGNORECASE
)
_PREPOSITION = re.compile(r"^(?:in|on|at|by|for|from|with|to|of|since|until)\s+", re.IGNORECASE)


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves to be understood; itself where it stands alone.

    ``turns`` are those before it, the oldest first, each question as it was searched.
    """
    recent = turns[-MEMORY:]
    bare = _LEAD.sub("", question.strip()).rstrip("?!. ")
    if not recent or not bare:
        return question
    if fragment := _FRAGMENT.fullmatch(bare):
        return _asked_again(fragment["word"] or fragment["event"], recent[-1])
    if exchange := _ABOUT.fullmatch(question.strip().rstrip("?!. ")):
        other = exchange["other"]
        if opening(other) is None:
            return _exchanged(filled(other, recent), recent[-1].question)
    if open_pronoun(bare) is not None:
        return _sentence(filled(bare, recent))
    about = topic(recent)
    if about and (there := _THERE.match(bare)):
        return _sentence(f"{there['before']}in {about}{bare[there.end() :]}")
    return _sentence(f"{bare}, {about}") if about and names_nothing(bare) else question


def _asked_again(word: str, last: Turn) -> str:
    """The last question with another question word: "why?" after "When will he come?"."""
    found = opening(last.question)
    if found is None:
        return _sentence(f"{word} {last.question.rstrip('?!. ')}")
    is_other = found.word and found.word.lower() not in word.lower()
    if is_other and not found.inverts and last.answer and len(last.answer.split()) <= LONGEST:
        return _sentence(f"{word} {last.answer} {found.rest}")
    rest = found.rest if found.word else found.rest[:1].lower() + found.rest[1:]  # did he come?
    return _sentence(f"{word} {rest}")


def _exchanged(other: str, last: str) -> str:
    """The last question with a value of the same kind in the place of one of its own."""
    said = _PREPOSITION.sub("", other)
    kinds = {value.kind for value in values_in(f"of {said}")} or {"name"}
    same = [v for v in values_in(last) if v.kind in kinds and not v.opens]
    if not same:
        return _sentence(f"{last.rstrip('?!. ')}, {other}")
    old = same[0].span
    return _sentence(last[: old.start] + _same_role(other, last, old, said) + last[old.end :])


def _same_role(other: str, last: str, old: Span, said: str) -> str:
    """The new value, with its own preposition where the old one has none before it."""
    has_preposition = _GOVERNED.search(last[: old.start])
    return said if has_preposition or said == other else other


def _sentence(text: str) -> str:
    text = " ".join(text.split()).rstrip("?!. ")
    return f"{text[:1].upper()}{text[1:]}?"
