"""The measure that a file is for: its first line says whether it holds questions with answers,
statements, dialogues, speakers, lists, or questions to be answered by yes or no.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.embedding.protocol import Progress
from qa.assistant import Assistant
from qa.evaluation.cases import read_cases
from qa.evaluation.dialogues import evaluate_dialogues, holds_dialogues, read_dialogues
from qa.evaluation.figures import evaluate
from qa.evaluation.lists import evaluate_lists, holds_lists, read_lists
from qa.evaluation.quotes import evaluate_quotes, holds_quotes, read_quotes
from qa.evaluation.statements import evaluate_statements, holds_statements, read_statements
from qa.evaluation.yes_no import evaluate_yes_no, holds_yes_no, read_yes_no


@dataclass(frozen=True, slots=True)
class Measure:
    """The cases of a file and how they are evaluated; ``doing`` says so in a word."""

    doing: str
    cases: Sequence[Any]
    evaluate: Callable[..., Any]  # (assistant, cases, *, progress) -> a dataclass of figures

    def figures(self, assistant: Assistant, progress: Progress) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self.evaluate(assistant, self.cases, progress=progress))


def read_measure(path: Path) -> Measure:
    """Read a file of cases. Raises QuestionError, which names the first malformed line."""
    if holds_statements(path):
        return Measure("checking", read_statements(path), evaluate_statements)
    if holds_dialogues(path):
        return Measure("retrieving", read_dialogues(path), evaluate_dialogues)
    if holds_quotes(path):
        return Measure("looking", read_quotes(path), evaluate_quotes)
    if holds_yes_no(path):
        return Measure("asking", read_yes_no(path), evaluate_yes_no)
    if holds_lists(path):
        return Measure("asking", read_lists(path), evaluate_lists)
    return Measure("asking", read_cases(path), evaluate)
