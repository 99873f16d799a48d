"""Proving a whole exported file: every citation in it, and that what it shows is what it states.

Owns reading the file, and what of an answer is proved beyond its citations. Writes nothing, opens
nothing but the file and the seeds.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ExportError
from qa import export
from qa.bundle import Exported, forms_in, is_data, parse
from qa.claim import Claim
from qa.verify import Verdict, verify_all

MAX_BYTES = 100_000_000  # some 50,000 answers


@dataclass(frozen=True, slots=True)
class Proved:
    """One citation of an exported answer, and what came of it."""

    question: str
    claim: Claim
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a file: its citations in order, none for an abstention.

    ``faithful`` is False for a page or a Markdown file that is not, letter by letter, what its data
    give: it may show anything.
    """

    answers: int
    citations: tuple[Proved, ...]
    faithful: bool

    @property
    def holds(self) -> bool:
        """Whether everything is proved."""
        return self.faithful and all(proved.verdict.holds for proved in self.citations)


def prove(path: Path, seeds: Path) -> Proof:
    """Prove an exported file against the seeds folder.

    Raises ExportError when the file cannot be read as one, SeedsError when the folder is none.
    """
    text = _text(path)
    try:
        forms = forms_in(text)
    except (ValueError, RecursionError) as error:
        raise _unreadable(path, f"holds no answer that can be read ({error})") from error
    if not forms:
        raise _unreadable(path, "holds no answer")
    answers = [parse(form, f"answer {n} of {path}") for n, form in enumerate(forms, start=1)]
    asked = [(answer, claim) for answer in answers for claim in answer.claims]
    verdicts = (verdict for _, verdict in verify_all((claim for _, claim in asked), seeds))
    proved = (
        Proved(answer.question, claim, _of_its_answer(answer, claim, verdict))
        for (answer, claim), verdict in zip(asked, verdicts, strict=True)
    )
    faithful = is_data(text) or _shown(text, answers, forms) == text
    return Proof(len(answers), tuple(proved), faithful)


def _of_its_answer(answer: Exported, claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, unless the answer is not the quote of its first citation."""
    if not verdict.holds or claim is not answer.claims[0] or claim.quote == answer.answer:
        return verdict
    return Verdict("forged", f"the answer that is stated, {answer.answer!r}, is not its quote")


def _shown(text: str, answers: list[Exported], forms: list[Any]) -> str:
    """What a page, or a Markdown file, of these answers shows."""
    show = export.html if text.startswith("<!doctype html>") else export.markdown
    shown = "".join(map(show, answers, forms))
    return shown.replace("\r\n", "\n").replace("\r", "\n")  # as a file is read


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, f"is larger than {MAX_BYTES // 10**6} MB")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, f"cannot be read ({error})") from error


def _unreadable(path: Path, what: str) -> ExportError:
    return ExportError(
        found=f"{path} {what}",
        expected="a file that qa ask --json or --format gave",
        cure="export the answer again",
    )
