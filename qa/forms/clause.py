"""The clause that answers why or how: a reason or the means, whole, around a part of it. Pure.

Owns the words that open such a clause, and where it ends: "because pesticides poisoned the eels",
"in order to save heat", "by drying them". A noun after "because of" or "due to" is whole by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.corpus import Span
from index.lexical import terms
from qa.answer import AnswerSpan
from qa.questions.kind import Kind
from qa.questions.words import content_words

LONGEST = 40  # words of a clause

_REASON = (
    r"\b(?:because(?!\s+of\b)|since(?!\s+(?:\d|then\b|last\b|(?-i:[A-Z])))|so\s+that"
    r"|(?:in\s+order|so\s+as)\s+to)\s"
)
_MEANS = r"\bby\s(?=(?:\w+ly\s+)?\w+ing\b)"
_OPENS: Mapping[Kind, re.Pattern[str]] = {
    "why": re.compile(_REASON, re.IGNORECASE),
    "how": re.compile(_MEANS, re.IGNORECASE),
}
_BREAK = re.compile(r"[;–—“”\"]|\.(?!\d)")
_END = re.compile(
    r"\s*(?:[;–—“”\"]|\.(?!\d)|,\s+(?:and|but|while|which|who|so|although|though|where|he|she|it|they"
    r"|we|I|the|this|these|there)\b|\s(?:while|although|whereas|but)\b|$)"
)


def whole_clauses(question: str, kind: Kind, spans: Sequence[AnswerSpan]) -> list[AnswerSpan]:
    """The spans proposed for a question of why or how; those that are a part of a clause of a
    reason or a means are that clause.
    """
    opens = _OPENS.get(kind)
    return [_whole(question, opens, span) for span in spans] if opens else list(spans)


def _whole(question: str, opens: re.Pattern[str], span: AnswerSpan) -> AnswerSpan:
    """The clause that a span is a part of; the span where it is all but its first words, or where
    what it lacks repeats the question: "because it was thought that".
    """
    sentence = span.passage.sentence_around(span.span)
    text = sentence.of(span.passage.article.text)
    start, end = span.span.start - sentence.start, span.span.end - sentence.start
    found = list(opens.finditer(text, 0, max(start, 0)))
    if end > len(text) or not found or _BREAK.search(text, found[-1].end(), start):
        return span
    first = found[-1].start()
    at = text.find(",", end) if text[:first].strip(' “"') == "" else -1
    stop = at if at >= 0 else next(m.start() for m in _END.finditer(text, end))
    whole = Span(sentence.start + first, sentence.start + stop)
    opening, behind = text[found[-1].end() : start], text[end:stop]
    is_whole = not opening.strip() and not behind.strip()
    repeats = set(terms(opening)) & {t for word in content_words(question) for t in terms(word)}
    fits = len(text[first:stop].split()) <= LONGEST and span.passage.span.contains(whole)
    return replace(span, span=whole) if fits and not is_whole and not repeats else span
