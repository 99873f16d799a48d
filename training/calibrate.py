"""Fits what ships beside the weights, and prints the figures of the model card.

    python -m training.calibrate --questions DEV.jsonl.gz --said said.json --reader fast \
        --fit calibration.json

Owns the logistic regression that ranks passages, the one that gives confidence, and the threshold.
Each article's questions are reported with what was fitted on the other articles', so that no figure
is of questions it was fitted on. What ships (``--fit``) is fitted on all of them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from qa.evaluation import metrics
from qa.readers.confidence import Said, confidence_features
from training.data import read_rows

FIRST_LOOK = ("reading", "retrieval", "behind")
SECOND_LOOK = (*FIRST_LOOK, "second")
CONFIDENCE_FEATURES = ("best", "lead", "agreement")
TOLERANCE = 0.005  # of mean F1: less than chance makes of it among the development questions
ACCURACIES = (0.6, 0.7, 0.75, 0.8, 0.9)  # of which the coverage is reported
RIGHT = 0.5  # F1 of words from which an answer counts as right

Numbers = NDArray[np.float64]
Hit = Mapping[str, Any]  # what collect.py wrote of one


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its gold answers and what the reader said."""

    golds: tuple[str, ...]
    title: str
    gold: Hit
    hits: Sequence[Hit]
    first_is_gold: bool


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
        """What ships."""
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
    read = [(hit, _right(hit["text"], q)) for q in questions for hit in q.hits]
    again = [(hit, right) for hit, right in read if _twice(hit)]
    return Ranker(_fit(read, FIRST_LOOK), _fit(again, SECOND_LOOK) if again else None)


def _fit(read: Sequence[tuple[Hit, bool]], names: Sequence[str]) -> Logistic:
    return Logistic(names, _matrix([hit for hit, _ in read], names), [right for _, right in read])


def fit_confidence(questions: Sequence[Asked], ranker: Ranker) -> Logistic:
    """P(the chosen answer is right), unanswerable questions included as wrong."""
    chosen = [choose(q, ranker) for q in questions]
    labels = [_right(c.text, q) for c, q in zip(chosen, questions, strict=True)]
    return Logistic(CONFIDENCE_FEATURES, np.array([c.features for c in chosen]), labels)


def fit_threshold(questions: Sequence[Asked], ranker: Ranker, confidence: Logistic) -> float:
    """The confidence from which answering gains most F1, but for chance: see best_threshold."""
    chosen = [choose(q, ranker) for q in questions]
    sure = _sigmoid(confidence.score(np.array([c.features for c in chosen])))
    gains = [metrics.f1(c.text, q.golds) if q.golds else 0.0
             for c, q in zip(chosen, questions, strict=True)]  # fmt: skip
    labels = np.array([bool(q.golds) for q in questions])
    return best_threshold(sure, np.array(gains), labels, tolerance=TOLERANCE)


def gold_figures(questions: Sequence[Asked]) -> dict[str, float | None]:
    """The reader on the gold paragraph, the threshold fitted on the other articles."""
    labels = np.array([bool(q.golds) for q in questions])
    gains = np.array([metrics.f1(q.gold["text"], q.golds) if q.golds else 0 for q in questions])
    score = np.array([_reading(q.gold) for q in questions])
    titles = np.array([q.title for q in questions])
    given = np.zeros(len(questions), dtype=bool)
    for title in np.unique(titles):
        rest, use = titles != title, titles == title
        given[use] = score[use] >= best_threshold(score[rest], gains[rest], labels[rest])
    answerable = [q for q in questions if q.golds]
    return {
        "gold EM": _mean([metrics.exact_match(q.gold["text"], q.golds) for q in answerable]),
        "gold F1": float(gains[labels].mean()),
        "gold F1, SQuAD 2.0": float(np.where(given, gains, ~labels).mean()),
        "gold abstained of unanswerable": float((~given[~labels]).mean()),
        "gold AUROC": metrics.auroc(score.tolist(), labels.tolist()),
    }


def open_figures(questions: Sequence[Asked]) -> dict[str, float | None]:
    """Answers out of the whole index, each article's with what was fitted on the others'."""
    given: list[tuple[Asked, Chosen, float, bool]] = []
    for title in sorted({q.title for q in questions}):
        fit = [q for q in questions if q.title != title]
        use = [q for q in questions if q.title == title]
        ranker = fit_ranker(fit)
        confidence = fit_confidence(fit, ranker)
        limit = fit_threshold(fit, ranker, confidence)
        chosen = [choose(q, ranker) for q in use]
        sure = _sigmoid(confidence.score(np.array([c.features for c in chosen])))
        given += zip(use, chosen, map(float, sure), map(bool, sure >= limit), strict=True)
    return _open_summary(given)


def _open_summary(given: Sequence[tuple[Asked, Chosen, float, bool]]) -> dict[str, float | None]:
    known = [g for g in given if g[0].golds]
    sure, right = _judged(given)
    known_sure, known_right = _judged(known)
    gains = [
        metrics.f1(c.text, q.golds) if said and q.golds else float(not said and not q.golds)
        for q, c, _, said in given
    ]
    return {
        "open EM": _mean([metrics.exact_match(c.text, q.golds) for q, c, _, _ in known]),
        "open F1": _mean([metrics.f1(c.text, q.golds) for q, c, _, _ in known]),
        "open F1, SQuAD 2.0": _mean(gains),
        "R@1 before reading": _mean([q.first_is_gold for q, _, _, _ in known]),
        "R@1 after reading": _mean([c.is_gold for _, c, _, _ in known]),
        "cited sentence": _mean([_cites(q, c) for q, c, _, _ in known]),
        "ECE, all questions": metrics.calibration_error(sure, right),
        "ECE, answerable": metrics.calibration_error(known_sure, known_right),
        "risk at half coverage, all": metrics.risk_at_coverage(sure, right, 0.5),
        "risk at half coverage, answerable": metrics.risk_at_coverage(known_sure, known_right, 0.5),
        **_risk_coverage(sure, right),
        "answered of answerable": _mean([said for _, _, _, said in known]),
        "abstained of unanswerable": _mean([not said for q, _, _, said in given if not q.golds]),
    }


def _risk_coverage(sure: list[float], right: list[bool]) -> dict[str, float | None]:
    """The share of questions that can be answered at an accuracy, and the confidence from which."""
    ordered = sorted(sure, reverse=True)
    table: dict[str, float | None] = {}
    for accuracy in ACCURACIES:
        coverage = metrics.coverage_at_accuracy(sure, right, accuracy) or 0.0
        last = round(coverage * len(ordered)) - 1
        table[f"coverage at accuracy {accuracy}, all"] = coverage
        table[f"confidence at accuracy {accuracy}"] = ordered[last] if last >= 0 else None
    return table


def _judged(given: Sequence[tuple[Asked, Chosen, float, bool]]) -> tuple[list[float], list[bool]]:
    """Confidence and whether the answer is right, question by question."""
    return [s for _, _, s, _ in given], [_right(c.text, q) for q, c, _, _ in given]


def gather(questions: Path, said: Path) -> list[Asked]:
    """Join the record with the question file's rows."""
    rows = {row["id"]: row for row in read_rows(questions)}
    asked = []
    for entry in json.loads(said.read_text()):
        row = rows[entry["id"]]
        golds = () if row["is_impossible"] else tuple(a["text"] for a in row["answers"])
        asked.append(
            Asked(golds, row["title"], entry["gold"], entry["hits"], entry["first_is_gold"])
        )
    return asked


def constants(questions: Sequence[Asked]) -> dict[str, Any]:
    """What ships, fitted on all questions."""
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

    The middle between the lowest and the highest that lose at most ``tolerance`` of mean F1.
    """
    order = np.argsort(-sure, kind="stable")
    worth = np.cumsum(gains[order] - ~labels[order])
    good = np.flatnonzero(worth >= worth.max() - tolerance * len(order))
    if worth.max() <= 0:
        return float("inf")
    return float((sure[order[good[0]]] + sure[order[good[-1]]]) / 2)


def _matrix(said: Sequence[Hit], names: Sequence[str]) -> Numbers:
    return np.array([[s["features"][name] for name in names] for s in said])


def _reading(hit: Hit) -> float:
    """How probably the paragraph alone answers: the larger network's word, where it read it."""
    return float(hit["features"].get("second", hit["features"]["reading"]))


def _twice(hit: Hit) -> bool:
    return "second" in hit["features"]


def _said(hit: Hit, odds: float) -> Said:
    return Said(hit["text"], odds, hit["article"], hit["duplicate_group"])


def _right(text: str, asked: Asked) -> bool:
    return bool(asked.golds) and metrics.f1(text, asked.golds) >= RIGHT


def _cites(asked: Asked, chosen: Chosen) -> bool:
    return chosen.is_gold and any(gold in chosen.sentence for gold in asked.golds)


def _sigmoid(log_odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def main() -> None:
    """Figures to standard output, constants to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--said", type=Path, required=True, help="what collect.py wrote")
    parser.add_argument("--reader", required=True, help="the reader that said it: trained or fast")
    parser.add_argument("--fit", type=Path, help="write the constants that ship into this file")
    args = parser.parse_args()
    questions = gather(args.questions, args.said)
    for name, value in (gold_figures(questions) | open_figures(questions)).items():
        print(f"{name:36} {'-' if value is None else format(value, '.4f')}")
    if args.fit:
        others = json.loads(args.fit.read_text())
        fitted = others | {args.reader: constants(questions)}
        args.fit.write_text(json.dumps(fitted, indent=1) + "\n")


if __name__ == "__main__":
    main()
