"""Evaluation of checked texts: statements with a known verdict, and the share that gets it.

Owns the form of the file, described in tests/data/README.md, and the figures. The statements of a
file are checked one by one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import QuestionError
from qa.assistant import Assistant
from qa.checking.check import check_text
from qa.checking.result import CheckedStatement
from qa.evaluation.cases import read_lines
from qa.readers.protocol import FAST, open_reader

KINDS = ("paraphrase", "changed", "misquoted", "quoted", "unrelated")
Judge = Callable[[CheckedStatement], bool]
VALUES = ("number", "date", "name")  # kinds of changes that are found by comparing values


@dataclass(frozen=True, slots=True)
class StatementCase:
    """A statement, what kind of statement it is, and what was changed in it, if anything."""

    text: str
    kind: str
    changes: str | None


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """Shares in [0, 1] of the statements of a kind, None where there are none.

    Found, or accused where they are true, are those with any verdict but ``supported``:
    ``contradicted``, ``not_found``, or ``partly``, where a value or quotation is not confirmed.
    """

    statements: int
    misquotations_found: float | None
    changed_values_found: float | None
    changed_values_contradicted: float | None
    changed_polarity_found: float | None
    accused: float | None
    contradicted: float | None
    quotations_accused: float | None
    unrelated_not_found: float | None
    unrelated_supported: float | None


def holds_statements(path: Path) -> bool:
    """True if the first line of a file is a statement, not a question."""
    lines = read_lines(path)
    return bool(lines) and '"question"' not in lines[0][1] and '"kind"' in lines[0][1]


def read_statements(path: Path) -> list[StatementCase]:
    """Read a file of statements. Raises QuestionError, which names the first malformed line."""
    return [_case(line, f"{path}:{n}") for n, line in read_lines(path)]


def evaluate_statements(
    assistant: Assistant, cases: Sequence[StatementCase], *, progress: Progress = no_progress
) -> StatementFigures:
    """Check all statements, each as a text of its own."""
    reader = open_reader(FAST)
    done = [
        (case, check_text(case.text, assistant, reader=reader).statements)
        for case in with_progress(cases, progress)
    ]

    def share(judged: Judge, kind: str, changes: Sequence[str] = ()) -> float | None:
        own = [s for c, s in done if c.kind == kind and (not changes or c.changes in changes)]
        return sum(any(map(judged, found)) for found in own) / len(own) if own else None

    return StatementFigures(
        statements=len(cases),
        misquotations_found=share(_has_altered_quotation, "misquoted"),
        changed_values_found=share(_is_accused, "changed", VALUES),
        changed_values_contradicted=share(_is_contradicted, "changed", VALUES),
        changed_polarity_found=share(_is_accused, "changed", ("negation",)),
        accused=share(_is_accused, "paraphrase"),
        contradicted=share(_is_contradicted, "paraphrase"),
        quotations_accused=share(_is_accused, "quoted"),
        unrelated_not_found=share(lambda s: s.verdict == "not_found", "unrelated"),
        unrelated_supported=share(lambda s: s.verdict == "supported", "unrelated"),
    )


def _is_accused(checked: CheckedStatement) -> bool:
    return checked.verdict != "supported"


def _is_contradicted(checked: CheckedStatement) -> bool:
    return checked.verdict == "contradicted"


def _has_altered_quotation(checked: CheckedStatement) -> bool:
    return any(quote.result.status != "verbatim" for quote in checked.quotes)


def _case(line: str, place: str) -> StatementCase:
    try:
        fields = json.loads(line)
        text, kind, changes = fields["text"], fields["kind"], fields.get("changes")
        if kind not in KINDS or not isinstance(text, str):
            raise ValueError(f"kind {kind!r}")
        return StatementCase(text, kind, changes)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise QuestionError(
            found=f"{place} is not a statement ({type(error).__name__}: {error})",
            expected=f'{{"text": ..., "kind": one of {", ".join(KINDS)}}}',
            cure="correct or remove the line",
        ) from error
