"""The check-up panel: saved questions with known answers, asked again after each update.

Owns the HTML of the saved checks, of those that differ, and of a run. Knows nothing of when a check
passes, nor of when it is asked.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from index import ArticleQAError
from page.panels.events import Action
from page.panels.markup import alert, button, done, note, problem, tag, text
from page.panels.promise import promise_html
from page.state.assistant_host import AssistantHost
from page.state.checkup_job import CheckupJob, CheckupState
from page.wording.english import ENGLISH
from page.wording.phrases import filter_in_words
from page.wording.wording import Wording
from qa.answer import Answer
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


class ChecksPanel:
    """The callbacks of the check-up; ``path`` is the file of checks."""

    def __init__(self, host: AssistantHost, path: Path, job: CheckupJob | None = None) -> None:
        self._host, self._path = host, path
        self._job = job or CheckupJob(host, path)

    def save(self, answer: Answer | None, number: int, *, say: Wording = ENGLISH) -> Html:
        """Save an answer's question with the right citation, 0 where no answer is right."""
        if answer is None:
            return alert(say("why.no_question"))
        try:
            save_answer(answer, number, self._path, seeds=self._host.seeds)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        return done(say("tests.saved"))

    def head(self, *, say: Wording = ENGLISH) -> Html:
        """The promise, the progress of a run, and how many checks pass and differ."""
        try:
            progress = progress_html(self._job.state, say=say)
            return self._promise(say=say) + progress + self._summary(say=say)
        except ArticleQAError as error:
            return problem(str(error), say=say)

    def saved(self, *, say: Wording = ENGLISH) -> Html:
        """The saved checks with their last answers, those that differ first."""
        try:
            return review_html(review_checks(self._path, self._host.index), say=say)
        except ArticleQAError as error:
            return problem(str(error), say=say)

    def run(self, *, say: Wording = ENGLISH) -> Html:
        """Start asking all saved questions."""
        if self._path.exists():
            self._job.ask_all()
        return self.head(say=say)

    def act(self, action: Action, *, say: Wording = ENGLISH) -> Html:
        """Accept the last answer to a question, or remove the question."""
        try:
            if action.kind == "accept":
                accept_answer(action.name, self._path, self._host.index, seeds=self._host.seeds)
            elif action.kind == "remove":
                remove_saved(action.name, self._path, seeds=self._host.seeds)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        return self.head(say=say)

    def tab_label(self, *, say: Wording = ENGLISH) -> str:
        """The tab's label, with the number of checks that differ."""
        try:
            differing = review_checks(self._path, self._host.index).differing
        except ArticleQAError:
            differing = 0
        return say("tests.tab", number=differing) if differing else say("control.tab.checkup")

    def fingerprint(self) -> str:
        """A digest that differs when a check, its last answer, the promise or the run differs."""
        files = (self._path, record_path(self._path), promise_path(self._path))
        known = [_stamp(file) for file in files]
        return hashlib.sha256(repr((known, self._job.state)).encode()).hexdigest()

    def _promise(self, *, say: Wording) -> Html:
        if not self._host.has_index:
            return Html()
        assistant = self._host.assistant
        promise = assistant.promise
        if promise is None:
            return Html()
        generation = assistant.generation.manifest.generation
        holds = promise.holds(generation=generation, threshold=assistant.threshold)
        return promise_html(promise, holds=holds, say=say)

    def _summary(self, *, say: Wording) -> Html:
        review = review_checks(self._path, self._host.index)
        if review.generation is None or not review.asked:
            return Html()
        current = self._host.assistant.generation.manifest.generation
        older = review.generation != current and not self._job.state.running
        return summary_html(review, say=say) + (
            note(say("tests.older", generation=current)) if older else ""
        )


def progress_html(state: CheckupState, *, say: Wording = ENGLISH) -> Html:
    """The progress of a run, or why it failed; empty where nothing is to be said."""
    if state.error:
        return problem(state.error, say=say)
    if not state.running:
        return Html()
    words = say("tests.running")
    if state.total:
        words = say("tests.running.of", done=state.done, total=state.total)
    return tag("p", words, class_="qa-note", role="status")


def update_html(state: CheckupState, *, say: Wording = ENGLISH) -> Html:
    """The line of the status bar after an update; empty where nothing was asked."""
    if state.running:
        return progress_html(state, say=say)
    found = state.comparison
    if found is None:
        return Html()
    changed = len(found.changes)
    questions = say("tests.changed.questions", number=found.asked)
    words = say("tests.changed", number=changed, questions=questions, generation=found.since)
    if changed:
        show = button(say("tests.show"), "checks", class_="qa-button")
        return tag("div", f"{words} ", show, class_="qa-asked", role="status")
    return done(words)


def summary_html(review: Review, *, say: Wording = ENGLISH) -> Html:
    """The numbers of checks that were asked, pass and differ."""
    words = say(
        "tests.passed",
        passed=review.passed,
        asked=review.asked,
        generation=review.generation or 0,
    )
    differ = say("tests.no_change")
    if review.differing:
        differ = say("tests.differing", number=review.differing)
    return tag("p", tag("b", words), f" · {differ}", role="status", class_="qa-summary")


def review_html(review: Review, *, say: Wording = ENGLISH) -> Html:
    """The checks, failing ones first, then those that differ in date or evidence."""
    if not review.checks:
        return tag("section", note(say("tests.none")), class_="qa-overview")
    title = tag("h2", say("tests.title", number=len(review.checks)), class_="qa-label")
    ordered = sorted(review.checks, key=_urgency)
    return title + tag("ol", *(_check(one, say=say) for one in ordered), class_="qa-checks")


def _urgency(one: Reviewed) -> int:
    return 2 if not one.differs or one.last is None else int(one.last.passed)


def _check(one: Reviewed, *, say: Wording) -> Html:
    question, key = one.check.asked, one.check.key
    accept = button(
        say("tests.accept"),
        "accept",
        name=key,
        class_="qa-button qa-primary",
        aria_label=say("tests.accept.to", question=question),
    )
    remove = button(
        say("tests.remove"),
        "remove",
        name=key,
        aria_label=say("tests.remove.of", question=question),
    )
    head = tag("header", text("h3", one.check.question), " ", _state(one, say=say))
    where = one.check.where
    part = note(say("tests.scope", filter=filter_in_words(where, say))) if where else ""
    steps = tag("div", accept if one.differs else "", remove, class_="qa-check-steps")
    return tag("li", head, part, _answers(one, say=say), steps, class_="qa-check")


def _state(one: Reviewed, *, say: Wording) -> Html:
    if one.last is None:
        return tag("span", say("tests.state.new"), class_="qa-kind")
    if not one.last.passed:
        return tag("span", say("tests.state.differs"), class_="qa-kind qa-it-fails")
    if one.what:
        what = say("format.and").join(say(f"tests.what.{name}") for name in one.what)
        return tag("span", say("tests.state.other", what=what), class_="qa-kind qa-it-partly")
    return tag("span", say("tests.state.as_saved"), class_="qa-kind qa-it-passes")


def _answers(one: Reviewed, *, say: Wording) -> Html:
    """The saved answer, with the new one beside it where that differs."""
    saved = _side(say("tests.side.saved"), _saved(one), say=say)
    if not one.differs or one.last is None:
        return saved
    return tag(
        "div", saved, _side(say("tests.side.now"), one.last.outcome, say=say), class_="qa-both"
    )


def _saved(one: Reviewed) -> Outcome:
    """The saved answer: the accepted one, unless another sentence was said to be right."""
    check, accepted = one.check, one.accepted
    if accepted is not None and accepted.answer == check.quote:
        return accepted
    if check.quote is None:
        return Outcome(None)
    return Outcome(check.quote, None, (Evidence(check.article or "", check.sentence or ""),))


def _side(label: str, outcome: Outcome, *, say: Wording) -> Html:
    day = note(outcome.published) if outcome.published else ""
    rows = (
        tag("li", text("q", one.sentence), note(one.article))
        for one in outcome.evidence
        if one.sentence
    )
    sources = tag("ul", *rows, class_="qa-sources") if outcome.evidence else ""
    answer = text("p", outcome.answer or say("tests.no_answer"), class_="qa-check-answer")
    return tag("div", tag("h4", label, class_="qa-label"), answer, day, sources)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
        return stat.st_mtime_ns, stat.st_size
    except OSError:
        return None
