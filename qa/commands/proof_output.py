"""Proofs and check-ups as lines and as JSON. Pure; prints nothing.

Owns the wording. Answers are answer_output.py's, the state of an index is index_output.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa.evaluation.checkup import CheckResult, Checkup
from qa.evidence.exported import UNPROVABLE
from qa.evidence.proof import CheckedClaim, Proof
from qa.text.phrases import QUOTE_MATCHES, counted
from qa.text.printable import printable

NOT_AN_EXPORT = "the file differs from the export of its data, or another version wrote it"
WIDTH = len(QUOTE_MATCHES)  # columns of the words before a citation
STATED_KEYS = ("question", "confidence", "scores", "hits", "copies", "generation")


def proof_to_lines(proof: Proof) -> Iterator[str]:
    """One line per citation and abstention, then the keys that cannot be proved, and the count."""
    for proved in proof.citations:
        why = "" if proved.verdict.holds else f": {proved.verdict.reason}"
        words = QUOTE_MATCHES if proved.verdict.holds else proved.verdict.state
        yield f"{words:{WIDTH}} {printable(_citation_line(proved) + why)}"
    for question in proof.unanswered:
        yield f"{'unproved':{WIDTH}} {printable(f'“{question}” is not answered: {UNPROVABLE}')}"
    if not proof.faithful:
        yield f"{'forged':{WIDTH}} {NOT_AN_EXPORT}"
    verified = sum(proved.verdict.holds for proved in proof.citations)
    yield f"{'stated':{WIDTH}} and not provable by articles: {', '.join(_stated(proof))}"
    of = f"{verified} of {len(proof.citations):,}"
    yield f"quotes that match their file: {of}, in {counted(proof.answers, 'answer')}"


def proof_to_dict(proof: Proof) -> dict[str, Any]:
    """The JSON object of ``qa verify --json``."""
    return {
        "answers": proof.answers,
        "citations": [_checked_to_dict(proved) for proved in proof.citations],
        "faithful": proof.faithful,
        "holds": proof.holds,
        "stated": _stated(proof),
        "unanswered": list(proof.unanswered),
    }


def _stated(proof: Proof) -> list[str]:
    return [*STATED_KEYS, "filter"] if proof.filtered else [*STATED_KEYS]


def checkup_to_lines(done: Checkup) -> Iterator[str]:
    """One line per check that fails or has changed, and the count."""
    for result in done.results:
        if what := _change(result):
            yield f"{what:9} {printable(f'{result.check.question} {_comparison(result)}')}"
    changes = f"{len(done.regressed)} regressed, {len(done.improved)} improved"
    of = counted(len(done.results), "check")
    yield f"{done.passed} of {of} passed, {changes}: generation {done.generation}"


def checkup_to_dict(done: Checkup) -> dict[str, Any]:
    """The JSON object of ``qa check --json``."""
    return {
        "generation": done.generation,
        "checks": len(done.results),
        "passed": done.passed,
        "regressed": [result.check.question for result in done.regressed],
        "improved": [result.check.question for result in done.improved],
        "results": [_result_to_dict(result) for result in done.results],
    }


def _citation_line(proved: CheckedClaim) -> str:
    claim = proved.claim
    return f"[{claim.number}] {claim.article}, {claim.span.start}-{claim.span.end} “{claim.quote}”"


def _checked_to_dict(proved: CheckedClaim) -> dict[str, Any]:
    at = proved.verdict.quote_at
    return {
        "question": proved.question,
        "number": proved.claim.number,
        "article": proved.claim.article,
        "start": proved.claim.span.start,
        "end": proved.claim.span.end,
        "quote": proved.claim.quote,
        "state": proved.verdict.state,
        "reason": proved.verdict.reason,
        "now_start": at.start if at else None,
        "now_end": at.end if at else None,
        "now": proved.verdict.nearest,
    }


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
        "question": result.check.question,
        "expected": result.check.quote,
        "answer": result.answer,
        "passed": result.passed,
        "before": result.before,
        "rank": result.rank,
    }
