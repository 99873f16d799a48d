"""The check-up panel: saved questions with known answers, asked again after each update.

Owns the HTML of the saved checks, of those that differ, and of a run. Knows nothing of when a check
passes, nor of when it is asked.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from index import ArticleQAError
from page.panels.events import Action
from page.panels.markup import button, done, note, problem, tag, text
from page.panels.promise import promise_html
from page.state.assistant_host import AssistantHost
from page.state.checkup_job import CheckupJob, CheckupState
from qa.answer import Answer
from qa.commands.output.checkup import changed_in_words
from qa.evaluation.changes.outcomes import Evidence, Outcome
from qa.evaluation.changes.review import (
    Review,
    Reviewed,
    accept_answer,
    remove_saved,
    review_checks,
    save_answer,
)
from qa.evaluation.changes.runs import record_path
from qa.html import Html
from qa.promise import promise_path
from qa.text.phrases import counted

TAB = "Check-up"
NO_CHECKS = (
    "No checks yet. Ask a question, open the sentence that answers it, and choose “Save as a"
    " check”. After every update the saved questions are asked again, and this tab shows which of"
    " them are answered otherwise."
)


class ChecksPanel:
    """The callbacks of the check-up; ``path`` is the file of checks."""

    def __init__(self, host: AssistantHost, path: Path, job: CheckupJob | None = None) -> None:
        self._host, self._path = host, path
        self._job = job or CheckupJob(host, path)

    def save(self, answer: Answer | None, number: int) -> Html:
        """Save an answer's question with the right citation, 0 where no answer is right."""
        if answer is None:
            return problem("no question yet; expected one; ask a question first")
        try:
            save_answer(answer, number, self._path, seeds=self._host.seeds)
        except ArticleQAError as error:
            return problem(str(error))
        return done("Saved. It is asked again after every update, see Check-up.")

    def head(self) -> Html:
        """The promise, the progress of a run, and how many checks pass and differ."""
        try:
            return self._promise() + progress_html(self._job.state) + self._summary()
        except ArticleQAError as error:
            return problem(str(error))

    def saved(self) -> Html:
        """The saved checks with their last answers, those that differ first."""
        try:
            return review_html(review_checks(self._path, self._host.index))
        except ArticleQAError as error:
            return problem(str(error))

    def run(self) -> Html:
        """Start asking all saved questions."""
        if self._path.exists():
            self._job.ask_all()
        return self.head()

    def act(self, action: Action) -> Html:
        """Accept the last answer to a question, or remove the question."""
        try:
            if action.kind == "accept":
                accept_answer(action.name, self._path, self._host.index, seeds=self._host.seeds)
            elif action.kind == "remove":
                remove_saved(action.name, self._path, seeds=self._host.seeds)
        except ArticleQAError as error:
            return problem(str(error))
        return self.head()

    def label(self) -> str:
        """The tab's label, with the number of checks that differ."""
        try:
            differing = review_checks(self._path, self._host.index).differing
        except ArticleQAError:
            return TAB
        return f"{TAB} ({differing})" if differing else TAB

    def fingerprint(self) -> str:
        """A digest that differs when a check, its last answer, the promise or the run differs."""
        files = (self._path, record_path(self._path), promise_path(self._path))
        known = [_stamp(file) for file in files]
        return hashlib.sha256(repr((known, self._job.state)).encode()).hexdigest()

    def _promise(self) -> Html:
        if not self._host.has_index:
            return Html()
        assistant = self._host.assistant
        promise = assistant.promise
        if promise is None:
            return Html()
        generation = assistant.generation.manifest.generation
        holds = promise.holds(generation=generation, threshold=assistant.threshold)
        return promise_html(promise, holds=holds)

    def _summary(self) -> Html:
        review = review_checks(self._path, self._host.index)
        if review.generation is None or not review.asked:
            return Html()
        current = self._host.assistant.generation.manifest.generation
        older = review.generation != current and not self._job.state.running
        return summary_html(review) + (
            note(f"The index is at generation {current}.") if older else ""
        )


def progress_html(state: CheckupState) -> Html:
    """How far a run is, or why it failed; empty where nothing is to be said."""
    if state.error:
        return problem(state.error)
    if not state.running:
        return Html()
    of = f": {state.done:,} of {state.total:,}" if state.total else ""
    return tag("p", f"Asking the saved questions{of}", class_="qa-note", role="status")


def update_html(state: CheckupState) -> Html:
    """The line of the status bar after an update; empty where nothing was asked."""
    if state.running:
        return progress_html(state)
    found = state.comparison
    if found is None:
        return Html()
    if found.changes:
        show = button("Show them", "checks", class_="qa-button")
        return tag("div", f"{changed_in_words(found)}. ", show, class_="qa-asked", role="status")
    return done(f"{changed_in_words(found)}.")


def summary_html(review: Review) -> Html:
    """How many of the checks that were asked pass, and how many differ."""
    words = f"{review.passed} of {review.asked} pass in generation {review.generation}"
    differ = (
        f"{review.differing} answered otherwise than saved" if review.differing else "no change"
    )
    return tag("p", tag("b", words), f" · {differ}", role="status", class_="qa-summary")


def review_html(review: Review) -> Html:
    """The checks, failing ones first, then those that differ in date or evidence."""
    if not review.checks:
        return tag("section", note(NO_CHECKS), class_="qa-overview")
    title = tag("h2", counted(len(review.checks), "check"), class_="qa-label")
    ordered = sorted(review.checks, key=_urgency)
    return title + tag("ol", *map(_check, ordered), class_="qa-checks")


def _urgency(one: Reviewed) -> int:
    return 2 if not one.differs or one.last is None else int(one.last.passed)


def _check(one: Reviewed) -> Html:
    question, key = one.check.asked, one.check.key
    accept = button(
        "Accept the new answer",
        "accept",
        name=key,
        class_="qa-button qa-primary",
        aria_label=f"Accept the new answer to: {question}",
    )
    remove = button("Remove", "remove", name=key, aria_label=f"Remove the check: {question}")
    head = tag("header", text("h3", one.check.question), " ", _state(one))
    where = one.check.where
    part = note(f"Asked only: {where}") if where else ""
    steps = tag("div", accept if one.differs else "", remove, class_="qa-check-steps")
    return tag("li", head, part, _answers(one), steps, class_="qa-check")


def _state(one: Reviewed) -> Html:
    if one.last is None:
        return tag("span", "not asked again yet", class_="qa-kind")
    if not one.last.passed:
        return tag("span", "differs", class_="qa-kind qa-it-fails")
    if one.what:
        words = "other " + " and ".join(one.what)
        return tag("span", words, class_="qa-kind qa-it-partly")
    return tag("span", "as saved", class_="qa-kind qa-it-passes")


def _answers(one: Reviewed) -> Html:
    """The saved answer, with the new one beside it where that differs."""
    saved = _side("Saved", _saved(one))
    if not one.differs or one.last is None:
        return saved
    return tag("div", saved, _side("Now", one.last.outcome), class_="qa-both")


def _saved(one: Reviewed) -> Outcome:
    """What was saved: the accepted answer, unless another sentence was said to be right."""
    check, accepted = one.check, one.accepted
    if accepted is not None and accepted.answer == check.quote:
        return accepted
    if check.quote is None:
        return Outcome(None)
    return Outcome(check.quote, None, (Evidence(check.article or "", check.sentence or ""),))


def _side(label: str, outcome: Outcome) -> Html:
    day = note(outcome.published) if outcome.published else ""
    rows = (
        tag("li", text("q", one.sentence), note(one.article))
        for one in outcome.evidence
        if one.sentence
    )
    sources = tag("ul", *rows, class_="qa-sources") if outcome.evidence else ""
    answer = text("p", outcome.answer or "No answer", class_="qa-check-answer")
    return tag("div", tag("h4", label, class_="qa-label"), answer, day, sources)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
        return stat.st_mtime_ns, stat.st_size
    except OSError:
        return None
