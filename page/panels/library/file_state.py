"""The state of a file of the library in the index, and why it or a part of it is left out.

Owns what is known of the files of the folder, and its words. Knows nothing of rows and pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.errors import SeedError
from index.manifest import Rejection, Source
from page.panels.markup import message_text, note
from page.state.index_monitor import IndexStatus
from page.wording.wording import Wording
from qa.html import Html

MAX_REASONS = 3  # of each kind, for one file


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of the folder, and what the index knows of them."""

    names: Sequence[str]
    status: IndexStatus

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.status.manifest.sources if self.status.manifest else {}

    def is_bare(self, name: str) -> bool:
        """True for a file without an article in the index."""
        source = self.sources.get(name)
        return source is None or not source.articles


def file_state(name: str, status: IndexStatus, *, say: Wording) -> tuple[str, list[Html]]:
    """The state of a file in the index, and the reasons why it or a part of it is left out."""
    if status.problem:  # which the status bar shows
        return "", []
    unread = [error for error in status.rejected if error.seed == name]
    if unread:
        return say("library.kind.left_out"), list(refusals(unread, say=say))
    if status.changes and name in status.changes.added:
        return say("library.kind.new"), []
    if status.changes and name in status.changes.changed:
        return say("library.kind.changed"), []
    source = status.manifest.sources.get(name) if status.manifest else None
    if source is None:
        return "" if status.manifest else say("library.kind.new"), []
    kind = "" if source.articles else say("library.kind.left_out")
    return kind, list(_reasons(source, say=say))


def _reasons(source: Source, *, say: Wording) -> Iterator[Html]:
    yield from refusals(source.rejected, say=say)
    for omission in source.omissions[:MAX_REASONS]:
        unused = say("library.unused", number=omission.characters)
        yield Html.escape(f"{unused} ") + message_text(omission.reason, say=say)


def refusals(rejected: Sequence[SeedError | Rejection], *, say: Wording) -> Iterator[Html]:
    """The first reasons, with what cures each."""
    for one in rejected[:MAX_REASONS]:
        yield message_text(one.found, one.cure, say=say)


def why_not(reason: Html) -> Html:
    """A note of why a file, or a part of it, is left out."""
    return note(reason, "qa-why-not")
