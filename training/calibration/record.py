"""The record that collect.py wrote of each question, joined with the question's known answers.

Owns which of the reader's answers count as right. Knows nothing of what is fitted on them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.evaluation import metrics
from training.data import read_rows

RIGHT = 0.5  # F1 of words from which an answer counts as right

Hit = Mapping[str, Any]  # what collect.py wrote of one


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its gold answers and what the reader said."""

    golds: tuple[str, ...]
    title: str
    gold: Hit
    hits: Sequence[Hit]
    first_is_gold: bool


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


def is_right(text: str, asked: Asked) -> bool:
    """True if a text shares enough words with a known answer; never where there is none."""
    return bool(asked.golds) and metrics.f1(text, asked.golds) >= RIGHT
