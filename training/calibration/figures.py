"""The figures of the model card, for answers from the gold paragraph and from the whole index.

Owns that each article's questions are reported with what was fitted on the other articles', so that
no figure is of questions it was fitted on. Knows nothing of how anything is fitted, nor of files.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.evaluation import metrics
from training.calibration.fitting import (
    Chosen,
    best_threshold,
    choose,
    fit_confidence,
    fit_ranker,
    fit_threshold,
    sigmoid,
)
from training.calibration.record import Asked, Hit, is_right

ACCURACIES = (0.6, 0.7, 0.75, 0.8, 0.9)  # of which the coverage is reported


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
        sure = sigmoid(confidence.score(np.array([c.features for c in chosen])))
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
    return [s for _, _, s, _ in given], [is_right(c.text, q) for q, c, _, _ in given]


def _reading(hit: Hit) -> float:
    """The probability that the paragraph alone answers, of the larger network where it read it."""
    return float(hit["features"].get("second", hit["features"]["reading"]))


def _cites(asked: Asked, chosen: Chosen) -> bool:
    return chosen.is_gold and any(gold in chosen.sentence for gold in asked.golds)


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values))
