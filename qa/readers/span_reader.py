"""The trained reader: short verbatim answers, and how surely they answer.

Owns what the network's logits mean: which passage answers, with which words, at what confidence.
The constants are fitted on the development questions by ``training/calibrate.py``, with the
retriever's own passages, and ship beside the weights.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from index.corpus import Span
from qa.answer import AnswerSpan, Hit
from qa.evaluation.metrics import f1
from qa.readers.decoding import best_spans
from qa.readers.network import WEIGHTS, Reading, SpanModel

SAME = 0.5  # F1 of words from which two answers count as the same
_YES_NO = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)\b",
    re.IGNORECASE,
)


class Model(Protocol):
    """What reads passages; SpanModel is one."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]: ...

    def load(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic weights by feature, and the threshold: see ``Features`` and ``confidence``."""

    ranker: Mapping[str, float]
    confidence: Mapping[str, float]
    threshold: float

    @classmethod
    def shipped(cls) -> Calibration:
        fields: dict[str, Any] = json.loads((WEIGHTS / "calibration.json").read_text())
        return cls(**fields)


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for the best span of one passage."""

    reading: float  # the logit that the passage answers, plus half the span's margin
    retrieval: float  # the hit's score
    behind: float  # that score less the best hit's: 0 or below

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The features in the order of this class."""
        return tuple(field.name for field in fields(cls))

    def log_odds(self, weights: Mapping[str, float]) -> float:
        """The log-odds that the span is a right answer."""
        values = {name: float(getattr(self, name)) for name in self.names()}
        return weights["bias"] + sum(weights[name] * value for name, value in values.items())


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best span of one passage, with what speaks for it."""

    hit: Hit
    span: Span  # in the article's text
    features: Features

    @property
    def text(self) -> str:
        return self.span.of(self.hit.passage.article.text)


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
        proposals = self.propose(question, hits)
        odds = [p.features.log_odds(self._calibration.ranker) for p in proposals]
        order = sorted(range(len(proposals)), key=lambda i: -odds[i])
        if not order:
            return []
        ranked = [proposals[i] for i in order]
        confidence = self._confidence(ranked, [odds[i] for i in order])
        best = _probability(odds[order[0]])
        whole = _YES_NO.match(question) is not None
        return [
            AnswerSpan(
                proposal.hit.passage,
                proposal.hit.passage.sentence_around(proposal.span) if whole else proposal.span,
                confidence * _probability(odds[i]) / best,
            )
            for i, proposal in zip(order, ranked, strict=True)
        ]

    def propose(self, question: str, hits: Sequence[Hit]) -> list[Proposal]:
        """The best span of each passage that has one, in the order of the hits."""
        readings = self._model.read(question, [hit.passage.text for hit in hits])
        top = max((hit.score for hit in hits), default=0.0)
        proposals = (_proposal(h, reading, top) for h, reading in zip(hits, readings, strict=True))
        return [proposal for proposal in proposals if proposal is not None]

    def _confidence(self, ranked: Sequence[Proposal], odds: Sequence[float]) -> float:
        """The probability that the first proposal is right, the others considered."""
        weights = self._calibration.confidence
        features = confidence_features(ranked, odds)
        return _probability(weights["bias"] + sum(weights[n] * v for n, v in features.items()))


def confidence_features(ranked: Sequence[Proposal], odds: Sequence[float]) -> dict[str, float]:
    """What speaks for the first of the ranked proposals, whose log-odds are given in their order.

    These are its log-odds, its lead over the best different answer, and the sum of the
    probabilities of the others that say the same, of articles that are copies those of one alone.
    """
    first = ranked[0].text
    same = [f1(proposal.text, [first]) >= SAME for proposal in ranked]
    different = [o for o, alike in zip(odds, same, strict=True) if not alike]
    counted = _counted_once(ranked, same)
    return {
        "best": odds[0],
        "lead": odds[0] - max(different, default=min(odds)),
        "agreement": sum(
            _probability(o) for o, counts in zip(odds[1:], counted[1:], strict=True) if counts
        ),
    }


def _counted_once(ranked: Sequence[Proposal], same: Sequence[bool]) -> list[bool]:
    """Which of those that say the same are of the article that says so first in its story."""
    first: dict[str, str] = {}
    articles = [(p.hit.story, p.hit.passage.article.id) for p in ranked]
    return [
        alike and first.setdefault(story, article) == article
        for (story, article), alike in zip(articles, same, strict=True)
    ]


def _proposal(hit: Hit, reading: Reading, top: float) -> Proposal | None:
    candidates = best_spans(hit.passage.text, reading.windows, keep=1)
    if not candidates:
        return None
    (candidate,) = candidates
    shift = hit.passage.span.start
    span = Span(candidate.span.start + shift, candidate.span.end + shift)
    reads = reading.answers + candidate.margin / 2
    return Proposal(hit, span, Features(reads, hit.score, hit.score - top))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-min(max(log_odds, -30.0), 30.0)))
