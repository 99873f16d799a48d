"""The reader that needs no training: it answers with the best supported sentence.

Owns what supports a sentence. The fallback where the trained reader is not wanted, and the baseline
that it has to beat.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.lexical import terms
from qa.answer import AnswerSpan, Hit
from qa.readers.turns import contexts


class SentenceReader:
    """Answers with whole sentences: near to the question, and holding its rarer words.

    A sentence's support is its passage's retrieval score, plus its own cosine with the question,
    plus the share of the question's terms that it holds, rare terms weighing more. On the
    development questions the best supported sentence is the right one in 71 % (cosine alone 57 %,
    without the shared terms 64 %, each term weighing the same 70 %).

    SLOPE and OFFSET turn support into the probability that the sentence answers: a logistic
    regression over the 3,039 development questions, and the same questions asked of the articles
    other than their own. ``threshold`` is where the share of answerable questions answered (93 %)
    exceeds that of the questions about missing articles (7 %) by most. Both are redone by
    ``python -m training.abstention``.
    """

    SLOPE, OFFSET = 2.73, -6.04
    threshold = 0.13

    def load(self) -> None:
        """Nothing is large."""

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        weights = _term_weights(question, hits)
        spans: list[AnswerSpan] = []
        headings: list[AnswerSpan] = []
        read = [(hit, context) for context in contexts(question, hits) for hit in context.hits]
        for hit, context in read:
            found = headings if context.heading else spans
            for sentence, cosine in zip(hit.passage.sentences, hit.sentences, strict=True):
                if not any(part.contains(sentence) for part in context.open):
                    continue  # it asks
                held = set(terms(sentence.of(hit.passage.article.text)))
                support = hit.score + cosine + sum(w for t, w in weights.items() if t in held)
                found.append(AnswerSpan(hit.passage, sentence, self._probability(support)))
        spans += [self._behind_body(heading, spans) for heading in headings]
        return sorted(spans, key=lambda span: -span.score)  # stable: ties stay in hit order

    def _behind_body(self, heading: AnswerSpan, body: Sequence[AnswerSpan]) -> AnswerSpan:
        """A heading with no better score than the text of its article, where that one answers."""
        article = heading.passage.article.id
        below = max((s.score for s in body if s.passage.article.id == article), default=0.0)
        return replace(heading, score=below) if self.threshold <= below < heading.score else heading

    def _probability(self, support: float) -> float:
        return 1 / (1 + math.exp(-(self.SLOPE * support + self.OFFSET)))


def _term_weights(question: str, hits: Sequence[Hit]) -> dict[str, float]:
    """Weight each term of the question by its idf among the passages; the weights sum to 1."""
    asked = set(terms(question))
    holders = Counter(t for hit in hits for t in asked.intersection(terms(hit.passage.text)))
    idf = {t: math.log(1 + (len(hits) + 1) / (holders[t] + 0.5)) for t in sorted(asked)}
    total = sum(idf.values())
    return {t: weight / total for t, weight in idf.items()}
