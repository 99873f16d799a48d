"""The trained reader: short verbatim answers, and how surely they answer.

Owns what the network's logits mean: which passage answers, with which words. What it is worth is
confidence.py's, what is read together turns.py's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.corpus import Span
from qa.answer import AnswerSpan, Hit
from qa.readers.confidence import Calibration, Features, Said, confidence_features, probability
from qa.readers.decoding import best_spans
from qa.readers.network import Reading, SpanModel
from qa.readers.turns import Context, contexts
from qa.text.tokens import whole_date

_YES_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"\bwhen\b", re.IGNORECASE)  # asks for the date, where a year is a part of one


class Model(Protocol):
    """A network that reads passages; SpanModel is one."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]: ...

    def load(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best span of what was read at once, with what speaks for it.

    ``heading`` is whether it stands in one.
    """

    hit: Hit
    span: Span  # in the article's text
    features: Features
    heading: bool = False

    @property
    def text(self) -> str:
        return self.span.of(self.hit.passage.article.text)

    @property
    def sentence(self) -> Span:
        return self.hit.passage.sentence_around(self.span)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A proposal and the log-odds that it is right."""

    proposal: Proposal
    odds: float

    @property
    def said(self) -> Said:
        hit = self.proposal.hit
        return Said(self.proposal.text, self.odds, hit.passage.article.id, hit.duplicate_group)


class SpanReader:
    """Answers with the best span of the passage that most probably answers.

    A question to be answered by yes or no is answered with the sentence that decides it.
    """

    def __init__(self, model: Model | None = None, calibration: Calibration | None = None) -> None:
        """Check the packaged files. Raises ModelError when they are not the expected ones."""
        self._model = model or SpanModel()
        self._calibration = calibration or Calibration.shipped()
        self.threshold = self._calibration.threshold

    def load(self) -> None:
        """Load the network now rather than at first use."""
        self._model.load()

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        """Propose one span a passage; the first one's score is the answer's confidence."""
        ranked = self._ranked(self.propose(question, hits))
        if not ranked:
            return []
        confidence = self._confidence(ranked)
        best = probability(ranked[0].odds)
        whole = _YES_NO.match(question) is not None
        return [
            AnswerSpan(
                one.proposal.hit.passage,
                one.proposal.sentence if whole else one.proposal.span,
                confidence * min(1.0, probability(one.odds) / best),
            )
            for one in ranked
        ]

    def propose(self, question: str, hits: Sequence[Hit]) -> list[Proposal]:
        """The best span of each passage that has one, in the order of the hits."""
        read = contexts(question, hits)
        readings = self._model.read(question, [context.text for context in read])
        top = max((hit.score for hit in hits), default=0.0)
        proposals = (_proposal(c, reading, top) for c, reading in zip(read, readings, strict=True))
        found = [proposal for proposal in proposals if proposal is not None]
        return [_dated(p) for p in found] if _WHEN.search(question) else found

    def _ranked(self, proposals: Sequence[Proposal]) -> list[Ranked]:
        """Proposals that most probably answer first; a heading's behind that of the text below it,
        where that one answers by itself.
        """
        odds = [p.features.log_odds(self._calibration.ranker) for p in proposals]
        ranked = [Ranked(p, o) for p, o in zip(proposals, odds, strict=True)]
        ranked.sort(key=lambda one: -one.odds)
        body = [one for one in ranked if not one.proposal.heading]
        if ranked and body and ranked[0].proposal.heading:
            article = ranked[0].proposal.hit.passage.article.id
            below = next((b for b in body if b.proposal.hit.passage.article.id == article), None)
            first = [below, *(one for one in ranked if one is not below)] if below else ranked
            if self._confidence(first) >= self.threshold:
                return first
        return ranked

    def _confidence(self, ranked: Sequence[Ranked]) -> float:
        """The probability that the first proposal is right, the others considered."""
        weights = self._calibration.confidence
        features = confidence_features([one.said for one in ranked])
        return probability(weights["bias"] + sum(weights[n] * v for n, v in features.items()))


def _proposal(context: Context, reading: Reading, top: float) -> Proposal | None:
    shift = context.span.start
    within = [Span(part.start - shift, part.end - shift) for part in context.open]
    candidates = best_spans(context.text, reading.windows, keep=1, within=within)
    if not candidates:
        return None
    (candidate,) = candidates
    span = Span(candidate.span.start + shift, candidate.span.end + shift)
    hit = next(hit for hit in context.hits if hit.passage.span.contains(span))
    reads = reading.answers + candidate.margin / 2
    return Proposal(hit, span, Features(reads, hit.score, hit.score - top), context.heading)


def _dated(proposal: Proposal) -> Proposal:
    """The proposal with the date that its year is a part of."""
    passage = proposal.hit.passage
    return replace(proposal, span=whole_date(passage.article.text, proposal.span, passage.span))
