"""The status bar: the state of the index, with the controls for update and rollback.

Owns the words of every state and the two controls. Knows nothing of how changes are found.
"""

from __future__ import annotations

from collections.abc import Iterator

from index import Changes
from index.errors import ArticleQAError
from page.panels.checks import update_html
from page.panels.markup import button, done, note, problem, tag, text
from page.state.assistant_host import AssistantHost
from page.state.checkup_job import CheckupJob, CheckupState
from page.state.index_monitor import IndexMonitor, IndexStatus
from page.state.update_job import JobState
from qa.commands.output.index import omissions_in_words
from qa.html import Html
from qa.text.phrases import counted

MAX_NAMES = 50  # of changed files, for each kind of change
NOT_CHECKED = CheckupState()
MINUTES_FROM = 90  # seconds; longer times are stated in minutes


class StatusBar:
    """The callbacks of the bar."""

    def __init__(
        self, host: AssistantHost, monitor: IndexMonitor, checkup: CheckupJob | None = None
    ) -> None:
        self._host, self._monitor, self._checkup = host, monitor, checkup

    def html(self) -> Html:
        status = self._monitor.status()
        return status_html(status, self._checkup.state if self._checkup else NOT_CHECKED)

    def update(self) -> Html:
        """Start an update, which continues when the visitor closes the page."""
        self._monitor.job.start()
        return self.html()

    def roll_back(self) -> Html:
        """Make the previous generation current again, and ask the saved questions of it."""
        try:
            number = self._host.roll_back()
            self._monitor.job.restored(number)
            if self._checkup is not None:
                self._checkup.after_update(None, number)
        except ArticleQAError as error:
            return self.html() + problem(str(error))
        return self.html()


def status_html(status: IndexStatus, checkup: CheckupState = NOT_CHECKED) -> Html:
    """The state in one line, with the controls that it allows, and the last update's check-up."""
    if status.job.running:
        return _bar(
            progress_html(status.job, first=status.manifest is None), class_="qa-is-running"
        )
    result = _result(status.job) + _checked(status.job, checkup)
    if status.problem:
        return _bar(problem(status.problem), result, class_="qa-is-stale")
    if status.manifest is None or status.changes is None:
        return _bar(_no_index(status.files_to_index), result, class_="qa-is-stale")
    manifest, words = status.manifest, changes_in_words(status.changes)
    counts = f" · {counted(manifest.articles, 'article')}, generation {manifest.generation}"
    if not words:
        state = tag("div", tag("b", "Up to date", class_="qa-fresh"), tag("span", counts))
        return _bar(state, _rollback(status), result)
    return _bar(
        tag("div", tag("b", f"{words} since the last build"), tag("span", counts)),
        _details(status.changes),
        button("Update the index", "update", class_="qa-button qa-primary"),
        _rollback(status),
        result,
        class_="qa-is-stale",
    )


def unreachable_html() -> Html:
    """What stands in the place of the status, shown by the browser, while there is no server."""
    return tag(
        "div",
        tag("b", "Server not reachable."),
        tag("span", " What is shown is from before and cannot be checked now."),
        tag(
            "span", " Your question is kept, and asked when the server is back.", class_="qa-later"
        ),
        class_="qa-away",
        role="alert",
    )


def progress_html(job: JobState, *, first: bool) -> Html:
    """The progress of an update, also for screen readers; ``first`` when there is no index yet."""
    share = job.done / job.total if job.total else 0.0
    words = f"{job.done:,} of {job.total:,} texts" if job.total else "reading the articles"
    wait = f", about {time_in_words(job.remaining)} left" if job.remaining is not None else ""
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
    state = tag("div", tag("b", "Updating"), tag("span", f" · {words}{wait}"))
    meanwhile = Html() if first else note("Until then, answers come from the last build.")
    return state + bar + meanwhile


def changes_in_words(changes: Changes) -> str:
    """Such as ``3 changed, 1 deleted, 2 new``; empty without changes. Renaming counts once."""
    renamed = len(changes.renamed)
    numbers = (
        (len(changes.changed), "changed"),
        (len(changes.removed) - renamed, "deleted"),
        (len(changes.added) - renamed, "new"),
        (renamed, "renamed"),
    )
    return ", ".join(f"{number:,} {kind}" for number, kind in numbers if number)


def time_in_words(seconds: float) -> str:
    if seconds < MINUTES_FROM:
        return counted(max(1, round(seconds)), "second")
    return counted(round(seconds / 60), "minute")


def _details(changes: Changes) -> Html:
    rows = (
        tag("li", tag("span", kind, class_="qa-kind"), " ", text("span", name))
        for kind, name in _changed_files(changes)
    )
    return tag("details", tag("summary", "What changed"), tag("ul", *rows, class_="qa-changes"))


def _changed_files(changes: Changes) -> Iterator[tuple[str, str]]:
    """Pairs of the kind of change and a file's name."""
    renamed = {path for pair in changes.renamed for path in pair}
    kinds = (
        ("changed", changes.changed),
        ("deleted", [p for p in changes.removed if p not in renamed]),
        ("new", [p for p in changes.added if p not in renamed]),
        ("renamed", [f"{old} → {new}" for old, new in changes.renamed]),
    )
    for kind, names in kinds:
        for name in names[:MAX_NAMES]:
            yield kind, name
        if len(names) > MAX_NAMES:
            yield kind, f"and {len(names) - MAX_NAMES:,} more"


def _no_index(files: int) -> Html:
    if not files:
        return tag("div", tag("b", "No index yet"), " · no articles in the folder")
    state = tag("div", tag("b", "No index yet"), f" · {counted(files, 'file')} in the folder")
    return state + button("Build the index", "update", class_="qa-button qa-primary")


def _rollback(status: IndexStatus) -> Html:
    if status.previous is None:
        return Html()
    label = f"Go back to generation {status.previous}"
    return button(label, "rollback", class_="qa-button qa-quiet-button")


def _result(job: JobState) -> Html:
    """The result of the last update or rollback, empty where none has ended lately."""
    if job.error:
        return problem(job.error)
    if job.restored is not None:
        return done(f"Went back to generation {job.restored}.")
    if job.report is None:
        return Html()
    made = f"{counted(job.report.embedded, 'passage')} embedded, {job.report.reused:,} kept"
    rejected = len(job.report.rejected)
    left_out = f"; {counted(rejected, 'file')} left out, see Articles" if rejected else ""
    unused = f"; {omissions_in_words(job.report.omitted)}" if job.report.omitted else ""
    return done(f"Updated: {made}{left_out}{unused}.")


def _checked(job: JobState, checkup: CheckupState) -> Html:
    """The check-up after the last update, as long as that is shown or the check-up runs."""
    return update_html(checkup) if checkup.running or job.report else Html()


def _bar(*content: Html, class_: str = "") -> Html:
    return tag("div", *content, class_=f"qa-index {class_}".strip())
