"""The file of questions that got no answer.

Owns its format, one JSON object per line, oldest first, and its size. It is written only where a
setting names it; a new one has mode 600. Knows nothing of grouping.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timezone
from pathlib import Path
from threading import Lock

from index.errors import QuestionError, not_written
from index.files import atomic
from index.files.bounded import read_bounded
from index.nesting import is_seed_path
from qa.answer import Answer

KEPT = 1000  # questions, the newest ones
MAX_BYTES = 50_000_000  # KEPT of the longest questions, escaped
CURE = "name another file: QA_GAPS"
_writing = Lock()


@dataclass(frozen=True, slots=True)
class Gap:
    """A question without an answer.

    ``asked`` is the time in UTC, as ``2023-11-07T14:03:00Z``; ``article`` the id of the article of
    the nearest passage, None where none was found; ``confidence`` that of the best proposal.
    """

    question: str
    asked: str
    article: str | None
    confidence: float
    generation: int


def gap_of(answer: Answer, *, asked: datetime | None = None) -> Gap:
    """The gap that an abstention shows, asked now."""
    time = (asked or datetime.now(timezone.utc)).astimezone(timezone.utc)
    return Gap(
        question=answer.question,
        asked=f"{time:%Y-%m-%dT%H:%M:%SZ}",
        article=answer.hits[0].passage.article.id if answer.hits else None,
        confidence=round(answer.confidence, 6),
        generation=answer.generation,
    )


def keep_gap(answer: Answer, path: str | None, *, seeds: Path) -> None:
    """Keep the question of an abstention, where there is a path; the oldest of KEPT make room.

    An answer is not kept, nor an abstention for which a part of the index did not answer. Raises
    QuestionError where the file cannot be written, holds anything else, or is among the seeds.
    """
    if path is None or answer.text is not None or not answer.complete:
        return
    if is_seed_path(Path(path), seeds):
        raise QuestionError(
            found=f"{path} lies in the seeds folder, where it would be read as articles",
            expected="a file elsewhere",
            cure=CURE,
        )
    with _writing:
        _write([*read_gaps(Path(path)), gap_of(answer)][-KEPT:], Path(path))


def read_gaps(path: Path) -> tuple[Gap, ...]:
    """The gaps of a file, oldest first; none where there is no file. Raises QuestionError."""
    if not path.exists():
        return ()
    found: list[Gap] = []
    try:
        lines = read_bounded(path, MAX_BYTES).decode().splitlines()
        found.extend(_gap(line) for line in lines)
        return tuple(found)
    except OSError as error:
        raise _unusable(f"{path} cannot be read ({error.strerror or error})") from error
    except (ValueError, TypeError, RecursionError) as error:
        where = f"{path}:{len(found) + 1}"
        raise _unusable(f"{where} is not a question without an answer ({error})") from error


def clear_gaps(path: Path) -> int:
    """Remove the file; the number of questions that were in it. An empty file, which may be
    anybody's, stays. Raises QuestionError.
    """
    with _writing:
        number = len(read_gaps(path))
        try:
            if number:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise not_written(QuestionError, str(path), error, cure=CURE) from error
        return number


def _write(gaps: Sequence[Gap], path: Path) -> None:
    lines = "".join(f"{json.dumps(asdict(gap))}\n" for gap in gaps)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.replace(path, lines.encode())
    except OSError as error:
        raise not_written(QuestionError, str(path), error, cure=CURE) from error


def _unusable(found: str) -> QuestionError:
    expected = "the file that QA_GAPS has named before, or none"
    return QuestionError(found=found, expected=expected, cure=CURE)


def _gap(line: str) -> Gap:
    gap = Gap(**json.loads(line))
    kinds = {"str": (str,), "str | None": (str, type(None)), "float": (int, float), "int": (int,)}
    wrong = [f for f in fields(Gap) if type(getattr(gap, f.name)) not in kinds[str(f.type)]]
    if wrong:
        raise ValueError(f"{wrong[0].name} is {getattr(gap, wrong[0].name)!r:.40}")
    return gap
