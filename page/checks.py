"""The check-up: questions whose right sentence is known, asked again after every build.

Owns what a run looks like. Knows nothing of when a check passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index import ArticleQAError
from page.desk import Desk
from page.markup import done, note, problem, tag, text
from qa.answer import Answer
from qa.evaluation.checks import Check, check_from_answer, read_checks, save_check
from qa.evaluation.checkup import CheckResult, Checkup, run_checkup
from qa.html import escaped
from qa.text.phrases import counted

NOTHING_KEPT = (
    "Nothing is kept yet. Ask a question, open the sentence that answers it, and choose “Keep as a"
    " check”. After an update you see here whether it is still found."
)


class Checks:
    """The callbacks of the check-up; ``path`` is the file of checks."""

    def __init__(self, desk: Desk, path: Path) -> None:
        self._desk, self._path = desk, path

    def keep(self, answer: Answer | None, number: int) -> str:
        """Save the question of an answer with the citation that is right, 0 for none."""
        if answer is None:
            return problem("no question yet; expected one; ask it first")
        try:
            save_check(check_from_answer(answer, number or 1), self._path, seeds=self._desk.seeds)
        except ArticleQAError as error:
            return problem(str(error))
        return done("Kept. The Check-up tab asks it again after every update.")

    def kept(self) -> str:
        """The checks that there are."""
        try:
            return checks_html(read_checks(self._path) if self._path.exists() else ())
        except ArticleQAError as error:
            return problem(str(error))

    def run(self) -> str:
        """Ask them all, and say what regressed."""
        if not self._path.exists():
            return self.kept()
        try:
            return checkup_html(run_checkup(self._desk.assistant, self._path))
        except ArticleQAError as error:
            return problem(str(error))


def checks_html(checks: Sequence[Check]) -> str:
    if not checks:
        return tag("section", note(NOTHING_KEPT), class_="qa-overview")
    rows = "".join(
        tag(
            "li",
            text("b", c.question),
            text("p", c.sentence or "No answer is expected.", class_="qa-note"),
        )
        for c in checks
    )
    return tag("h2", escaped(counted(len(checks), "check")), class_="qa-label") + tag(
        "ol", rows, class_="qa-checks"
    )


def checkup_html(run: Checkup) -> str:
    """The sum, and then the checks: what regressed, what fails, what passes."""
    words = f"{run.passed} of {len(run.results)} pass in generation {run.generation}"
    worse = f"{len(run.regressed)} regressed" if run.regressed else "nothing regressed"
    better = f", {len(run.improved)} improved" if run.improved else ""
    rows = "".join(
        _result(r) for r in sorted(run.results, key=lambda r: (not r.regressed, r.passed))
    )
    return tag(
        "section",
        tag("p", tag("b", escaped(words)), f" · {worse}{better}", role="status"),
        tag("ol", rows, class_="qa-checks"),
    )


def _result(result: CheckResult) -> str:
    state = "regressed" if result.regressed else "passes" if result.passed else "fails"
    rank = f" · the right passage has rank {result.rank}" if result.rank else ""
    said = f"Answered: {result.answer}" if result.answer else "Nothing was answered"
    return tag(
        "li",
        text("b", result.check.question),
        " ",
        tag("span", state, class_=f"qa-kind qa-it-{state}"),
        note(said + rank),
        note(f"Right: {result.check.sentence or 'no answer'}") if not result.passed else "",
        class_="qa-check",
    )
