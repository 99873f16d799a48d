"""The errors a user can meet, all of one tree and one form.

    ArticleQAError
    ├── SettingsError        a setting has a value it cannot have
    ├── SeedsError           the seeds folder cannot be used at all
    ├── SeedError            one file of it cannot be used; the others still are
    ├── ModelError           a model is not there, damaged or of another kind
    ├── IndexFolderError     an index folder cannot be used
    │   ├── IndexMissingError    there is none yet
    │   ├── IndexMismatchError   it was built by another model or another version
    │   ├── IndexDamagedError    a file of it is not what was written
    │   └── IndexLockedError     another process is writing it
    ├── QuestionError        a question, or a file of questions, cannot be read
    └── ExportError          a file that should be an exported answer is none

Owns the form of the messages. Knows nothing of how they are shown: the command line and the page
print ``str(error)`` in one line.
"""

from __future__ import annotations


class ArticleQAError(Exception):
    """Says in one line what was found, what was expected, and what cures it."""

    def __init__(self, *, found: str, expected: str, cure: str) -> None:
        self.found, self.expected, self.cure = found, expected, cure
        super().__init__(f"{found}; expected {expected}; {cure}")


class SettingsError(ArticleQAError):
    """A setting is unknown, or its value out of bounds."""


class SeedsError(ArticleQAError):
    """The seeds folder is missing, or nothing in it can be indexed."""


class SeedError(ArticleQAError):
    """One file of the seeds folder, ``seed``, or a record of it cannot be read as an article."""

    def __init__(self, *, found: str, expected: str, cure: str, seed: str | None = None) -> None:
        super().__init__(found=found, expected=expected, cure=cure)
        self.seed = seed


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


class QuestionError(ArticleQAError):
    """A question is empty or too long, or a file of questions is malformed."""


class ExportError(ArticleQAError):
    """A file that should hold exported answers cannot be read as one."""
