"""Proofs as lines and as JSON. Pure; prints nothing.

Owns the wording. Answers are output/answer.py's, check-ups are output/checkup.py's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa.evidence.export.exported import UNPROVABLE
from qa.evidence.proof import CheckedClaim, Proof
from qa.text.phrases import QUOTE_MATCHES, counted
from qa.text.printable import printable

NOT_AN_EXPORT = "the file differs from the export of its data, or another version wrote it"
WIDTH = len(QUOTE_MATCHES)  # columns of the words before a citation
STATED_KEYS = ("question", "confidence", "scores", "hits", "copies", "generation")
TEXT_STATED_KEYS = ("probability", "found", "references", "scores", "copies", "generation")


def proof_to_lines(proof: Proof) -> Iterator[str]:
    """One line per citation and abstention, then the keys that cannot be proved, and the count."""
    for proved in proof.citations:
        why = "" if proved.verdict.holds else f": {proved.verdict.reason}"
        words = QUOTE_MATCHES if proved.verdict.holds else proved.verdict.state
        yield f"{words:{WIDTH}} {printable(_citation_line(proved) + why)}"
    for question in proof.unanswered:
        how = "found" if proof.is_text else "answered"
        yield f"{'unproved':{WIDTH}} {printable(f'“{question}” is not {how}: {UNPROVABLE}')}"
    for what in proof.refuted:
        yield f"{'forged':{WIDTH}} {printable(what)}"
    if not proof.faithful:
        yield f"{'forged':{WIDTH}} {NOT_AN_EXPORT}"
    verified = sum(proved.verdict.holds for proved in proof.citations)
    yield f"{'stated':{WIDTH}} and not provable by articles: {', '.join(_stated(proof))}"
    of = f"{verified} of {len(proof.citations):,}"
    held = counted(proof.answers, "text" if proof.is_text else "answer")
    yield f"quotes that match their file: {of}, in {held}"


def proof_to_dict(proof: Proof) -> dict[str, Any]:
    """The JSON object of ``qa verify --json``."""
    return {
        "answers": proof.answers,
        "citations": [_checked_to_dict(proved) for proved in proof.citations],
        "faithful": proof.faithful,
        "holds": proof.holds,
        "refuted": list(proof.refuted),
        "stated": _stated(proof),
        "unanswered": list(proof.unanswered),
    }


def _stated(proof: Proof) -> list[str]:
    keys = TEXT_STATED_KEYS if proof.is_text else STATED_KEYS
    return [*keys, "filter"] if proof.filtered else [*keys]


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
