"""Questions with known answers: their files, and the passages of an index that hold the answers.

Owns the format of question files: one JSON object per line, gzip or not, with the keys question,
answers ([{"text": ...}]), context (the gold paragraph; optional), is_impossible (optional) and
filter (the part of the articles that it is asked of; optional, see part.py).
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.corpus import Passage
from index.errors import FilterError, QuestionError
from index.files.bounded import read_bounded
from index.filtering.filter import Filter
from qa.answer import Citation
from qa.evaluation.part import filter_of_line
from qa.question import clean_question
from qa.text.similarity import composed

MAX_BYTES = 200_000_000  # of a file of questions, unpacked: half a million with their paragraphs


@dataclass(frozen=True, slots=True)
class Case:
    """A question with its gold answers, none where it has no answer, its gold paragraph, and the
    filter that it is asked under.
    """

    question: str
    answers: tuple[str, ...]
    context: str | None
    where: Filter | None = None


def read_cases(path: Path) -> list[Case]:
    """Read a file of questions. Raises QuestionError, which names the first malformed line."""
    cases = [_case(line, f"{path}:{n}") for n, line in read_lines(path)]
    if not cases:
        raise QuestionError(
            found=f"{path} holds no question", expected="one JSON object per line", cure="add one"
        )
    return cases


def read_lines(path: Path) -> list[tuple[int, str]]:
    """The non-blank lines of a file with their numbers from 1. Raises QuestionError."""
    try:
        content = read_bounded(path, MAX_BYTES, pipe=True, unzip=path.suffix == ".gz")
        lines = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")
        return [(n, line) for n, line in enumerate(lines, start=1) if line.strip()]
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise QuestionError(
            found=f"{path} cannot be read ({error})",
            expected="a .jsonl or .jsonl.gz file of questions",
            cure="name such a file",
        ) from error


class GoldPassages:
    """Finds the passages that are parts of a gold paragraph and hold one of its answers."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._texts = [(p, _folded(p.text)) for p in passages]
        self._of_context: dict[str, list[tuple[Passage, str]]] = {}

    def of(self, case: Case) -> list[Passage]:
        """The gold passages of a case, in the order of the passages; none without a context."""
        if case.context is None:
            return []
        context = _folded(case.context)
        if context not in self._of_context:
            self._of_context[context] = [
                (p, text) for p, text in self._texts if text in context or context in text
            ]
        answers = [_folded(answer) for answer in case.answers] or [""]
        return [
            p
            for p, text in self._of_context[context]
            if any(a in text or text in a for a in answers)
        ]


def cites_gold(case: Case, citations: Sequence[Citation], gold: Sequence[Passage]) -> bool:
    """True where the first cited sentence is in a gold passage, and holds or is in an answer."""
    if not citations or not case.answers:
        return False
    first = citations[0]
    within = case.context is None or any(
        p.article.id == first.article and p.span.contains(first.span) for p in gold
    )
    sentence = _folded(first.sentence_text)
    return within and any(a in sentence or sentence in a for a in map(_folded, case.answers))


def _case(line: str, place: str) -> Case:
    try:
        fields = json.loads(line)
        impossible = bool(fields.get("is_impossible", False))
        answers = tuple(str(answer["text"]) for answer in fields.get("answers", []))
        question, context = str(fields["question"]), fields.get("context")
        where = filter_of_line(fields)
        clean_question(question, len(question))  # whose error would not name the line
        return Case(question, () if impossible else answers, str(context or "") or None, where)
    except (QuestionError, FilterError) as error:
        raise _malformed(f"{place}: {error.found}", error.expected) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        found = f"{place} is not a question ({type(error).__name__}: {error})"
        raise _malformed(found, '{"question": ..., "answers": [{"text": ...}]}') from error


def _malformed(found: str, expected: str) -> QuestionError:
    return QuestionError(found=found, expected=expected, cure="correct or remove the line")


def _folded(text: str) -> str:
    return composed(text).casefold()
