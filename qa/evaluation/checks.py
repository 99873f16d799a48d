"""The file of checks: questions, each with the sentence that answers it or with none.

Owns its format, which is that of question files, and adding and removing a check. Knows nothing of
asking.
"""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from index.errors import QuestionError, not_written
from index.files import atomic
from index.filtering.filter import Filter
from index.filtering.form import filter_to_fields
from index.nesting import is_seed_path
from qa.answer import Answer
from qa.evaluation.cases import read_cases, read_lines
from qa.evaluation.part import KEY, asked_in_words, filter_of_line, key_of

OTHER_FILE = "name another file: QA_CHECKS"  # cures what is wrong with one
_saving = Lock()  # a page saves from several threads, and each reads before it writes


@dataclass(frozen=True, slots=True)
class Check:
    """A question with the quote and the sentence that answer it; None where no answer is expected.

    ``article`` is the id of the article of the sentence, None where the file states none; ``where``
    is the filter that the question is asked under, None for all articles.
    """

    question: str
    article: str | None = None
    quote: str | None = None
    sentence: str | None = None
    where: Filter | None = None

    @property
    def key(self) -> str:
        """The identity among checks: the question, with the filter where there is one."""
        return key_of(self.question, self.where)

    @property
    def asked(self) -> str:
        """The question in words, with the filter where there is one."""
        return asked_in_words(self.question, self.where)


def check_from_answer(answer: Answer, number: int = 1) -> Check:
    """The check that expects the citation of that number, or no answer for an abstention."""
    if answer.text is None:
        return Check(answer.question, where=answer.where)
    right = next(c for c in answer.citations if c.number == number)
    return Check(
        answer.question,
        article=right.article,
        quote=right.quote,
        sentence=right.sentence_text,
        where=answer.where,
    )


def save_check(check: Check, path: Path, *, seeds: Path) -> None:
    """Add a check to the file, replacing those of the same key; a missing file is created.

    The file is replaced in one step. Raises QuestionError where it cannot be read or written, holds
    anything else, or lies in the seeds folder, where it would be read as articles.
    """
    require_outside(path, seeds)
    with _saving:
        lines = [line for line in _lines(path) if parse_check(line).key != check.key]
        write_file(path, "".join(f"{line}\n" for line in [*lines, format_check(check)]))


def remove_check(key: str, path: Path, *, seeds: Path) -> None:
    """Remove the checks of a key; the file goes with the last one, for an empty one is no file
    of questions. Raises QuestionError as ``save_check`` does.
    """
    require_outside(path, seeds)
    with _saving:
        lines = [line for line in _lines(path) if parse_check(line).key != key]
        if lines:
            write_file(path, "".join(f"{line}\n" for line in lines))
        else:
            _remove(path)


def read_checks(path: Path) -> tuple[Check, ...]:
    """The checks of a file, in its order. Raises QuestionError."""
    read_cases(path)  # raises for a malformed line
    return tuple(parse_check(line) for _, line in read_lines(path))


def format_check(check: Check) -> str:
    """A check as a line of the file; equal checks have equal lines."""
    fields: dict[str, Any] = {
        "question": check.question,
        "answers": [] if check.quote is None else [{"text": check.quote}],
        "is_impossible": check.quote is None,
    }
    stated = {
        "article": check.article,
        "context": check.sentence,
        KEY: filter_to_fields(check.where) if check.where else None,
    }
    return json.dumps(fields | {k: v for k, v in stated.items() if v is not None})


def question_to_fields(check: Check) -> dict[str, Any]:
    """The keys by which output names a check: its question, and its filter where it has one."""
    where = {KEY: filter_to_fields(check.where)} if check.where else {}
    return {"question": check.question} | where


def write_file(path: Path, text: str) -> None:
    """Replace a small file in one step; a link stays a link. Raises QuestionError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        content = text.encode()
        atomic.replace(path, gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    except OSError as error:
        raise not_written(QuestionError, str(path), error, cure=OTHER_FILE) from error


def require_outside(path: Path, seeds: Path) -> None:
    """Raise QuestionError where a file would be read as articles."""
    if is_seed_path(path, seeds):
        raise QuestionError(
            found=f"{path} lies in the seeds folder, where it would be read as articles",
            expected="a file elsewhere",
            cure=OTHER_FILE,
        )


def require_file(path: Path) -> None:
    """Raise QuestionError for a folder, a pipe or a device."""
    if path.exists() and not path.is_file():
        raise QuestionError(
            found=f"{path} is not a regular file", expected="a file of tests", cure=OTHER_FILE
        )


def parse_check(line: str) -> Check:
    """The check of a line that ``read_cases`` accepts."""
    fields = json.loads(line)
    where = filter_of_line(fields)
    answers = [] if fields.get("is_impossible") else fields.get("answers", [])
    if not answers:
        return Check(str(fields["question"]), where=where)
    return Check(
        str(fields["question"]),
        article=fields.get("article"),
        quote=str(answers[0]["text"]),
        sentence=fields.get("context") or None,
        where=where,
    )


def _remove(path: Path) -> None:
    try:
        Path(os.path.realpath(path)).unlink(missing_ok=True)
    except OSError as error:
        raise not_written(QuestionError, str(path), error, cure=OTHER_FILE) from error


def _lines(path: Path) -> list[str]:
    """The lines of a file of checks; none where there is no file yet."""
    require_file(path)
    if not path.exists() or not read_lines(path):
        return []
    read_cases(path)  # raises for a malformed line
    return [line.strip() for _, line in read_lines(path)]
