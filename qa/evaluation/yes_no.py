"""Evaluation of yes and no: questions of which it is known what the articles decide.

Owns the form of the file, described in tests/data/README.md, and the figures. Each question is
asked at the assistant's own threshold.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import QuestionError
from qa.answer import Answer
from qa.assistant import Assistant
from qa.evaluation.cases import read_lines
from qa.text.similarity import composed


@dataclass(frozen=True, slots=True)
class YesNoCase:
    """A question, whether the articles decide it by yes or no, None where they do not, and words of
    each sentence that decides it.
    """

    question: str
    decides: str | None
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YesNoFigures:
    """Shares in [0, 1]. ``wrong_word`` is of all questions, and counts a word to an undecided one;
    ``right_word``, ``answered`` and ``sentence_right`` (the deciding sentence is cited first) are
    of the decided ones; ``answered_undecided`` is the share of the others that got an answer.
    """

    questions: int
    decided: int
    right_word: float | None
    wrong_word: float | None
    answered: float | None
    sentence_right: float | None
    answered_undecided: float | None


def holds_yes_no(path: Path) -> bool:
    """True if the first line of a file is a question with what is decided of it."""
    lines = read_lines(path)
    return bool(lines) and '"decides"' in lines[0][1] and '"answers"' not in lines[0][1]


def read_yes_no(path: Path) -> list[YesNoCase]:
    """Read a file of such questions. Raises QuestionError, which names the first malformed line."""
    return [_case(line, f"{path}:{n}") for n, line in read_lines(path)]


def evaluate_yes_no(
    assistant: Assistant, cases: Sequence[YesNoCase], *, progress: Progress = no_progress
) -> YesNoFigures:
    """Ask every question."""
    done = [(case, assistant.ask(case.question)) for case in with_progress(cases, progress)]
    decided = [(case, answer) for case, answer in done if case.decides]
    return YesNoFigures(
        questions=len(done),
        decided=len(decided),
        right_word=_share([answer.decides == case.decides for case, answer in decided]),
        wrong_word=_share([answer.decides not in (None, case.decides) for case, answer in done]),
        answered=_share([answer.text is not None for _, answer in decided]),
        sentence_right=_share([_cites(case, answer) for case, answer in decided]),
        answered_undecided=_share([a.text is not None for c, a in done if not c.decides]),
    )


def _cites(case: YesNoCase, answer: Answer) -> bool:
    if not answer.citations:
        return False
    sentence = composed(answer.citations[0].sentence_text)
    return any(composed(passage) in sentence for passage in case.passages)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _case(line: str, place: str) -> YesNoCase:
    try:
        fields = json.loads(line)
        decides = fields["decides"]
        if decides not in ("yes", "no", None):
            raise ValueError(f"decides {decides!r}")
        return YesNoCase(str(fields["question"]), decides, tuple(map(str, fields["passages"])))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise QuestionError(
            found=f"{place} is not a question of yes or no ({type(error).__name__}: {error})",
            expected='{"question": ..., "decides": "yes", "no" or null, "passages": [...]}',
            cure="correct or remove the line",
        ) from error
