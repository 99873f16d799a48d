"""Phrases that the command line, the page and exported files share, so that all say the same. Pure.

Owns the words for confidence, for counts, and for the place of evidence.
"""

from __future__ import annotations

from qa.evidence.claim import Claim

# The least confidence of each phrase, highest first.
CONFIDENCE_IN_WORDS = (
    (0.8, "very likely"),
    (0.5, "likely"),
    (0.3, "possible"),
    (0, "uncertain"),
)
INCOMPLETE = "a part of the index did not answer"
DEGRADED = f"{INCOMPLETE.capitalize()}: there may be a better answer. Ask again."


def confidence_in_words(confidence: float) -> str:
    """As ``confidence 63%: likely``."""
    return f"confidence {confidence:.0%}: {confidence_phrase(confidence)}"


def confidence_phrase(confidence: float) -> str:
    """As ``likely``, for a confidence in [0, 1]."""
    return next(phrase for least, phrase in CONFIDENCE_IN_WORDS if confidence >= least)


def origin(citation: Claim) -> str:
    """The place of the evidence: title, source and date where stated, article, characters."""
    stated = [
        citation.title,
        citation.source,
        citation.published.isoformat() if citation.published else None,
    ]
    place = f"{citation.article}, characters {citation.sentence.start}-{citation.sentence.end}"
    return " · ".join([*filter(None, stated), place])


def also_in(citation: Claim) -> str:
    """The ids of the articles that are copies of the cited one."""
    return f"also in: {', '.join(citation.copies)}"


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural unless there is one."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
