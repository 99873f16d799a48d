"""Yes or no: which sentence decides a question, how surely, and whether the word can be said.

Owns what is asked of the reader for that, and when its answers and the sentence's words are enough.
A wrong word is worse than none: without it the sentence is shown, and the reader of it decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.answer import AnswerSpan, Citation, Hit
from qa.checking.support import support_of
from qa.checking.value_check import check_values
from qa.forms.inner import Inner, inner_questions
from qa.forms.wording import Word, can_decide, coverage, is_plain, statement_of, wording_says
from qa.questions.kind import offers_choice
from qa.readers.protocol import Reader
from qa.readers.questions import is_heading
from qa.text.agreement import agree
from qa.values.values import others_of_kind, values_in

# Fitted on questions made from the development questions of SQuAD: see docs/evaluation.md.
WEIGHTS: Mapping[str, float] = {"bias": -0.6, "score": 0.7, "coverage": 2.7}
SURE = 0.55  # score of an inner question from which its answer, the question's own words, is yes
OTHER = 0.6  # from which another amount or date in their place is no


def weighed(question: str, spans: Sequence[AnswerSpan]) -> list[AnswerSpan]:
    """The sentences proposed for a question, scored by how probably they decide it; best first,
    those that are headings last.
    """
    scored = [replace(span, score=_probability(question, span)) for span in spans]
    return sorted(scored, key=lambda s: (_is_heading(s), -s.score))


def decide(question: str, cited: Citation, hits: Sequence[Hit], reader: Reader) -> Word | None:
    """The word for what a cited sentence says to a question; None where it is not certain."""
    sentence = cited.sentence_text
    hit = _around(cited, hits)
    if hit is None or offers_choice(question) or not can_decide(question, sentence):
        return None
    word = wording_says(question, sentence, cited.title or "")
    if word is not None:
        return word if _values_agree(question, cited, hit, hits, reader, word) else None
    return _asked(question, sentence, hit, reader)


def _asked(question: str, sentence: str, hit: Hit, reader: Reader) -> Word | None:
    """The decision of the answers to the inner questions."""
    for inner in inner_questions(question):
        found = next(iter(reader.read(inner.question, [hit])), None)
        if found is None or found.text not in sentence or not is_plain(question, sentence):
            continue
        if found.score >= SURE and agree(inner.own, found.text):
            return "yes"
        if found.score >= OTHER and _is_other(inner, found.text, sentence):
            return "no"
    return None


def _is_other(inner: Inner, found: str, sentence: str) -> bool:
    """True if what was found is another amount or date than the question's, and the only one of
    its kind in the sentence.
    """
    if inner.value is None or others_of_kind(inner.value, sentence) == ():
        return False
    here = [v for v in values_in(found) if v.kind == inner.value.kind]
    return len(here) == 1 == len(others_of_kind(inner.value, sentence)) and not agree(
        here[0].text, inner.value.text
    )


def _values_agree(
    question: str, cited: Citation, hit: Hit, hits: Sequence[Hit], reader: Reader, word: Word
) -> bool:
    """True if what the reader finds in the place of each value is that value; for a no that rests
    on another value, this one.
    """
    said = statement_of(question)
    support = support_of(AnswerSpan(hit.passage, cited.sentence, cited.score), hit, hits)
    checked = check_values(values_in(said), said, support, reader)
    return all(one.status == "same" for one in checked) or word == "no"


def _around(cited: Citation, hits: Sequence[Hit]) -> Hit | None:
    return next(
        (
            hit
            for hit in hits
            if hit.passage.article.id == cited.article and hit.passage.span.contains(cited.span)
        ),
        None,
    )


def _is_heading(span: AnswerSpan) -> bool:
    return is_heading(span.passage.article.text, span.passage.span)


def _probability(question: str, span: AnswerSpan) -> float:
    features = {"score": _logit(span.score), "coverage": coverage(question, span.text)}
    odds = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-odds))


def _logit(probability: float) -> float:
    inside = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))
