"""The confidence of an answer: the features of each proposal, and of the first among all of them.

Owns the features and their weights. The constants are fitted on the development questions by
``training/calibration/fitting.py``, which uses these features, and ship with the weights.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from qa.readers.network import WEIGHTS
from qa.text.agreement import agree


@dataclass(frozen=True, slots=True)
class Features:
    """The features of the best span of one passage."""

    reading: float  # the logit that the passage answers, plus half the span's margin
    retrieval: float  # the hit's score
    behind: float  # that score less the best hit's: 0 or below
    second: float | None = None  # as ``reading``, of a second network that read it too

    def values(self) -> dict[str, float]:
        """The features that there are, by name."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: float(value) for name, value in named.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic weights by feature, and the threshold: see ``Features`` and ``confidence``.

    ``second`` ranks what a second network read too, None where there is none.
    """

    ranker: Mapping[str, float]
    confidence: Mapping[str, float]
    threshold: float
    second: Mapping[str, float] | None = None

    @classmethod
    def shipped(cls, name: str) -> Calibration:
        """The constants fitted for a reader of that name."""
        fitted: dict[str, Any] = json.loads((WEIGHTS / "calibration.json").read_text())
        return cls(**fitted[name])

    def log_odds(self, features: Features) -> float:
        """The log-odds that a proposal is right."""
        weights = self.ranker if features.second is None else self.second
        assert weights is not None
        return weights["bias"] + sum(weights[n] * v for n, v in features.values().items())


@dataclass(frozen=True, slots=True)
class Said:
    """The text of one proposal, the log-odds that it is right, and its article.

    ``duplicate_group`` is the article that the proposal's ``article`` is a copy of, or its own.
    """

    text: str
    odds: float
    article: str
    duplicate_group: str


def confidence_features(ranked: Sequence[Said]) -> dict[str, float]:
    """The features of the first of the ranked proposals.

    These are its log-odds, its lead over the best different answer, and the sum of the
    probabilities of the others that say the same, of articles that are copies those of one alone.
    """
    first, *others = ranked
    same = [agree(first.text, other.text) for other in others]
    different = [o.odds for o, alike in zip(others, same, strict=True) if not alike]
    least = min(one.odds for one in ranked)
    return {
        "best": first.odds,
        "lead": first.odds - max(different, default=least),
        "agreement": sum(map(probability, _counted_once(ranked, [True, *same]))),
    }


def probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-min(max(log_odds, -30.0), 30.0)))


def _counted_once(ranked: Sequence[Said], same: Sequence[bool]) -> Iterator[float]:
    """The log-odds of those behind the first that say the same, and so first in their group."""
    first: dict[str, str] = {}
    for rank, (one, alike) in enumerate(zip(ranked, same, strict=True)):
        if alike and first.setdefault(one.duplicate_group, one.article) == one.article and rank:
            yield one.odds
