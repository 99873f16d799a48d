"""Proof of a whole exported file: of every citation in it, and of the file as their export.

Owns the parts of a file that are proved, and the files that are refused unread. A file is compared,
byte for byte, with the export of the data in it: anything added, repeated or spelled otherwise is a
forgery. Writes nothing, and opens nothing but the file and the seeds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ExportError
from index.files.bounded import read_bounded
from qa.checking.export.data import holds_text, parse_text
from qa.checking.export.data import to_export_data as to_text_data
from qa.checking.export.files import WRITERS as TEXT_WRITERS
from qa.checking.export.refutation import refuted
from qa.evidence.claim import Claim
from qa.evidence.export.data import CLOSINGS, OPENINGS, embedded_in, objects_in
from qa.evidence.export.exported import export_error, parse_answer
from qa.evidence.export.record import ExportedAnswer
from qa.evidence.export.writers import WRITERS
from qa.evidence.verification import Verdict, articles_in, verify_all
from qa.question import is_clean

MAX_BYTES = 10_000_000  # some 5,000 answers

# The endings of each kind. A program opens a file by its ending; other endings are not checked.
ENDINGS: Mapping[str, frozenset[str]] = {
    "JSON": frozenset(("json", "jsonl")),
    "Markdown": frozenset(("md", "markdown")),
    "HTML": frozenset(("html", "htm")),
}
ANY_KIND = "txt"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One citation of an exported answer with its verdict."""

    question: str
    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Proof:
    """The result for a file: its citations in order, and the questions that it does not answer.

    ``answers`` is their number. ``faithful`` is False for a file that is not, byte for byte, the
    export of its data: such a file may show anything. ``is_text`` is True for a checked text: its
    sentences that are not found count as questions without an answer, and ``refuted`` says what
    the articles, or its other parts, refute. ``filtered`` is True where an answer states a filter.
    """

    answers: int
    citations: tuple[CheckedClaim, ...]
    faithful: bool
    unanswered: tuple[str, ...] = ()
    is_text: bool = False
    refuted: tuple[str, ...] = ()
    filtered: bool = False

    @property
    def holds(self) -> bool:
        """True where everything is proved; no article can prove that there is no answer."""
        proved = [proved.verdict.holds for proved in self.citations]
        wrong = self.unanswered or self.refuted or not self.faithful
        return not wrong and bool(proved) and all(proved)


def prove(path: Path, seeds: Path) -> Proof:
    """Prove an exported file against the seeds folder.

    Raises ExportError where the file is not an export, SeedsError where ``seeds`` is not a folder.
    """
    text = _text(path)
    kind = _kind(text)
    try:
        objects = _objects_in(text, kind)
    except (ValueError, RecursionError) as error:
        raise export_error(f"{path} holds no answer that can be read ({error})") from error
    if not objects:
        raise export_error(f"{path} holds no answer")
    _check_name(path, kind)
    if any(map(holds_text, objects)):
        return _prove_text(text, kind, objects, path, seeds)
    answers = [
        parse_answer(data, f"answer {n} of {path}") for n, data in enumerate(objects, start=1)
    ]
    return Proof(
        answers=len(answers),
        citations=_checked_claims(answers, seeds),
        faithful=_is_export(text, kind, answers=answers, objects=objects),
        unanswered=tuple(answer.question for answer in answers if answer.answer is None),
        filtered=any(answer.scope for answer in answers),
    )


def _prove_text(text: str, kind: str, objects: list[Any], path: Path, seeds: Path) -> Proof:
    """Prove a checked text, of which a file holds one alone."""
    checked = [parse_text(data, f"text {n} of {path}") for n, data in enumerate(objects, start=1)]
    said = checked[0].statements
    pairs = [(one.statement.text, claim) for one in said for claim in one.evidence]
    proved = tuple(
        CheckedClaim(sentence, claim, verdict)
        for (sentence, _), (claim, verdict) in zip(
            pairs, verify_all((claim for _, claim in pairs), seeds), strict=True
        )
    )
    verified = {one.claim.number for one in proved if one.verdict.holds}
    articles = articles_in(seeds)
    return Proof(
        answers=len(checked),
        citations=proved,
        faithful=objects == [to_text_data(checked[0])]
        and str(TEXT_WRITERS[kind](checked[0], objects[0])) == text,
        unanswered=tuple(one.statement.text for one in said if one.verdict == "not_found"),
        is_text=True,
        refuted=tuple(refuted(checked[0], lambda c: articles(c) if c.number in verified else None)),
    )


def _checked_claims(answers: list[ExportedAnswer], seeds: Path) -> tuple[CheckedClaim, ...]:
    pairs = [(answer, claim) for answer in answers for claim in answer.evidence]
    verdicts = (verdict for _, verdict in verify_all((claim for _, claim in pairs), seeds))
    return tuple(
        CheckedClaim(answer.question, claim, _verdict_within(answer, claim, verdict))
        for (answer, claim), verdict in zip(pairs, verdicts, strict=True)
    )


def _verdict_within(answer: ExportedAnswer, claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict; "forged" where the claim is the first one of an answer that is not its quote."""
    others = ((other.answer, other.claims) for other in answer.alternatives)
    parts = ((part.answer, part.claims) for part in answer.parts if part.claims)
    stated = ((answer.answer, answer.claims), *others, *parts)
    wrong = next((said for said, own in stated if claim is own[0] and claim.quote != said), None)
    if not verdict.holds or wrong is None:
        return verdict
    return Verdict("forged", f"the answer that is stated, {wrong!r}, is not its quote")


def _is_export(text: str, kind: str, *, answers: list[ExportedAnswer], objects: list[Any]) -> bool:
    """True where the text is the export of these answers; an HTML page holds one answer."""
    if kind == "HTML" and len(answers) > 1:
        return False
    write = WRITERS[kind]
    shown = "".join(map(write, answers, objects))
    return shown == text and all(is_clean(answer.question) for answer in answers)


def _kind(text: str) -> str:
    """The kind of export that the text can only be: JSON, HTML or Markdown."""
    if text.lstrip("\ufeff \t\r\n").startswith("{"):
        return "JSON"
    return "HTML" if OPENINGS[0] in text else "Markdown"


def _objects_in(text: str, kind: str) -> list[Any]:
    if kind == "JSON":
        return objects_in(text)
    n = 0 if kind == "HTML" else 1
    return embedded_in(text, OPENINGS[n], CLOSINGS[n])


def _check_name(path: Path, kind: str) -> None:
    """Raise ExportError where the ending belongs to another kind than the one that was proved."""
    _, dot, ending = path.name.rpartition(".")
    if dot and ending.lower() not in (ANY_KIND, *ENDINGS[kind]):
        raise ExportError(
            found=f"{path} holds an answer as {kind}, and its name has another ending",
            expected=f"the ending .{' or .'.join(sorted(ENDINGS[kind]))}",
            cure="rename it, if you trust where it comes from",
        )


def _text(path: Path) -> str:
    try:
        return read_bounded(path, MAX_BYTES).decode("utf-8")
    except (OSError, ValueError) as error:
        raise export_error(f"{path} cannot be read ({error})") from error
