"""Evaluation of lists: questions whose items are known.

Owns the form of the file, described in tests/data/README.md, and the figures. Every question is
asked with abstention off; what is shown at the assistant's threshold is computed from that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import QuestionError
from index.lexical import folded
from qa.answer import Answer
from qa.assistant import Assistant
from qa.evaluation.cases import read_lines


@dataclass(frozen=True, slots=True)
class ListCase:
    """A question and the items of its answer, each with its accepted wordings."""

    question: str
    items: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ListFigures:
    """Shares in [0, 1]. ``found`` is that of the known items that an answer has, ``cited`` of those
    that stand in its cited sentences, ``right`` of the shown items that are known ones; with
    ``_given``, of the answers whose confidence reaches the threshold. An answer that is no list
    shows one item.
    """

    questions: int
    items: int
    found: float | None
    cited: float | None
    right: float | None
    answered: float | None
    found_given: float | None
    right_given: float | None


def holds_lists(path: Path) -> bool:
    """True if the first line of a file is a question with its items, and without answers."""
    lines = read_lines(path)
    return bool(lines) and '"items"' in lines[0][1] and '"answers"' not in lines[0][1]


def read_lists(path: Path) -> list[ListCase]:
    """Read a file of such questions. Raises QuestionError, which names the first malformed line."""
    return [_case(line, f"{path}:{n}") for n, line in read_lines(path)]


def evaluate_lists(
    assistant: Assistant, cases: Sequence[ListCase], *, progress: Progress = no_progress
) -> ListFigures:
    """Ask every question."""
    done = [
        (case, assistant.ask(case.question, threshold=0)) for case in with_progress(cases, progress)
    ]
    given = [(c, a) for c, a in done if a.confidence >= assistant.threshold]
    return ListFigures(
        questions=len(done),
        items=sum(len(case.items) for case in cases),
        found=_share(_has(item, _shown(a)) for c, a in done for item in c.items),
        cited=_share(_has(item, _sentences(a)) for c, a in done for item in c.items),
        right=_share(_is_known(one, c) for c, a in done for one in _shown(a)),
        answered=_share(a.confidence >= assistant.threshold for _, a in done),
        found_given=_share(_has(item, _shown(a)) for c, a in given for item in c.items),
        right_given=_share(_is_known(one, c) for c, a in given for one in _shown(a)),
    )


def _shown(answer: Answer) -> list[str]:
    return [item.text for item in answer.items] or ([answer.text] if answer.text else [])


def _sentences(answer: Answer) -> list[str]:
    return [citation.sentence_text for citation in answer.citations]


def _has(wordings: Sequence[str], texts: Sequence[str]) -> bool:
    return any(folded(words) in folded(text) for words in wordings for text in texts)


def _is_known(shown: str, case: ListCase) -> bool:
    known = [words for item in case.items for words in item]
    return _has(known, [shown]) or any(folded(shown) in folded(words) for words in known)


def _share(values: Iterable[bool]) -> float | None:
    found = list(values)
    return sum(found) / len(found) if found else None


def _case(line: str, place: str) -> ListCase:
    try:
        fields = json.loads(line)
        items = tuple(tuple(map(str, item)) for item in fields["items"])
        return ListCase(str(fields["question"]), items)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise QuestionError(
            found=f"{place} is not a question with items ({type(error).__name__}: {error})",
            expected='{"question": ..., "items": [["Volvo"], ...]}',
            cure="correct or remove the line",
        ) from error
