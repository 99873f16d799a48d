"""The bar that says how fresh the index is, with the update and the way back.

Owns the words of every state and the two controls. Knows nothing of how changes are found.
"""

from __future__ import annotations

from collections.abc import Iterator

from index import Changes
from index.errors import ArticleQAError
from page.desk import Desk
from page.freshness import Freshness, Look
from page.job import JobState
from page.markup import button, done, note, problem, tag, text
from qa.commands.index_output import omissions_in_words
from qa.html import escaped
from qa.text.phrases import counted

LISTED = 50  # changes named, of each kind
LONG = 90  # seconds: from here a wait is told in minutes


class Bar:
    """The callbacks of the bar; ``shown`` is the HTML that the visitor has, None to leave it."""

    def __init__(self, desk: Desk, freshness: Freshness) -> None:
        self._desk, self._freshness = desk, freshness

    def state(self) -> str:
        return bar_html(self._freshness.look())

    def update(self) -> str:
        """Start the update, which goes on whether or not its page stays open."""
        self._freshness.job.start()
        return self.state()

    def roll_back(self) -> str:
        """Go back to the generation before this one."""
        try:
            number = self._desk.roll_back()
            self._freshness.job.forget()
        except ArticleQAError as error:
            return self.state() + problem(str(error))
        return self.state() + done(f"Generation {number} answers again.")


def bar_html(look: Look) -> str:
    """One line, with what can be done about it."""
    if look.job.running:
        return _div("qa-is-running", running_html(look.job, first=look.manifest is None))
    ended = _ended(look.job)
    if look.problem:
        return _div("qa-is-stale", problem(look.problem), ended)
    if look.manifest is None or look.changes is None:
        return _div("qa-is-stale", _nothing(look.waiting), ended)
    words = changes_in_words(look.changes)
    counts = f"{counted(look.manifest.articles, 'article')}, generation {look.manifest.generation}"
    if not words:
        state = tag("b", "Up to date", class_="qa-fresh") + tag("span", escaped(f" · {counts}"))
        return _div("", tag("div", state), _back(look), ended)
    state = tag("b", escaped(f"{words} since the last build"))
    return _div(
        "qa-is-stale",
        tag("div", state, tag("span", escaped(f" · {counts}"))),
        _details(look.changes),
        button("Update the index", "update", class_="qa-button qa-primary"),
        _back(look),
        ended,
    )


def running_html(job: JobState, *, first: bool) -> str:
    """A bar that a screen reader can read, and what is known of the time."""
    share = job.done / job.total if job.total else 0.0
    words = f"{job.done:,} of {job.total:,} texts" if job.total else "reading the articles"
    wait = f", about {time_in_words(job.seconds)} left" if job.seconds is not None else ""
    bar = tag(
        "div",
        tag("span", style=f"width:{share:.0%}"),
        class_="qa-progress" + ("" if job.total else " qa-unknown"),
        role="progressbar",
        aria_label="Update of the index",
        aria_valuemin="0",
        aria_valuemax="100",
        aria_valuenow=round(share * 100) if job.total else None,
    )
    state = tag("b", "Updating") + tag("span", escaped(f" · {words}{wait}"))
    meanwhile = "" if first else note("Questions are answered from the last build meanwhile.")
    return tag("div", state) + bar + meanwhile


def changes_in_words(changes: Changes) -> str:
    """``3 changed, 1 deleted, 2 new``; empty when nothing is. A renamed file is none of these."""
    moved = len(changes.renamed)
    numbers = (
        (len(changes.changed), "changed"),
        (len(changes.removed) - moved, "deleted"),
        (len(changes.added) - moved, "new"),
        (moved, "renamed"),
    )
    return ", ".join(f"{number:,} {what}" for number, what in numbers if number)


def time_in_words(seconds: float) -> str:
    if seconds < LONG:
        return counted(max(1, round(seconds)), "second")
    return counted(round(seconds / 60), "minute")


def _details(changes: Changes) -> str:
    rows = "".join(
        tag("li", tag("span", escaped(what), class_="qa-kind"), " ", text("span", name))
        for what, name in _named(changes)
    )
    return tag("details", tag("summary", "What changed"), tag("ul", rows, class_="qa-changes"))


def _named(changes: Changes) -> Iterator[tuple[str, str]]:
    moved = {path for pair in changes.renamed for path in pair}
    kinds = (
        ("changed", changes.changed),
        ("deleted", [p for p in changes.removed if p not in moved]),
        ("new", [p for p in changes.added if p not in moved]),
        ("renamed", [f"{old} → {new}" for old, new in changes.renamed]),
    )
    for what, names in kinds:
        for name in names[:LISTED]:
            yield what, name
        if len(names) > LISTED:
            yield what, f"and {len(names) - LISTED:,} more"


def _nothing(waiting: int) -> str:
    if not waiting:
        return tag("div", tag("b", "No index yet"), " · no articles in the folder either")
    state = tag("b", "No index yet") + escaped(f" · {counted(waiting, 'file')} to build it from")
    return tag("div", state) + button("Build the index", "update", class_="qa-button qa-primary")


def _back(look: Look) -> str:
    if look.before is None:
        return ""
    label = f"Go back to generation {look.before}"
    return button(label, "rollback", class_="qa-button qa-quiet-button")


def _ended(job: JobState) -> str:
    if job.error:
        return problem(job.error)
    if job.report is None:
        return ""
    made = f"{counted(job.report.embedded, 'passage')} embedded, {job.report.reused:,} kept"
    left_out = len(job.report.rejected)
    more = f"; {counted(left_out, 'file')} left out, see Articles" if left_out else ""
    unused = f"; {omissions_in_words(job.report.omitted)}" if job.report.omitted else ""
    return done(f"Updated: {made}{more}{unused}.")


def _div(kind: str, *content: str) -> str:
    return tag("div", *content, class_=f"qa-index {kind}".strip())
