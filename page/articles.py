"""The articles' files: which there are, giving new ones, taking one away.

Owns what the list looks like and what is asked before a file is replaced or deleted. Knows nothing
of which names are safe and how a file is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import ArticleQAError, Manifest
from index.errors import SeedError
from index.manifest import Rejection, Source
from page.desk import Desk
from page.freshness import Freshness, Look
from page.markup import button, done, note, problem, tag, text
from page.uploads import Written, delete, listed, write
from qa.html import escaped, shown
from qa.text.phrases import counted

LISTED = 100  # rows at once: more are found by the filter
SAID = 3  # reasons of each kind, of one file


@dataclass(frozen=True, slots=True)
class Pending:
    """A file that a visitor gave, as it lies in the server's own upload folder, whose name is taken
    by another content; nothing happens to it until the visitor says so.
    """

    upload: Path
    name: str


class Articles:
    """The callbacks of the tab."""

    def __init__(self, desk: Desk, freshness: Freshness) -> None:
        self._desk, self._freshness = desk, freshness

    def rows(self, wanted: str | None = None, *, deleting: str | None = None) -> str:
        """The files whose names hold the wanted words; one that is to go asks back."""
        try:
            return rows_html(
                list(listed(self._desk.seeds)), self._freshness.look(), wanted or "", deleting
            )
        except ArticleQAError as error:
            return problem(str(error))

    def add(self, uploads: Sequence[str]) -> tuple[str, list[Pending]]:
        """Put files into the folder; what is taken already waits for a word."""
        said: list[str] = []
        pending: list[Pending] = []
        for upload in map(Path, uploads):
            try:
                written = write(self._desk.seeds, upload.name, upload.read_bytes())
            except (ArticleQAError, OSError) as error:
                said.append(problem(str(error)))
                upload.unlink(missing_ok=True)
                continue
            said.append(written_html(written, len(pending)))
            if written.outcome == "exists":
                pending.append(Pending(upload, written.name))
            else:
                upload.unlink(missing_ok=True)
        self._freshness.seen()
        return "".join(said), pending

    def settle(self, pending: Sequence[Pending], number: int, *, replace: bool) -> str:
        """Replace the file that is there, or leave it."""
        if not 0 <= number < len(pending) or not pending[number].upload.is_file():
            return problem("that file is not here any more; expected one just given; add it again")
        chosen = pending[number]
        try:
            if replace:
                write(self._desk.seeds, chosen.name, chosen.upload.read_bytes(), replace=True)
        except ArticleQAError as error:
            return problem(str(error))
        finally:
            chosen.upload.unlink(missing_ok=True)
        self._freshness.seen()
        return done(f"{chosen.name} {'is replaced' if replace else 'stays as it was'}.")

    def delete(self, name: str) -> str:
        """Take a file out of the folder."""
        try:
            delete(self._desk.seeds, _named(name, listed(self._desk.seeds)))
        except ArticleQAError as error:
            return problem(str(error))
        self._freshness.seen()
        return done(f"{name} is deleted. It answers until the index is updated.")


def written_html(written: Written, number: int) -> str:
    """What came of one file, or the question whether to replace the one that is there."""
    if written.outcome == "written":
        return done(f"{written.name} is added.")
    if written.outcome == "same":
        return done(f"{written.name} is there already, with the same content.")
    return tag(
        "div",
        text("span", f"{written.name} is there already, with another content. Replace it?"),
        button("Replace", "replace", number=number, class_="qa-button qa-danger"),
        button("Keep the old one", "keep", number=number, class_="qa-button"),
        class_="qa-asked",
        role="alert",
    )


def rows_html(names: Sequence[str], look: Look, wanted: str, deleting: str | None) -> str:
    words = wanted.casefold().split()
    found = [n for n in names if all(word in n.casefold() for word in words)]
    rows = "".join(_row(name, look, asked=shown(name) == deleting) for name in found[:LISTED])
    more = len(found) - LISTED
    others = [e for e in look.rejected if e.seed not in names][:LISTED]
    return tag(
        "section",
        tag("h2", escaped(counted(len(found), "file")), class_="qa-label"),
        tag("ul", rows, class_="qa-files") if rows else note("No file has that in its name."),
        note(f"and {more:,} more: look for them by name") if more > 0 else "",
        *(note(reason, "qa-why-not") for e in others for reason in _refusals([e])),
    )


def _named(sent: str, names: Iterable[str]) -> str:
    """The name that a browser sent back, or what it sent where several or none look like that."""
    alike = [name for name in names if shown(name) == sent]
    return alike[0] if len(alike) == 1 else sent


def _row(name: str, look: Look, *, asked: bool) -> str:
    label = f"Delete {name}"
    if asked:
        control = tag(
            "span",
            tag("span", "Delete it from the folder? "),
            button("Delete", "delete", name=name, class_="qa-button qa-danger", aria_label=label),
            button("Keep", "spare", name=name, class_="qa-button", aria_label=f"Keep {name}"),
            class_="qa-asked",
        )
    else:
        control = button("Delete…", "ask", name=name, class_="qa-button qa-quiet-button",
                         aria_label=label)  # fmt: skip
    kind, why = _state(name, look)
    return tag(
        "li",
        tag("span", text("b", name), tag("span", kind, class_="qa-kind") if kind else "",
            *(note(line, "qa-why-not") for line in why), class_="qa-file"),
        control,
    )  # fmt: skip


def _state(name: str, look: Look) -> tuple[str, list[str]]:
    """What the index knows of a file, and why it or a part of it is left out."""
    if look.problem:  # which the bar says
        return "", []
    if look.changes and name in look.changes.added:
        return "new", []
    if look.changes and name in look.changes.changed:
        return "changed", []
    return _left_out(name, look, look.manifest) if look.manifest else ("new", [])


def _left_out(name: str, look: Look, manifest: Manifest) -> tuple[str, list[str]]:
    unread = [error for error in look.rejected if error.seed == name]
    if unread:
        return "left out", list(_refusals(unread))
    source = manifest.sources.get(name)
    if source is None:
        return "", []
    return ("left out" if not source.articles else ""), list(_reasons(source))


def _reasons(source: Source) -> Iterator[str]:
    yield from _refusals(source.rejected)
    for omission in source.omissions[:SAID]:
        yield f"{counted(omission.characters, 'character')} not used: {omission.reason}"


def _refusals(rejected: Sequence[SeedError | Rejection]) -> Iterator[str]:
    for one in rejected[:SAID]:
        yield f"{one.found}; {one.cure}"
