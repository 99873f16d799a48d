"""The phrases that the files of a checked text have in common. Pure."""

from __future__ import annotations

from collections import Counter

from qa.checking.result import CheckedText
from qa.checking.wording import NOTE, VERDICTS
from qa.text.phrases import counted

TITLE = "A text checked against the articles"
HOW_TO_CHECK = "To prove it against the articles: qa verify FILE"
STATED_NOTE = (
    "Stated by whoever exported this, and not proved by the articles: that none of their sentences"
    " is nearer, that a value stands in the place of another, the inline citations, the generation"
    " of the index, which articles are copies"
)
NO_EVIDENCE = "No sentence of the articles is near to it."


def counts(checked: CheckedText) -> str:
    """As ``3 sentences: 1 supported, 2 not found``."""
    counts = Counter[str](one.verdict for one in checked.statements)
    shown = [f"{counts[name]} {words}" for name, words in VERDICTS.items() if counts[name]]
    return f"{counted(len(checked.statements), 'sentence')}: {', '.join(shown)}"


def notes(checked: CheckedText) -> tuple[str, ...]:
    """The lines below the evidence."""
    return NOTE, f"Generation {checked.generation} of the index", HOW_TO_CHECK, STATED_NOTE
