"""Cleaning of questions: text from any source is normalised, or refused. Pure.

Owns the characters that are removed. Knows nothing of answers.
"""

from __future__ import annotations

import re
import unicodedata

from index.errors import QuestionError
from qa.text.characters import MARKS, OVERRIDES

_INVISIBLE = re.compile(f"[{OVERRIDES}{MARKS}]")


def clean_question(text: str, limit: int) -> str:
    """Remove control and invisible characters, and collapse white space.

    Raises QuestionError for more than ``limit`` characters, and for a text without a letter or
    digit.
    """
    if len(text) > limit:
        raise QuestionError(
            found=f"the question has {len(text)} characters",
            expected=f"at most {limit}",
            cure="ask a shorter one",
        )
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates
    text = _INVISIBLE.sub("", text)
    text = "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)
    text = " ".join(text.split())
    if not any(c.isalnum() for c in text):
        raise QuestionError(
            found="the question is empty" if not text else f"the question {text!r} holds no word",
            expected="a question in plain language",
            cure='ask one: qa ask "When ...?"',
        )
    return text


def is_clean(text: str) -> bool:
    """True where ``clean_question`` leaves the text as it is."""
    try:
        return clean_question(text, len(text)) == text
    except QuestionError:
        return False
