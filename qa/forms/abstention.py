"""The reason for giving no answer.

Owns when an answer is withheld, and what is said then. Knows nothing of how it was read. What a
question itself lacks, so that nothing is read for it, is unclear.py's.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.corpus import Passage
from index.lexical import terms
from qa.answer import AnswerSpan
from qa.questions.kind import is_computed
from qa.questions.words import content_words
from qa.retrieval.searcher import Searched
from qa.text.agreement import agree
from qa.text.phrases import INCOMPLETE, NOT_COMPUTED, either

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
            f" {either([spans[0].text, rivals[0].text])}"
        )
    missing = missing_words(searched.question, [hit.passage for hit in searched.hits])
    without = f"none of them has {either(missing)}, and " if missing else ""
    return (
        f"passages were found, but {without}the best of them answers with a confidence of only"
        f" {spans[0].score:.0%}; an answer needs {threshold:.0%}"
    )


def missing_words(question: str, passages: Sequence[Passage]) -> list[str]:
    """The words of a question that neither the passages nor the titles of their articles have, in
    any regular form: what a wrong premise may rest on.
    """
    texts = (f"{p.article.title or ''} {p.text}" for p in passages)
    told = {term for text in texts for term in terms(text)}
    return [word for word in content_words(question) if not told.intersection(terms(word))]
