"""The reason for giving no answer.

Owns when an answer is withheld, and what is said then. Knows nothing of how it was read. What a
question itself lacks, so that nothing is read for it, is unclear.py's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.corpus import Passage
from index.lexical import terms
from qa.answer import AnswerSpan
from qa.questions.kind import is_computed
from qa.questions.words import content_words
from qa.retrieval.searcher import Searched
from qa.text.agreement import agree
from qa.text.phrases import ENGLISH_ONLY, INCOMPLETE, NOT_COMPUTED, either

RIVALRY = 0.7  # of the best score: from here another answer is a rival
NAMED = 3  # words that no passage has, at most, that a reason names

# Words of asking, which no article has to have.
_OF_ASKING = frozenset(
    terms(
        "please tell explain describe compare list mention article text true total everything"
        " anything know want like thanks hello"
    )
)
# Words that only a question in another language opens with.
_OTHER_LANGUAGE = re.compile(
    r"[\W_]*(?:wer|wen|wem|wann|wo(?:hin|her|zu|mit|für)?|wie|warum|wieso|welche[rsnm]?|wessen|quand|qui|où"
    r"|pourquoi|combien|quel(?:le)?s?|qu[’']est|est-ce|quién(?:es)?|qué|cuándo|dónde|cómo|cuánt[oa]s?"
    r"|cuál(?:es)?|por\s+qué|quando|dov[e’'è]+|perché|quanti|quem|onde|waarom|wanneer|hoeveel)\b",
    re.IGNORECASE,
)


def reason_for_none(
    searched: Searched, spans: Sequence[AnswerSpan], threshold: float
) -> str | None:
    """The reason for giving no answer, or None where one is given."""
    reason = _reason(searched, spans, threshold)
    if reason is None:
        return None
    added = (
        ENGLISH_ONLY if _OTHER_LANGUAGE.match(searched.question) else "",
        NOT_COMPUTED if is_computed(searched.question) else "",
        "" if searched.complete else INCOMPLETE,
    )
    return "; ".join(filter(None, (reason, *added)))


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
    without = f"none of them has {either(missing[:NAMED])}, and " if missing else ""
    return (
        f"passages were found, but {without}the best of them answers with a confidence of only"
        f" {spans[0].score:.0%}; an answer needs {threshold:.0%}"
    )


def missing_words(question: str, passages: Sequence[Passage]) -> list[str]:
    """The words of a question that neither the passages nor the titles of their articles have, in
    any regular form: what a wrong premise may rest on. Words of asking are left out.
    """
    texts = (f"{p.article.title or ''} {p.text}" for p in passages)
    stated = {term for text in texts for term in terms(text)} | _OF_ASKING
    return [word for word in content_words(question) if not stated.intersection(terms(word))]
