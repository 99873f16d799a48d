"""Evaluation of the assistant on questions with known answers.

Owns the figures that are reported. Every question is asked with abstention off; the effect of the
assistant's threshold is computed from the confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.embedding.protocol import Progress, no_progress, with_progress
from qa.answer import Answer
from qa.assistant import Assistant
from qa.evaluation import metrics
from qa.evaluation.cases import Case, GoldPassages, cites_gold

DEPTHS = (1, 5, 10)  # the k of R@k
RIGHT_F1 = 0.5  # from which an answer counts as right
COVERAGES = (0.1, 0.25, 0.5, 0.75, 1.0)
ACCURACIES = (0.8, 0.9)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """The result of one case.

    ``gold_ranks`` are the ranks of the gold passages among the hits, from 1; None where the gold
    paragraph is not indexed.
    """

    answerable: bool
    confidence: float
    exact: float
    f1: float
    right: bool
    cited: bool
    gold_ranks: tuple[int, ...] | None
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures; shares are in [0, 1], None where no question counts towards them.

    ``exact``, ``f1``, ``recall``, ``mrr`` and ``cited`` are over the answerable questions, always
    answered. ``squad2_f1`` counts an abstention below ``threshold`` as the empty answer. ``risk``
    maps a coverage to the share of wrong answers among the most confident; an answer is right when
    it shares half of its words with a gold one or holds it whole (``right`` is their share), and
    always wrong when there is none. ``coverage`` maps an accuracy to the largest share of questions
    whose answers, the most confident ones, are as accurate. ``wrong_given`` is the share of wrong
    answers among those that the threshold lets be given.
    """

    questions: int
    answerable: int
    gold_found: int
    exact: float | None
    f1: float | None
    recall: dict[int, float | None]
    mrr: float | None
    cited: float | None
    right: float | None
    auroc: float | None
    threshold: float
    answered: float | None
    answered_unanswerable: float | None
    wrong_given: float | None
    squad2_f1: float | None
    risk: dict[float, float | None]
    coverage: dict[float, float | None]
    calibration_error: float | None
    p50_ms: float
    p95_ms: float


def evaluate(
    assistant: Assistant, cases: Sequence[Case], *, progress: Progress = no_progress
) -> Evaluation:
    """Ask every question with abstention off, and compare the answers with the gold ones."""
    gold = GoldPassages(assistant.generation.content.passages)
    results = [
        _case_result(case, assistant.ask(case.question, threshold=0, where=case.where), gold)
        for case in with_progress(cases, progress)
    ]
    return _evaluation(results, assistant.threshold)


def _case_result(case: Case, answer: Answer, gold: GoldPassages) -> CaseResult:
    passages = gold.of(case)
    text = answer.text or ""
    return CaseResult(
        answerable=bool(case.answers),
        confidence=answer.confidence,
        exact=metrics.exact_match(text, case.answers),
        f1=metrics.f1(text, case.answers),
        right=_is_right(text, case),
        cited=cites_gold(case, answer.citations, passages),
        gold_ranks=tuple(h.rank for h in answer.hits if h.passage in passages)
        if passages
        else None,
        elapsed_ms=answer.elapsed_ms,
    )


def _is_right(text: str, case: Case) -> bool:
    """True where an answer has an F1 of RIGHT_F1 with a gold one, or holds it whole."""
    if not case.answers:
        return False
    words = f" {metrics.normalised(text)} "
    whole = any(f" {metrics.normalised(gold)} " in words for gold in case.answers)
    return whole or metrics.f1(text, case.answers) >= RIGHT_F1


def _evaluation(results: Sequence[CaseResult], threshold: float) -> Evaluation:
    answerable = [o for o in results if o.answerable]
    ranked = [o.gold_ranks for o in answerable if o.gold_ranks is not None]
    confidence = [o.confidence for o in results]
    right = [o.right for o in results]
    latency = np.percentile([o.elapsed_ms for o in results], [50, 95])
    return Evaluation(
        questions=len(results),
        answerable=len(answerable),
        gold_found=len(ranked),
        exact=_mean(o.exact for o in answerable),
        f1=_mean(o.f1 for o in answerable),
        recall={k: _mean(any(r <= k for r in ranks) for ranks in ranked) for k in DEPTHS},
        mrr=_mean(metrics.reciprocal_rank(ranks) for ranks in ranked),
        cited=_mean(o.cited for o in answerable),
        right=_mean(o.right for o in answerable),
        auroc=metrics.auroc(confidence, [o.answerable for o in results]),
        threshold=threshold,
        answered=_mean(o.confidence >= threshold for o in answerable),
        answered_unanswerable=_mean(o.confidence >= threshold for o in results if not o.answerable),
        wrong_given=_mean(not o.right for o in results if o.confidence >= threshold),
        squad2_f1=_mean(_squad2_f1(o, threshold) for o in results),
        risk={c: metrics.risk_at_coverage(confidence, right, c) for c in COVERAGES},
        coverage={a: metrics.coverage_at_accuracy(confidence, right, a) for a in ACCURACIES},
        calibration_error=metrics.calibration_error(confidence, right),
        p50_ms=float(latency[0]),
        p95_ms=float(latency[1]),
    )


def _squad2_f1(result: CaseResult, threshold: float) -> float:
    if result.confidence < threshold:
        return float(not result.answerable)
    return result.f1 if result.answerable else 0.0


def _mean(values: Iterable[float]) -> float | None:
    numbers = list(values)
    return float(np.mean(numbers)) if numbers else None
