"""Fits the sentence reader's confidence and threshold on questions with known answers.

    python -m training.abstention QUESTIONS.jsonl --index DIR

Every question is asked twice: of the whole index, and of all articles but its own, where nothing
answers it. A logistic regression over both gives the probability that the first citation is right.
At the threshold, the share of answerable questions that are answered is furthest above the share of
questions about missing articles that are.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from qa import Assistant, Settings
from qa.evaluation.cases import Case, GoldPassages, cites_gold, read_cases
from qa.evidence.citations import cite
from qa.readers.sentence_reader import SentenceReader

DEPTH = 150  # hits in which to look for ten of other articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--index", type=Path, default=Path(".index"))
    arguments = parser.parse_args()
    cases = read_cases(arguments.questions)
    support, right, missing = _ask(cases, arguments.index)
    answerable = np.array([bool(case.answers) for case in cases])
    print(f"best sentence right: {right[answerable].mean():.3f} of answerable questions")
    print(f"AUROC, unanswerable questions: {roc_auc_score(answerable, support):.3f}")
    _fit(support, right, missing, answerable)


def _ask(cases: list[Case], index: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Support of the best sentence, whether it is right, and support without the own article."""
    settings = Settings(reader="sentence")
    assistant = Assistant.open(index, settings=settings)
    gold = GoldPassages(assistant.generation.content.passages)
    reader = SentenceReader()
    support, right, missing = [], [], []
    for case in cases:
        hits = assistant.retrieve(case.question, DEPTH)
        spans = reader.read(case.question, hits[: settings.top_k])
        support.append(_support(spans[0].score))
        right.append(cites_gold(case, cite(spans[:1], limit=1), gold.of(case)))
        own = {p.article.id for p in gold.of(Case(case.question, (), case.context))}
        others = [hit for hit in hits if hit.passage.article.id not in own][: settings.top_k]
        if others:
            missing.append(_support(reader.read(case.question, others)[0].score))
    return np.array(support), np.array(right), np.array(missing)


def _support(probability: float) -> float:
    odds = math.log(probability / (1 - probability))
    return (odds - SentenceReader.OFFSET) / SentenceReader.SLOPE


def _fit(
    support: np.ndarray, right: np.ndarray, missing: np.ndarray, answerable: np.ndarray
) -> None:
    present = support[answerable]
    labels = np.concatenate((np.ones(len(present)), np.zeros(len(missing))))
    scores = np.concatenate((present, missing))
    print(f"AUROC, questions about missing articles: {roc_auc_score(labels, scores):.3f}")
    both = np.concatenate((support, missing))[:, np.newaxis]
    model = LogisticRegression(C=1e6).fit(both, np.concatenate((right, np.zeros(len(missing)))))
    print(f"SLOPE, OFFSET = {model.coef_[0, 0]:.2f}, {model.intercept_[0]:.2f}")
    best = max(np.arange(0, 5, 0.01), key=lambda t: (present >= t).mean() - (missing >= t).mean())
    threshold = model.predict_proba([[best]])[0, 1]
    print(f"threshold = {threshold:.2f} (support {best:.2f})")
    print(f"answered: {(present >= best).mean():.3f} of answerable questions")
    print(f"answered: {(missing >= best).mean():.3f} of questions about missing articles")


if __name__ == "__main__":
    main()
