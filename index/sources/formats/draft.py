"""The result of every reader, and its errors.

Owns the draft of an article, the origin that an error names, and the guard around third-party
parsers. Knows no format.
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
from index.sources.formats.control_characters import CONTROL, with_line_feeds
from index.sources.formats.fields import NO_FIELDS, Fields

# Reasons of omissions in several formats.
FOOTNOTE_MARKS, STRUCK = "marks of footnotes", "text that is struck out"

_CONTROL = re.compile(rf"{CONTROL}|[\ufffe\uffff]")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Origin:
    """The seed that a reader reads, or one record of it, counted from 1."""

    seed: str
    record: int | None = None

    def error(self, what: str, expected: str, cure: str) -> SeedError:
        """The error of this seed or record; ``what`` completes the sentence "seed 'a.pdf' ..."."""
        record = "" if self.record is None else f"record {self.record} of "
        return SeedError(
            seed=self.seed, found=f"{record}seed {self.seed!r} {what}", expected=expected, cure=cure
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it has an id and a digest.

    ``pages`` holds the offset at which each page starts, and is empty for a format without pages.
    ``record`` identifies the article among those of its file, if a file can hold several.
    ``omissions`` lists text that was found and left out on purpose.
    """

    text: str
    fields: Fields = NO_FIELDS
    pages: tuple[int, ...] = ()
    record: str | None = None
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafts:
    """The articles of one file in their order, and an error for each record that is none."""

    drafts: tuple[Draft, ...]
    rejected: tuple[SeedError, ...] = ()


Reader = Callable[[bytes, str], Drafts]


@contextmanager
def parser_errors(origin: Origin, *, library: str, kind: str) -> Iterator[None]:
    """Run a third-party parser: all that it raises becomes a SeedError, but for MemoryError.

    Its log is silenced, because Python prints a library's warnings if nobody set up logging, and a
    user would take them for errors of the index.
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
        raise origin.error(
            f"cannot be read as {kind} ({_reason(error)})",
            f"a whole {kind.split(maxsplit=1)[1]}",
            "open it to see whether it is damaged, and save it again or remove it",
        ) from error
    finally:
        logger.setLevel(level)


def clean_text(text: str) -> str:
    """Text without control characters or lone surrogates; line feeds are its only line ends."""
    return _CONTROL.sub("", with_line_feeds(text))


def join_paragraphs(paragraphs: Iterator[str]) -> str:
    """Paragraphs as split.py expects them: separated by one blank line, with none inside."""
    trimmed = (_BLANK_LINES.sub("\n", clean_text(p)).strip() for p in paragraphs)
    return "\n\n".join(p for p in trimmed if p)


def _reason(error: Exception) -> str:
    message = clean_text(str(error)).strip().split("\n")[0][:200]
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
