"""Questions as people type them: without a question mark, with letters swapped, as keywords.

Owns what a trained-on question may lose. Changes words of the question only, never its answer.
"""

from __future__ import annotations

import random
import re

from index.lexical import STOP_WORDS
from qa.questions.words import opening

_ASKING = frozenset(re.findall(r"\w+", "what which who whom when where why how do does did"))


def as_typed(question: str, rng: random.Random, *, as_keywords: float = 0.0) -> str:
    """The question, now and then worn; ``as_keywords`` in [0, 1] is the chance of keywords."""
    if rng.random() < 0.25:
        question = question.rstrip("?").rstrip()
    if rng.random() < 0.03 and len(question) > 12:
        i = rng.randrange(4, len(question) - 2)
        question = question[:i] + question[i + 1] + question[i] + question[i + 2 :]
    # Without keywords no number is drawn, so that older runs can be repeated.
    return keywords(question) if as_keywords and rng.random() < as_keywords else question


def keywords(question: str) -> str:
    """A question as typed in a search box: no question word, no stop words, no question mark."""
    found = opening(question)
    words = (found.rest if found else question).rstrip("? ").split()
    kept = [word for word in words if word.lower() not in STOP_WORDS | _ASKING]
    return " ".join(kept) or question
