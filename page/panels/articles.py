"""The panel of article files: adding files, deleting one.

Owns what is said about each, and that the visitor confirms before a file is replaced. Knows nothing
of which names are safe and how a file is written, nor of the list of articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import ArticleQAError
from index.errors import SeedError
from index.sources.folder import MAX_SEED_BYTES
from index.sources.formats import READERS
from index.sources.seed import read_seed
from page.panels.markup import alert, button, done, error_text, note, problem, tag, text
from page.state.article_files import SavedFile, delete_file, list_files, save_file
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html, browser_text


@dataclass(frozen=True, slots=True)
class NameConflict:
    """An upload whose name a file with other content has; the visitor decides about it."""

    upload: Path  # in the server's upload folder
    name: str


class ArticlesPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost, monitor: IndexMonitor) -> None:
        self._host, self._monitor = host, monitor

    def add(
        self, uploads: Sequence[str], *, say: Wording = ENGLISH
    ) -> tuple[Html, list[NameConflict]]:
        """Save uploads in the folder; those whose names are taken wait for a decision."""
        messages: list[Html] = []
        conflicts: list[NameConflict] = []
        for upload in map(Path, uploads):
            try:
                saved = save_file(self._host.seeds, upload.name, upload.read_bytes())
            except (ArticleQAError, OSError) as error:
                messages.append(problem(str(error), say=say))
                upload.unlink(missing_ok=True)
                continue
            unread = _unread(self._host.seeds, saved, say=say)
            messages.append(unread or saved_html(saved, number=len(conflicts), say=say))
            if saved.result == "conflict":
                conflicts.append(NameConflict(upload, saved.name))
            else:
                upload.unlink(missing_ok=True)
        self._monitor.invalidate()
        return Html().join(messages), conflicts

    def resolve(
        self,
        conflicts: Sequence[NameConflict],
        number: int,
        *,
        replace: bool,
        say: Wording = ENGLISH,
    ) -> Html:
        """Replace the file of that name, or discard the upload."""
        if not 0 <= number < len(conflicts) or not conflicts[number].upload.is_file():
            return alert(say("files.gone"))
        chosen = conflicts[number]
        try:
            if replace:
                content = chosen.upload.read_bytes()
                save_file(self._host.seeds, chosen.name, content, replace=True)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        finally:
            chosen.upload.unlink(missing_ok=True)
        self._monitor.invalidate()
        return done(say("files.replaced" if replace else "files.unchanged", file=chosen.name))

    def delete(self, name: str, *, say: Wording = ENGLISH) -> Html:
        """Delete a file from the folder."""
        try:
            delete_file(self._host.seeds, file_name(name, list_files(self._host.seeds)))
        except ArticleQAError as error:
            return tag("div", problem(str(error), say=say), class_="qa-notice qa-stays")
        self._monitor.invalidate()
        return notice(say("files.deleted", file=name))


def notice(message: str) -> Html:
    """That something has succeeded, in a corner of the window for some seconds, whatever part of
    the page is in view.
    """
    return tag("div", done(message), class_="qa-notice")


def _unread(folder: Path, saved: SavedFile, *, say: Wording) -> Html:
    """That a new file holds nothing to quote, and why; empty where it can be read."""
    if saved.result != "saved":
        return Html()
    try:
        read_seed(folder, saved.name)
    except SeedError as error:
        why = error_text(str(error), say=say)
        return alert(say("files.unusable", file=saved.name), " ", why)
    return Html()


def formats_html(*, say: Wording) -> Html:
    """The kinds and sizes of files that can be added."""
    most = MAX_SEED_BYTES // 10**6
    return note(say("files.formats", formats=", ".join(sorted(READERS)), number=most))


def saved_html(saved: SavedFile, *, number: int, say: Wording = ENGLISH) -> Html:
    """The result of one upload, or the question whether to replace the file of its name."""
    if saved.result == "saved":
        return done(say("files.added", file=saved.name))
    if saved.result == "identical":
        return done(say("files.identical", file=saved.name))
    return tag(
        "div",
        text("span", say("files.conflict", file=saved.name)),
        button(say("files.replace"), "replace", number=number, class_="qa-button qa-danger"),
        button(say("files.keep"), "keep", number=number),
        class_="qa-asked",
        role="alert",
    )


def file_name(sent: str, names: Iterable[str]) -> str:
    """The file name for what a browser sent back; as sent where it fits several files or none."""
    alike = [name for name in names if browser_text(name) == sent]
    return alike[0] if len(alike) == 1 else sent
