"""The status bar: the state of the index, with the controls for update and rollback.

Owns the words of every state and the two controls. Knows nothing of how changes are found.
"""

from __future__ import annotations

from collections.abc import Iterator

from index import BuildReport, Changes
from index.errors import ArticleQAError
from page.panels.checks import update_html
from page.panels.markup import button, done, note, problem, tag, text
from page.state.assistant_host import AssistantHost
from page.state.checkup_job import CheckupJob, CheckupState
from page.state.index_monitor import IndexMonitor, IndexStatus
from page.state.update_job import JobState
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html

MAX_NAMES = 50  # of changed files, for each kind of change
NOT_CHECKED = CheckupState()
MINUTES_FROM = 90  # seconds; longer times are stated in minutes


class StatusBar:
    """The callbacks of the bar."""

    def __init__(
        self, host: AssistantHost, monitor: IndexMonitor, checkup: CheckupJob | None = None
    ) -> None:
        self._host, self._monitor, self._checkup = host, monitor, checkup

    def html(self, *, say: Wording = ENGLISH) -> Html:
        status = self._monitor.status()
        checkup = self._checkup.state if self._checkup else NOT_CHECKED
        return status_html(status, checkup, say=say)

    def update(self, *, say: Wording = ENGLISH) -> Html:
        """Start an update, which continues when the visitor closes the page."""
        self._monitor.job.start()
        return self.html(say=say)

    def undo(self, *, say: Wording = ENGLISH) -> Html:
        """Make the previous generation current again, and ask the saved questions of it."""
        try:
            number = self._host.roll_back()
            self._monitor.job.restored(number)
            if self._checkup is not None:
                self._checkup.after_update(None, number)
        except ArticleQAError as error:
            return self.html(say=say) + problem(str(error), say=say)
        return self.html(say=say)


def status_html(
    status: IndexStatus, checkup: CheckupState = NOT_CHECKED, *, say: Wording = ENGLISH
) -> Html:
    """The state in one line, with the controls that it allows, and the last update's check-up."""
    if status.job.running:
        return _bar(
            progress_html(status.job, first=status.manifest is None, say=say),
            class_="qa-is-running",
        )
    result = _result(status.job, say=say) + _checked(status.job, checkup, say=say)
    if status.problem:
        return _bar(problem(status.problem, say=say), result, class_="qa-is-stale")
    if status.manifest is None or status.changes is None:
        return _bar(_no_index(status.files_to_index, say=say), result, class_="qa-is-stale")
    manifest, words = status.manifest, changes_in_words(status.changes, say=say)
    size = say("index.size", number=manifest.articles, generation=manifest.generation)
    counts = f" · {size}"
    if not words:
        state = tag("div", tag("b", say("index.fresh"), class_="qa-fresh"), tag("span", counts))
        return _bar(state, _rollback(status, say=say), result)
    return _bar(
        tag("div", tag("b", say("index.changed", changes=words)), tag("span", counts)),
        _details(status.changes, say=say),
        button(say("index.update"), "update", class_="qa-button qa-primary"),
        _rollback(status, say=say),
        result,
        class_="qa-is-stale",
    )


def unreachable_html(*, say: Wording = ENGLISH) -> Html:
    """The placeholder of the status, shown by the browser, while there is no server."""
    return tag(
        "div",
        tag("b", say("away")),
        tag("span", f" {say('away.shown')}"),
        tag("span", f" {say('away.kept')}", class_="qa-later"),
        class_="qa-away",
        role="alert",
    )


def progress_html(job: JobState, *, first: bool, say: Wording = ENGLISH) -> Html:
    """The progress of an update, also for screen readers; ``first`` when there is no index yet."""
    share = job.done / job.total if job.total else 0.0
    words = say("index.updating.reading")
    if job.total:
        words = say("index.updating.texts", done=job.done, total=job.total)
    if job.remaining is not None:
        left = say("index.updating.left", time=time_in_words(job.remaining, say=say))
        words = f"{words}, {left}"
    bar = tag(
        "div",
        tag("span", style=f"width:{share:.0%}"),
        class_="qa-progress" + ("" if job.total else " qa-unknown"),
        role="progressbar",
        aria_label=say("index.updating.label"),
        aria_valuemin="0",
        aria_valuemax="100",
        aria_valuenow=round(share * 100) if job.total else None,
    )
    state = tag("div", tag("b", say("index.updating")), tag("span", f" · {words}"))
    meanwhile = Html() if first else note(say("index.updating.meanwhile"))
    return state + bar + meanwhile


def changes_in_words(changes: Changes, *, say: Wording = ENGLISH) -> str:
    """Such as ``3 changed, 1 deleted, 2 new``; empty without changes. Renaming counts once."""
    renamed = len(changes.renamed)
    numbers = (
        (len(changes.changed), "changed"),
        (len(changes.removed) - renamed, "deleted"),
        (len(changes.added) - renamed, "new"),
        (renamed, "renamed"),
    )
    return ", ".join(
        say(f"index.count.{kind}", number=number) for number, kind in numbers if number
    )


def time_in_words(seconds: float, *, say: Wording = ENGLISH) -> str:
    if seconds < MINUTES_FROM:
        return say("index.seconds", number=max(1, round(seconds)))
    return say("index.minutes", number=round(seconds / 60))


def _details(changes: Changes, *, say: Wording) -> Html:
    rows = (
        tag("li", tag("span", kind, class_="qa-kind"), " ", text("span", name))
        for kind, name in _changed_files(changes, say=say)
    )
    return tag(
        "details", tag("summary", say("index.changes")), tag("ul", *rows, class_="qa-changes")
    )


def _changed_files(changes: Changes, *, say: Wording) -> Iterator[tuple[str, str]]:
    """Pairs of the kind of change and a file's name."""
    renamed = {path for pair in changes.renamed for path in pair}
    kinds = (
        ("changed", changes.changed),
        ("deleted", [p for p in changes.removed if p not in renamed]),
        ("new", [p for p in changes.added if p not in renamed]),
        ("renamed", [f"{old} → {new}" for old, new in changes.renamed]),
    )
    for name, names in kinds:
        kind = say(f"index.kind.{name}")
        yield from ((kind, file) for file in names[:MAX_NAMES])
        if len(names) > MAX_NAMES:
            yield kind, say("index.more", number=len(names) - MAX_NAMES)


def _no_index(files: int, *, say: Wording) -> Html:
    none = tag("b", say("index.none"))
    if not files:
        return tag("div", none, f" · {say('index.none.no_files')}")
    state = tag("div", none, f" · {say('index.none.files', number=files)}")
    return state + button(say("index.build"), "update", class_="qa-button qa-primary")


def _rollback(status: IndexStatus, *, say: Wording) -> Html:
    if status.previous is None:
        return Html()
    return button(say("index.undo"), "rollback", class_="qa-button qa-quiet-button")


def _result(job: JobState, *, say: Wording) -> Html:
    """The result of the last update or rollback, empty where none has ended lately."""
    if job.error:
        return problem(job.error, say=say)
    if job.restored is not None:
        return done(say("index.undone", generation=job.restored))
    if job.report is None:
        return Html()
    return done(f"{'; '.join(_report(job.report, say=say))}.")


def _report(report: BuildReport, *, say: Wording) -> Iterator[str]:
    """The findings and results of an update."""
    yield say("index.ready", number=report.articles)
    embedded = say("index.embedded", number=report.embedded)
    yield f"{embedded}, {say('index.kept', number=report.reused)}"
    if report.rejected:
        yield say("index.skipped", number=len(report.rejected))
    if report.omitted:
        files = say("index.unused.files", number=len({one.seed for one in report.omitted}))
        unused = sum(one.characters for one in report.omitted)
        yield say("index.unused", number=unused, files=files)


def _checked(job: JobState, checkup: CheckupState, *, say: Wording) -> Html:
    """The check-up after the last update, as long as that is shown or the check-up runs."""
    return update_html(checkup, say=say) if checkup.running or job.report else Html()


def _bar(*content: Html, class_: str = "") -> Html:
    return tag("div", *content, class_=f"qa-index {class_}".strip())
