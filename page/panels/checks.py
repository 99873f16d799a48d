"""The check-up panel: saved questions with known answers, asked again after a build.

Owns the HTML of the saved checks and of a run. Knows nothing of when a check passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index import ArticleQAError
from page.panels.markup import done, note, problem, tag, text
from page.state.assistant_host import AssistantHost
from qa.answer import Answer
from qa.evaluation.checks import Check, check_from_answer, read_checks, save_check
from qa.evaluation.checkup import CheckResult, Checkup, run_checkup
from qa.html import Html
from qa.text.phrases import counted

NO_CHECKS = (
    "No checks yet. Ask a question, open the sentence that answers it, and choose “Save as a"
    " check”. After an update, run the checks to see whether the answers are still found."
)


class ChecksPanel:
    """The callbacks of the check-up; ``path`` is the file of checks."""

    def __init__(self, host: AssistantHost, path: Path) -> None:
        self._host, self._path = host, path

    def save(self, answer: Answer | None, number: int) -> Html:
        """Save an answer's question with the right citation, 0 where no answer is right."""
        if answer is None:
            return problem("no question yet; expected one; ask a question first")
        if answer.where:
            return problem(
                "this was asked of a part of the articles; expected an answer of all, as a check"
                " asks them all; ask again without the filter"
            )
        try:
            save_check(check_from_answer(answer, number or 1), self._path, seeds=self._host.seeds)
        except ArticleQAError as error:
            return problem(str(error))
        return done("Saved. You can run it on the Check-up tab after every update.")

    def saved(self) -> Html:
        """The saved checks."""
        try:
            return checks_html(read_checks(self._path) if self._path.exists() else ())
        except ArticleQAError as error:
            return problem(str(error))

    def run(self) -> Html:
        """Ask all saved questions, and show which checks pass."""
        if not self._path.exists():
            return self.saved()
        try:
            return checkup_html(run_checkup(self._host.assistant, self._path))
        except ArticleQAError as error:
            return problem(str(error))


def checks_html(checks: Sequence[Check]) -> Html:
    if not checks:
        return tag("section", note(NO_CHECKS), class_="qa-overview")
    title = tag("h2", counted(len(checks), "check"), class_="qa-label")
    return title + tag("ol", *map(_check, checks), class_="qa-checks")


def checkup_html(run: Checkup) -> Html:
    """The summary, then the checks: regressed ones first, then failing, then passing."""
    words = f"{run.passed} of {len(run.results)} pass in generation {run.generation}"
    worse = f"{len(run.regressed)} regressed" if run.regressed else "nothing regressed"
    better = f", {len(run.improved)} improved" if run.improved else ""
    ordered = sorted(run.results, key=lambda r: (not r.regressed, r.passed))
    return tag(
        "section",
        tag("p", tag("b", words), f" · {worse}{better}", role="status"),
        tag("ol", *map(_result, ordered), class_="qa-checks"),
    )


def _check(check: Check) -> Html:
    expected = check.sentence or "No answer is expected."
    return tag("li", text("b", check.question), note(expected), class_="qa-check")


def _result(result: CheckResult) -> Html:
    state = "regressed" if result.regressed else "passes" if result.passed else "fails"
    rank = f" · the expected passage has rank {result.rank}" if result.rank else ""
    answer = f"Answer: {result.answer}" if result.answer else "No answer"
    return tag(
        "li",
        text("b", result.check.question),
        " ",
        tag("span", state, class_=f"qa-kind qa-it-{state}"),
        note(answer + rank),
        note(f"Expected: {result.check.sentence or 'no answer'}") if not result.passed else "",
        class_="qa-check",
    )
