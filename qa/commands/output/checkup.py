"""Check-ups, compared answers and promises as lines and as JSON. Pure; prints nothing.

Owns the wording. Proofs are output/proof.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa.evaluation.changes.outcomes import Outcome
from qa.evaluation.changes.since import Change, Comparison
from qa.evaluation.changes.update_check import UpdateCheck
from qa.evaluation.checks import question_to_fields
from qa.evaluation.checkup import CheckResult, Checkup
from qa.evaluation.promising import Shortfall
from qa.promise import Promise
from qa.text.phrases import counted
from qa.text.printable import printable


def checkup_to_lines(done: Checkup) -> Iterator[str]:
    """One line per test that fails or has changed, and the count."""
    for result in done.results:
        if what := _change(result):
            yield f"{what:9} {printable(f'{result.check.asked} {_comparison(result)}')}"
    changes = f"{len(done.regressed)} regressed, {len(done.improved)} improved"
    of = counted(len(done.results), "test")
    yield f"{done.passed} of {of} passed, {changes}: generation {done.generation}"


def checkup_to_dict(done: Checkup) -> dict[str, Any]:
    """The JSON object of ``qa check --json``."""
    return {
        "generation": done.generation,
        "checks": len(done.results),
        "passed": done.passed,
        "regressed": [result.check.asked for result in done.regressed],
        "improved": [result.check.asked for result in done.improved],
        "results": [_result_to_dict(result) for result in done.results],
    }


def comparison_to_lines(comparison: Comparison) -> Iterator[str]:
    """Each question that is answered otherwise, with both answers, and the count."""
    for change in comparison.changes:
        yield printable(f"{change.check.asked} ({', '.join(change.what)})")
        yield from _both(change, comparison)
    if comparison.new:
        yield f"{counted(len(comparison.new), 'question')} had no known answer then"
    yield changed_in_words(comparison)


def changed_in_words(comparison: Comparison) -> str:
    """As ``2 of 12 saved questions are answered otherwise than in generation 6``."""
    changed, of = len(comparison.changes), counted(comparison.asked, "saved question")
    verb = "is" if changed == 1 else "are"
    return f"{changed} of {of} {verb} answered otherwise than in generation {comparison.since}"


def update_check_to_lines(done: UpdateCheck) -> Iterator[str]:
    """The line of ``qa index``, and one for a promise that is no longer kept."""
    if done.comparison is None:
        of = counted(len(done.checkup.results), "saved question")
        yield f"{done.checkup.passed} of {of} pass"
    else:
        shown = f": qa check --since {done.comparison.since} shows both answers"
        yield changed_in_words(done.comparison) + (shown if done.comparison.changes else "")
    if done.promise is not None and not done.promise.kept:
        yield promise_in_words(done.promise)


def update_check_to_dict(done: UpdateCheck) -> dict[str, Any]:
    """The object ``checks`` of ``qa index --json``; changed is null without a generation before."""
    compared = done.comparison
    return {
        "asked": len(done.checkup.results),
        "passed": done.checkup.passed,
        "since": compared.since if compared else None,
        "changed": [change.check.asked for change in compared.changes] if compared else None,
        "promise_kept": done.promise.kept if done.promise else None,
    }


def promise_in_words(found: Promise | Shortfall) -> str:
    """A promise with the figures that it rests on, or what it lacks."""
    share, sure = f"{found.share:.3g}", f"{found.confidence:.0%} confidence"
    share = f"{100 * float(share):g}%"
    if isinstance(found, Shortfall):
        if found.more is None:
            return f"no promise of {share}: no number of further tests could show it"
        more = f"at least {counted(found.more, 'more test')}, all answered right"
        now = f"{found.checks} now, which show at most {found.shown:.0%}"
        return f"no promise of {share} yet: {more} ({sure}; {now})"
    if not found.kept:
        return (
            f"the promise of {share} is not confirmed by {counted(found.checks, 'test')} in"
            f" generation {found.generation}; the threshold stays {found.threshold:.0%}"
        )
    figures = f"{found.given} of {counted(found.checks, 'test')} answered, {found.wrong} wrong"
    return (
        f"promise: at most {share} of the answers given are wrong ({sure}):"
        f" threshold {found.threshold:.0%}, {figures}"
    )


def _both(change: Change, comparison: Comparison) -> Iterator[str]:
    label = f"generation {max(comparison.since, comparison.generation)}:"
    for number, outcome in (
        (comparison.since, change.before),
        (comparison.generation, change.now),
    ):
        where = f"generation {number}:"
        yield f"    {where:{len(label)}} {printable(_outcome(outcome))}"
        for one in outcome.evidence:
            yield f"        {printable(f'{one.article}: {one.sentence}')}"


def _outcome(outcome: Outcome) -> str:
    if outcome.answer is None:
        return "no answer"
    day = f" ({outcome.published})" if outcome.published else ""
    return f"“{outcome.answer}”{day}"


def _change(result: CheckResult) -> str | None:
    """The label of a check that is listed; None for one that passes as before."""
    if result.regressed:
        return "regressed"
    if result.improved:
        return "improved"
    return None if result.passed else "fails"


def _comparison(result: CheckResult) -> str:
    """The answer, and the expected one where the check fails."""
    given = "no answer" if result.answer is None else f"“{result.answer}”"
    if result.passed:
        return given
    due = "none" if result.check.quote is None else f"“{result.check.quote}”"
    read = "" if result.check.quote is None or result.rank else ", whose sentence was not read"
    return f"{given}; expected {due}{read}"


def _result_to_dict(result: CheckResult) -> dict[str, Any]:
    return {
        **question_to_fields(result.check),
        "expected": result.check.quote,
        "answer": result.answer,
        "passed": result.passed,
        "before": result.before,
        "rank": result.rank,
    }
