"""Other names of what a question names: ROK for South Korea.

Owns the table of names, the packaged one and the user's, and a question with one name exchanged.
Knows nothing of articles: whether they use a name is seen by searching.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.errors import SettingsError
from index.files.bounded import read_bounded
from qa.questions.spelling import is_english

MAX_BYTES = 1_000_000
SHORT = 3  # letters of a name that may be another word in small letters: Fed
PACKAGED = Path(__file__).with_name("aliases.txt")

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rewording:
    """A question with the name ``typed`` exchanged for another one of the same thing."""

    question: str
    typed: str
    exchanged: str

    def is_typed_in(self, text: str) -> bool:
        """True if a text has the name as it was typed."""
        return _pattern(self.typed).search(text) is not None

    def is_exchanged_in(self, text: str) -> bool:
        """True if a text has the name in its place."""
        return _pattern(self.exchanged).search(text) is not None


@dataclass(frozen=True, slots=True)
class Aliases:
    """Groups of names of one thing each; the order of a group is that of its rewordings."""

    groups: tuple[Group, ...]

    def rewordings(self, question: str) -> Iterator[Rewording]:
        """The question with one name exchanged for each other one of its groups, in their order.

        Of names that overlap the longest counts: New York in New York City is no name.
        """
        typed = question.casefold()  # few names are in it, and only their patterns are compiled
        found = [
            (match, group)
            for group in self.groups
            for name in group
            if name.casefold() in typed
            for match in _pattern(name).finditer(question)
        ]
        for match, group in found:
            if any(_is_within(match, other) for other, _ in found):
                continue
            for name in group:
                if name.casefold() != match[0].casefold():
                    text = question[: match.start()] + name + question[match.end() :]
                    yield Rewording(text, typed=match[0], exchanged=name)

    @classmethod
    def read(cls, path: Path) -> Aliases:
        """The packaged groups, and those of a file, if there is one: a group a line, with ``=``
        between the names, and comments after ``#``. Raises SettingsError for a malformed line.
        """
        return cls((*_groups(PACKAGED), *(_groups(path) if path.exists() else ())))


def _groups(path: Path) -> Iterator[Group]:
    try:
        lines = read_bounded(path, MAX_BYTES).decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            found=f"{path} cannot be read ({error})",
            expected="a text in UTF-8 with a line for each thing that has several names",
            cure="set QA_ALIASES to such a file",
        ) from error
    for number, line in enumerate(lines, start=1):
        stated = line.partition("#")[0]
        if not stated.strip():
            continue
        names = tuple(name.strip() for name in stated.split("="))
        if len(names) < 2 or not all(names):
            raise SettingsError(
                found=f"line {number} of {path} is {line!r:.80}",
                expected="names of one thing with = between them, as South Korea = ROK",
                cure="write it so, or remove it",
            )
        yield names


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A name as a whole word, in any case; WHO only in capitals, for who is another word."""
    is_short = name.isupper() or len(name) <= SHORT
    flags = 0 if is_short and is_english(name.lower()) else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", flags)


def _is_within(one: re.Match[str], other: re.Match[str]) -> bool:
    inside = other.start() <= one.start() and one.end() <= other.end()
    return inside and one.span() != other.span()
