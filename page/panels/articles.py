"""The panel of article files: the list, adding files, deleting one.

Owns the HTML of the list, and that the visitor confirms before a file is replaced or deleted. Knows
nothing of which names are safe and how a file is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import ArticleQAError, Manifest
from index.errors import SeedError
from index.manifest import Rejection, Source
from index.sources.scan import read_seed
from page.panels.markup import button, done, in_page_terms, note, problem, tag, text
from page.state.article_files import SavedFile, delete_file, list_files, save_file
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor, IndexStatus
from qa.html import Html, browser_text
from qa.text.phrases import counted

MAX_ROWS = 100  # in the list; the filter finds the others
MAX_REASONS = 3  # of each kind, for one file


@dataclass(frozen=True, slots=True)
class NameConflict:
    """An upload whose name a file with other content has; the visitor decides about it."""

    upload: Path  # in the server's upload folder
    name: str


class ArticlesPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost, monitor: IndexMonitor) -> None:
        self._host, self._monitor = host, monitor

    def list_html(self, words: str | None = None, *, deleting: str | None = None) -> Html:
        """The files with all words in their names; ``deleting`` is the one to confirm."""
        try:
            names = list(list_files(self._host.seeds))
        except ArticleQAError as error:
            return problem(str(error))
        return files_html(names, self._monitor.status(), words=words or "", deleting=deleting)

    def add(self, uploads: Sequence[str]) -> tuple[Html, list[NameConflict]]:
        """Save uploads in the folder; those whose names are taken wait for a decision."""
        messages: list[Html] = []
        conflicts: list[NameConflict] = []
        for upload in map(Path, uploads):
            try:
                saved = save_file(self._host.seeds, upload.name, upload.read_bytes())
            except (ArticleQAError, OSError) as error:
                messages.append(problem(str(error)))
                upload.unlink(missing_ok=True)
                continue
            unread = _unread(self._host.seeds, saved)
            messages.append(unread or saved_html(saved, number=len(conflicts)))
            if saved.result == "conflict":
                conflicts.append(NameConflict(upload, saved.name))
            else:
                upload.unlink(missing_ok=True)
        self._monitor.invalidate()
        return Html().join(messages), conflicts

    def resolve(self, conflicts: Sequence[NameConflict], number: int, *, replace: bool) -> Html:
        """Replace the file of that name, or discard the upload."""
        if not 0 <= number < len(conflicts) or not conflicts[number].upload.is_file():
            return problem("the upload is gone; expected one just made; add the file again")
        chosen = conflicts[number]
        try:
            if replace:
                content = chosen.upload.read_bytes()
                save_file(self._host.seeds, chosen.name, content, replace=True)
        except ArticleQAError as error:
            return problem(str(error))
        finally:
            chosen.upload.unlink(missing_ok=True)
        self._monitor.invalidate()
        return done(f"Replaced {chosen.name}." if replace else f"{chosen.name} is unchanged.")

    def delete(self, name: str) -> Html:
        """Delete a file from the folder."""
        try:
            delete_file(self._host.seeds, _file_name(name, list_files(self._host.seeds)))
        except ArticleQAError as error:
            return problem(str(error))
        self._monitor.invalidate()
        return done(f"Deleted {name}. Answers may use it until you update the index.")


def _unread(folder: Path, saved: SavedFile) -> Html:
    """That a new file holds nothing to quote, and why; empty where it can be read."""
    if saved.result != "saved":
        return Html()
    try:
        read_seed(folder, saved.name)
    except SeedError as error:
        return problem(f"{saved.name} is in the folder, but cannot be used: {error}")
    return Html()


def saved_html(saved: SavedFile, *, number: int) -> Html:
    """The result of one upload, or the question whether to replace the file of its name."""
    if saved.result == "saved":
        return done(f"Added {saved.name}.")
    if saved.result == "identical":
        return done(f"{saved.name} is already there, with the same content.")
    return tag(
        "div",
        text("span", f"{saved.name} is already there, with different content. Replace it?"),
        button("Replace", "replace", number=number, class_="qa-button qa-danger"),
        button("Keep the old one", "keep", number=number),
        class_="qa-asked",
        role="alert",
    )


def files_html(
    names: Sequence[str], status: IndexStatus, *, words: str = "", deleting: str | None = None
) -> Html:
    """The files whose names have all words, with their states, and unreadable names below."""
    wanted = words.casefold().split()
    found = [n for n in names if all(word in n.casefold() for word in wanted)]
    rows = [_row(n, status, confirming=browser_text(n) == deleting) for n in found[:MAX_ROWS]]
    more = len(found) - MAX_ROWS
    none = "No file name matches." if wanted else "No files yet: add some above."
    unlisted = [e for e in status.rejected if e.seed not in names][:MAX_ROWS]
    return tag(
        "section",
        tag("h2", counted(len(found), "file"), class_="qa-label"),
        tag("ul", *rows, class_="qa-files") if rows else note(none),
        note(f"and {more:,} more: find them by name") if more > 0 else "",
        *(note(reason, "qa-why-not") for e in unlisted for reason in _refusals([e])),
    )


def _file_name(sent: str, names: Iterable[str]) -> str:
    """The file name for what a browser sent back; as sent where it fits several files or none."""
    alike = [name for name in names if browser_text(name) == sent]
    return alike[0] if len(alike) == 1 else sent


def _row(name: str, status: IndexStatus, *, confirming: bool) -> Html:
    kind, reasons = _state(name, status)
    return tag(
        "li",
        tag(
            "span",
            text("b", name),
            tag("span", kind, class_="qa-kind") if kind else "",
            *(note(reason, "qa-why-not") for reason in reasons),
            class_="qa-file",
        ),
        _confirmation(name) if confirming else _delete_button(name),
    )


def _delete_button(name: str) -> Html:
    return button(
        "Delete…",
        "ask",
        name=name,
        class_="qa-button qa-quiet-button",
        aria_label=f"Delete {name}",
    )


def _confirmation(name: str) -> Html:
    return tag(
        "span",
        tag("span", "Delete this file? "),
        button(
            "Delete",
            "delete",
            name=name,
            class_="qa-button qa-danger",
            aria_label=f"Delete {name}",
        ),
        button("Cancel", "cancel", name=name, aria_label=f"Cancel deleting {name}"),
        class_="qa-asked",
    )


def _state(name: str, status: IndexStatus) -> tuple[str, list[str]]:
    """The state of a file in the index, and the reasons why it or a part of it is left out."""
    if status.problem:  # which the status bar shows
        return "", []
    if status.changes and name in status.changes.added:
        return "new", []
    if status.changes and name in status.changes.changed:
        return "changed", []
    return _left_out(name, status, status.manifest) if status.manifest else ("new", [])


def _left_out(name: str, status: IndexStatus, manifest: Manifest) -> tuple[str, list[str]]:
    unread = [error for error in status.rejected if error.seed == name]
    if unread:
        return "left out", list(_refusals(unread))
    source = manifest.sources.get(name)
    if source is None:
        return "", []
    return ("left out" if not source.articles else ""), list(_reasons(source))


def _reasons(source: Source) -> Iterator[str]:
    yield from _refusals(source.rejected)
    for omission in source.omissions[:MAX_REASONS]:
        yield f"{counted(omission.characters, 'character')} not used: {omission.reason}"


def _refusals(rejected: Sequence[SeedError | Rejection]) -> Iterator[str]:
    for one in rejected[:MAX_REASONS]:
        yield in_page_terms(f"{one.found}; {one.cure}")
