"""What every reader of a format gives, and how it says that it cannot.

Owns the draft of an article, the place that an error names, and the fence around parsers that are
not ours. Knows no format.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.fields import NOTHING_STATED, Fields

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: in a seed, or at one record of it, counted from 1."""

    seed: str
    record: int | None = None

    def bad(self, what: str, expected: str, cure: str) -> SeedError:
        record = "" if self.record is None else f"record {self.record} of "
        return SeedError(
            seed=self.seed, found=f"{record}seed {self.seed!r} {what}", expected=expected, cure=cure
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it has an id and a digest.

    ``pages`` holds the offset at which each page starts, and is empty where the format has none.
    ``record`` is what tells the article from the others of its file, where a file holds many.
    ``omissions`` name what a reader found and left out on purpose.
    """

    text: str
    fields: Fields = NOTHING_STATED
    pages: tuple[int, ...] = ()
    record: str | None = None
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafts:
    """The articles of one file in the order they stand there, and the records that are none."""

    drafts: tuple[Draft, ...]
    rejected: tuple[SeedError, ...] = ()


Reader = Callable[[bytes, str], Drafts]


@contextmanager
def fenced(place: Place, *, library: str, kind: str) -> Iterator[None]:
    """Run a parser that is not ours: whatever it raises is a SeedError, or a MemoryError; what it
    logs is not shown.

    Its log is kept quiet because Python prints a library's warnings where none set up logging, and
    a user would read them as errors of his index.
    """
    logger = logging.getLogger(library)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (MemoryError, SeedError):
        raise
    except Exception as error:  # a parser of files from anywhere may raise anything
        raise place.bad(
            f"cannot be read as {kind} ({_reason(error)})",
            f"a whole {kind.split(maxsplit=1)[1]}",
            "open it to see whether it is damaged, and save it anew or remove it",
        ) from error
    finally:
        logger.setLevel(level)


def cleaned(text: str) -> str:
    """Text that can be stored and split: no control characters or half characters, and one newline
    at the end of every line.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return _CONTROL.sub("", text)


def joined(paragraphs: Iterator[str]) -> str:
    """Paragraphs as split.py takes them: parted by one blank line, with none inside."""
    trimmed = (_BLANK_LINES.sub("\n", cleaned(p)).strip() for p in paragraphs)
    return "\n\n".join(p for p in trimmed if p)


def _reason(error: Exception) -> str:
    said = cleaned(str(error)).strip().split("\n")[0][:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
