"""The constants that ship beside the weights, fitted on questions with known answers.

Owns the logistic regression that ranks passages, the one that gives confidence, and when answering
is worth more than silence. Knows nothing of files, nor of which questions it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.evaluation import metrics
from qa.readers.confidence import Said, confidence_features
from training.calibration.record import Asked, Hit, is_right

FIRST_LOOK = ("reading", "retrieval", "behind")
SECOND_LOOK = (*FIRST_LOOK, "second")
CONFIDENCE_FEATURES = ("best", "lead", "agreement")
TOLERANCE = 0.01  # of mean F1: its standard error over a thousand questions is .012

Numbers = NDArray[np.float64]


class Logistic:
    """Weights over named features; ``score`` is the log-odds."""

    def __init__(self, names: Sequence[str], features: Numbers, labels: Sequence[bool]) -> None:
        model = LogisticRegression(C=1.0, max_iter=1000).fit(features, labels)
        self._names, self._weights = names, model.coef_[0]
        self._bias = float(model.intercept_[0])

    def score(self, features: Numbers) -> Numbers:
        """Log-odds, one a row."""
        return np.asarray(features @ self._weights + self._bias)

    def constants(self) -> dict[str, float]:
        """The constants that ship."""
        named = zip(self._names, self._weights, strict=True)
        return {name: round(float(w), 5) for name, w in named} | {"bias": round(self._bias, 5)}


@dataclass(frozen=True, slots=True)
class Ranker:
    """The log-odds that a hit's span is right; other weights hold where two networks read it."""

    first: Logistic
    second: Logistic | None

    def score(self, hits: Sequence[Hit]) -> Numbers:
        """Log-odds, one a hit."""
        odds = self.first.score(_matrix(hits, FIRST_LOOK))
        again = [i for i, hit in enumerate(hits) if _twice(hit)]
        if again and self.second:
            odds[again] = self.second.score(_matrix([hits[i] for i in again], SECOND_LOOK))
        return odds


@dataclass(frozen=True, slots=True)
class Chosen:
    """The answer given to a question over all hits."""

    text: str
    sentence: str
    is_gold: bool
    features: tuple[float, ...]  # CONFIDENCE_FEATURES


def choose(asked: Asked, ranker: Ranker) -> Chosen:
    """The best hit's span, and how sure the other hits make us of it: as SpanReader does."""
    odds = ranker.score(asked.hits)
    order = np.argsort(-odds, kind="stable")
    first = asked.hits[order[0]]
    row = confidence_features([_said(asked.hits[i], float(odds[i])) for i in order])
    values = tuple(row[name] for name in CONFIDENCE_FEATURES)
    return Chosen(first["text"], first["sentence"], first["gold"], values)


def fit_ranker(questions: Sequence[Asked]) -> Ranker:
    """P(this hit's span is a right answer), over all hits of all questions."""
    read = [(hit, is_right(hit["text"], q)) for q in questions for hit in q.hits]
    again = [(hit, right) for hit, right in read if _twice(hit)]
    return Ranker(_fit(read, FIRST_LOOK), _fit(again, SECOND_LOOK) if again else None)


def _fit(read: Sequence[tuple[Hit, bool]], names: Sequence[str]) -> Logistic:
    return Logistic(names, _matrix([hit for hit, _ in read], names), [right for _, right in read])


def fit_confidence(questions: Sequence[Asked], ranker: Ranker) -> Logistic:
    """P(the chosen answer is right), unanswerable questions included as wrong."""
    chosen = [choose(q, ranker) for q in questions]
    labels = [is_right(c.text, q) for c, q in zip(chosen, questions, strict=True)]
    return Logistic(CONFIDENCE_FEATURES, np.array([c.features for c in chosen]), labels)


def fit_threshold(questions: Sequence[Asked], ranker: Ranker, confidence: Logistic) -> float:
    """The confidence from which answering gains most F1, but for chance: see best_threshold."""
    chosen = [choose(q, ranker) for q in questions]
    sure = sigmoid(confidence.score(np.array([c.features for c in chosen])))
    gains = [metrics.f1(c.text, q.golds) if q.golds else 0.0
             for c, q in zip(chosen, questions, strict=True)]  # fmt: skip
    labels = np.array([bool(q.golds) for q in questions])
    return best_threshold(sure, np.array(gains), labels, tolerance=TOLERANCE)


def constants(questions: Sequence[Asked]) -> dict[str, Any]:
    """The constants that ship, fitted on all questions."""
    ranker = fit_ranker(questions)
    confidence = fit_confidence(questions, ranker)
    fitted = {
        "ranker": ranker.first.constants(),
        "confidence": confidence.constants(),
        "threshold": round(fit_threshold(questions, ranker, confidence), 4),
    }
    return fitted | ({"second": ranker.second.constants()} if ranker.second else {})


def best_threshold(
    sure: Numbers, gains: Numbers, labels: NDArray[np.bool_], *, tolerance: float = 0.0
) -> float:
    """The score from which answering gains most F1, silence on the unanswerable counting 1.

    Of all that lose at most ``tolerance`` of mean F1 the highest, which gives the fewest wrong
    answers.
    """
    order = np.argsort(-sure, kind="stable")
    worth = np.cumsum(gains[order] - ~labels[order])
    good = np.flatnonzero(worth >= worth.max() - tolerance * len(order))
    if worth.max() <= 0:
        return float("inf")
    return float(sure[order[good[0]]])


def sigmoid(log_odds: Numbers) -> Numbers:
    """The probabilities of some log-odds."""
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _matrix(said: Sequence[Hit], names: Sequence[str]) -> Numbers:
    return np.array([[s["features"][name] for name in names] for s in said])


def _twice(hit: Hit) -> bool:
    return "second" in hit["features"]


def _said(hit: Hit, odds: float) -> Said:
    return Said(hit["text"], odds, hit["article"], hit["duplicate_group"])
