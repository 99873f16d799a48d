"""The errors that a user can meet, all of one tree and one form.

    ArticleQAError
    ├── SettingsError        a setting has a value it cannot have
    ├── SeedsError           the seeds folder cannot be used at all
    ├── SeedError            one file of it cannot be used; the others still are
    ├── ModelError           a model is missing, damaged or of another kind
    ├── IndexFolderError     an index, in a folder or in a server, cannot be used
    │   ├── IndexMissingError    there is none
    │   ├── IndexMismatchError   it was built by another model or another version
    │   ├── IndexDamagedError    a file of it is not what was written
    │   ├── IndexLockedError     another process is writing it
    │   └── IndexUnreachableError    the server that keeps it does not answer, or refuses
    ├── WorkersError         workers of a build cannot be used, or differ from here
    ├── QuestionError        a question, or a file of questions, cannot be read
    ├── FilterError          a filter contradicts itself, names what is not there, or leaves nothing
    ├── TextError            a text cannot be checked
    ├── ArgumentError        a program called an endpoint with arguments that do not fit
    └── ExportError          a file is not an exported answer

Owns the form of the messages. Knows nothing of how they are shown: the command line and the page
print ``str(error)`` in one line. Errors can be pickled, so that they pass between processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, TypeVar


class ArticleQAError(Exception):
    """An error of one line: what was found, what was expected, and what cures it."""

    def __init__(self, *, found: str, expected: str, cure: str) -> None:
        self.found, self.expected, self.cure = found, expected, cure
        super().__init__(f"{found}; expected {expected}; {cure}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the keyword arguments: by default an exception is made from positional ones."""
        return partial(type(self), **self._parts()), ()

    def _parts(self) -> dict[str, Any]:
        return {"found": self.found, "expected": self.expected, "cure": self.cure}


E = TypeVar("E", bound=ArticleQAError)


def not_written(kind: type[E], what: str, error: OSError, *, cure: str) -> E:
    """The error of that kind for a file that the system does not let be written."""
    return kind(
        found=f"{what} cannot be written ({error.strerror or error})",
        expected="a folder with free space and write permission",
        cure=cure,
    )


def not_kept(number: int, kept: Sequence[int], place: str) -> IndexMissingError:
    """The error for a generation that is no longer there; it names those that are."""
    return IndexMissingError(
        found=f"generation {number} is not kept in {place!r}",
        expected=" or ".join(map(str, kept)),
        cure="name one of these, or keep more of them from now on: QA_KEEP",
    )


class SettingsError(ArticleQAError):
    """A setting is unknown, or its value out of bounds."""


class SeedsError(ArticleQAError):
    """The seeds folder is missing, or nothing in it can be indexed."""


class SeedError(ArticleQAError):
    """One file of the seeds folder, ``seed``, or a record of it cannot be read as an article."""

    def __init__(self, *, found: str, expected: str, cure: str, seed: str | None = None) -> None:
        super().__init__(found=found, expected=expected, cure=cure)
        self.seed = seed

    def _parts(self) -> dict[str, Any]:
        return super()._parts() | {"seed": self.seed}


class ModelError(ArticleQAError):
    """A model cannot be loaded from this machine."""


class IndexFolderError(ArticleQAError):
    """An index folder cannot be read or written."""


class IndexMissingError(IndexFolderError):
    """No index has been built in the folder."""


class IndexMismatchError(IndexFolderError):
    """The index was built by another model, splitter or schema."""


class IndexDamagedError(IndexFolderError):
    """A file of the index differs from what its manifest recorded."""


class IndexLockedError(IndexFolderError):
    """Another process holds the index folder for writing."""


class IndexUnreachableError(IndexFolderError):
    """The server that keeps the index is down, hangs, or refuses the token."""


class WorkersError(ArticleQAError):
    """The workers of a build cannot be reached, were lost, or differ from this machine."""


class QuestionError(ArticleQAError):
    """A question is empty or too long, or a file of questions is malformed."""


class FilterError(ArticleQAError):
    """A filter contradicts itself, names what the index does not have, or leaves no article."""


class TextError(ArticleQAError):
    """A text to check is empty, too long, or no text."""


class ArgumentError(ArticleQAError):
    """An argument of a program's call is missing, unknown, or of another type."""


class ExportError(ArticleQAError):
    """A file that should hold exported answers cannot be read as one."""
