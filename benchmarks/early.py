"""Whether reading could stop early: the first passages alone, where they are certain.

    python -m benchmarks.early QUESTIONS.jsonl.gz --said said.json

Works on the record of ``training/collect.py``: what the reader said of each of ten passages, which
it ranks as the product does. Two rules: the first k are read, and the rest where the best of them
has less than a probability; or passages are read two by two until none of the rest could be better,
even if the network said of it the most that is supposed. Confidence is that of what was read.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from qa.evaluation import metrics
from qa.evaluation.cases import read_lines
from qa.readers.span_reader import SAME, Calibration, Features

FIRST = (2, 4, 6)
CERTAIN = (0.0, 0.4, 0.5, 0.6, 0.7)
MOST = (6.0, 8.0, 10.0, 12.0)  # what a network says of a passage at most: see Features.reading
TOGETHER = 2  # passages read at a time
RIGHT = 0.5  # F1 from which an answer counts as right


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader said of one question's passages, in the order they were found."""

    golds: tuple[str, ...]
    texts: list[str]
    odds: list[float]
    unread: list[float]  # the share of the odds that is known before a passage is read


@dataclass(frozen=True, slots=True)
class Told:
    """The answer to one question, and how much was read for it."""

    f1: float
    exact: float
    confidence: float
    read: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    parser.add_argument("--said", type=Path, required=True, help="what collect.py wrote")
    arguments = parser.parse_args()
    calibration = Calibration.shipped()
    said = _gather(arguments.questions, arguments.said, calibration.ranker)
    rules: dict[str, Callable[[Said], int]] = {"all ten": lambda one: len(one.odds)}
    for first in FIRST:
        for certain in CERTAIN:
            name = f"{first}, the rest below {certain:.1f}" if certain else f"{first}, never more"
            rules[name] = partial(_if_certain, first, certain)
    for most in MOST:
        rules[f"until no reading of {most:.0f} would do"] = partial(
            _until_beyond, calibration.ranker["reading"] * most
        )
    print("| passages read | mean / median | EM | F1 | F1, SQuAD 2.0 | ECE |")
    print("|---|---|---|---|---|---|")
    for name, rule in rules.items():
        print(_line(name, said, rule, calibration))


def _gather(questions: Path, said: Path, ranker: Mapping[str, float]) -> list[Said]:
    rows = {row["id"]: row for row in (json.loads(line) for _, line in read_lines(questions))}
    return [
        _said(rows[entry["id"]], entry["hits"], ranker) for entry in json.loads(said.read_text())
    ]


def _said(
    row: Mapping[str, Any], hits: Sequence[Mapping[str, Any]], ranker: Mapping[str, float]
) -> Said:
    golds = () if row["is_impossible"] else tuple(answer["text"] for answer in row["answers"])
    odds = [Features(**hit["features"]).log_odds(ranker) for hit in hits]
    unread = [
        o - ranker["reading"] * hit["features"]["reading"]
        for o, hit in zip(odds, hits, strict=True)
    ]
    return Said(golds, [hit["text"] for hit in hits], odds, unread)


def _if_certain(first: int, certain: float, said: Said) -> int:
    return first if _probability(max(said.odds[:first])) >= certain else len(said.odds)


def _until_beyond(worth: float, said: Said) -> int:
    for depth in range(TOGETHER, len(said.odds), TOGETHER):
        if max(said.odds[:depth]) >= max(said.unread[depth:]) + worth:
            return depth
    return len(said.odds)


def _line(
    name: str, said: Sequence[Said], rule: Callable[[Said], int], calibration: Calibration
) -> str:
    told = [_told(one, rule(one), calibration.confidence) for one in said]
    known = [answer for answer, one in zip(told, said, strict=True) if one.golds]
    silent = [answer.confidence < calibration.threshold for answer in told]
    gains = [
        float(not one.golds) if quiet else answer.f1
        for answer, one, quiet in zip(told, said, silent, strict=True)
    ]
    right = [answer.f1 >= RIGHT for answer in told]
    cells = (
        name,
        f"{np.mean(reads := [answer.read for answer in told]):.1f} / {np.median(reads):.0f}",
        f"{100 * np.mean([answer.exact for answer in known]):.1f}",
        f"{100 * np.mean([answer.f1 for answer in known]):.1f}",
        f"{100 * np.mean(gains):.1f}",
        f"{metrics.calibration_error([answer.confidence for answer in told], right):.3f}",
    )
    return f"| {' | '.join(cells)} |"


def _told(said: Said, depth: int, weights: Mapping[str, float]) -> Told:
    texts, odds = said.texts[:depth], said.odds[:depth]
    best = int(np.argmax(odds))
    return Told(
        f1=metrics.f1(texts[best], said.golds) if said.golds else 0.0,
        exact=metrics.exact_match(texts[best], said.golds) if said.golds else 0.0,
        confidence=_confidence(texts, odds, best, weights),
        read=depth,
    )


def _confidence(
    texts: Sequence[str], odds: Sequence[float], best: int, weights: Mapping[str, float]
) -> float:
    """As ``qa.readers.span_reader`` has it, for articles that are no copies of one another."""
    same = [metrics.f1(text, [texts[best]]) >= SAME for text in texts]
    pairs = list(zip(odds, same, strict=True))
    agreement = sum(_probability(o) for o, alike in pairs if alike) - _probability(odds[best])
    lead = odds[best] - max((o for o, alike in pairs if not alike), default=min(odds))
    features = {"best": odds[best], "lead": lead, "agreement": agreement}
    return _probability(weights["bias"] + sum(weights[n] * v for n, v in features.items()))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))


if __name__ == "__main__":
    main()
