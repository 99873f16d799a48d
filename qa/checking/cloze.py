"""A value of a statement asked for: the statement as a question, answered from the articles.

Owns the wording of the question. The reader answers it as any other; an answer that is another
value of the same kind speaks against the statement. Knows nothing of verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Hit
from qa.readers.protocol import Reader
from qa.values.name_kinds import kind_of_name
from qa.values.names import is_office
from qa.values.values import Value, values_in

_ASKED = {
    "date": "when",
    "money": "how much",
    "percentage": "what percentage",
    "number": "how many",
    "rank": "which",
    "name": "what",
}
WORDS = 22  # before and after the value: readers read the first 64 tokens of a question
_WORD = re.compile(r"\S+")
_BEFORE_DATE = re.compile(
    r"\b(?:on|in|at|by|since|from|until|during)\s+(?:the\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """The text that the reader finds in the place of a value, with its confidence."""

    text: str
    score: float
    values: tuple[Value, ...]  # of the same kind, in it


def ask_for(value: Value, statement: str, reader: Reader, hits: Sequence[Hit]) -> Found | None:
    """The words of the passages that stand in the place of a value of a statement."""
    is_person = bool(hits) and _is_person(value, hits[0].passage.article.text)
    spans = reader.read(cloze(value, statement, is_person=is_person), hits)
    if not spans:
        return None
    best = spans[0]
    whole, start = best.passage.article.text, best.span.start
    text = best.span.of(whole)
    same_kind = [v for v in values_in(text) if v.kind == value.kind]
    held = (v for v in same_kind if not is_office(whole, start + v.span.end))
    return Found(text, best.score, tuple(held))


def _is_person(value: Value, article: str) -> bool:
    return value.kind == "name" and kind_of_name(value.text, article) == "person"


def cloze(value: Value, statement: str, *, is_person: bool = False) -> str:
    """The statement as a question, its value replaced by a question word; of a long one the words
    around the value.
    """
    before = _last_words(statement[: value.span.start])
    after = _first_words(statement[value.span.end :])
    if value.kind == "date":
        before = _BEFORE_DATE.sub("", before)
    return f"{before}{'who' if is_person else _ASKED[value.kind]}{after}".rstrip(" .!") + "?"


def _last_words(text: str) -> str:
    words = list(_WORD.finditer(text))
    return text[words[-WORDS].start() :] if len(words) > WORDS else text


def _first_words(text: str) -> str:
    words = list(_WORD.finditer(text))
    return text[: words[WORDS - 1].end()] if len(words) > WORDS else text
