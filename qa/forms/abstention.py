"""The reason for giving no answer.

Owns when an answer is withheld, and what is said then. Knows nothing of how it was read.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import AnswerSpan
from qa.questions.kind import is_computed
from qa.retrieval.searcher import Searched
from qa.text.agreement import agree
from qa.text.phrases import INCOMPLETE, NOT_COMPUTED, quoted

RIVALRY = 0.7  # of the best score: from here another answer is a rival


def reason_for_none(
    searched: Searched, spans: Sequence[AnswerSpan], threshold: float
) -> str | None:
    """The reason for giving no answer, or None where one is given."""
    reason = _reason(searched, spans, threshold)
    if reason is None:
        return None
    asks_more = NOT_COMPUTED if is_computed(searched.question) else ""
    return "; ".join(filter(None, (reason, asks_more, "" if searched.complete else INCOMPLETE)))


def _reason(searched: Searched, spans: Sequence[AnswerSpan], threshold: float) -> str | None:
    if not spans:
        return "nothing near the question was found"
    if spans[0].score >= threshold:
        return None
    if not any(hit.lexical > 0 for hit in searched.hits):
        return "no article shares a word with the question"
    rivals = [span for span in spans[1:] if not agree(span.text, spans[0].text)]
    if rivals and rivals[0].score >= RIVALRY * spans[0].score and spans[0].score >= threshold / 2:
        return (
            f"several different answers were found, none of them clear:"
            f" {quoted(spans[0].text)} or {quoted(rivals[0].text)}"
        )
    return (
        f"passages were found, but the best of them answers with a confidence of only"
        f" {spans[0].score:.0%}; an answer needs {threshold:.0%}"
    )
