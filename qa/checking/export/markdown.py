"""A checked text as Markdown: its marks, then the evidence for each sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa.checking.export.marks import Piece, paragraphs_of
from qa.checking.export.phrases import NO_EVIDENCE, TITLE, counts, notes
from qa.checking.result import CheckedStatement, CheckedText
from qa.checking.wording import VERDICTS, findings
from qa.evidence.claim import Claim
from qa.evidence.export.data import CLOSINGS, OPENINGS, embedded
from qa.text.markdown import escaped_line, escaped_piece, link
from qa.text.phrases import also_in, origin


def write_markdown(checked: CheckedText, data: dict[str, Any]) -> str:
    """The Markdown file of a checked text and its data; what is wrong is in bold type."""
    lines = [f"# {TITLE}", "", f"{counts(checked)}.", ""]
    for paragraph in paragraphs_of(checked):
        lines += [" ".join("".join(map(_piece_markdown, paragraph)).split()), ""]
    for number, one in enumerate(checked.statements, 1):
        lines += _statement_markdown(number, one)
    lines += [escaped_line(" · ".join(notes(checked))), ""]
    return "\n".join(lines) + f"\n{OPENINGS[1]}{embedded(data)}{CLOSINGS[1]}\n"


def _piece_markdown(piece: Piece) -> str:
    shown = "".join(_part_markdown(text, is_wrong) for text, is_wrong in piece.parts)
    if piece.checked is None:
        return shown
    return f"{shown.rstrip()} \\[{piece.number}: {VERDICTS[piece.checked.verdict]}\\] "


def _part_markdown(text: str, is_wrong: bool) -> str:
    return f"**{escaped_piece(text).strip()}**" if is_wrong else escaped_piece(text)


def _statement_markdown(number: int, one: CheckedStatement) -> Iterator[str]:
    yield f"{number}. **{VERDICTS[one.verdict]}**: {escaped_line(one.statement.text)}"
    yield ""
    for finding in findings(one):
        yield from (f"   - {escaped_line(finding)}", "")
    if not one.evidence:
        yield from (f"   {NO_EVIDENCE}", "")
    for claim in one.evidence:
        yield from _evidence_markdown(claim)


def _evidence_markdown(claim: Claim) -> Iterator[str]:
    before, after = map(escaped_piece, claim.around_quote)
    yield f"   > {before}**{escaped_line(claim.quote)}**{after}"
    yield ""
    notes = [escaped_line(f"[{claim.number}] {origin(claim)}")]
    if claim.url:
        notes.append(link(claim.url, claim.link) if claim.link else escaped_line(claim.url))
    notes += [escaped_line(also_in(claim))] if claim.copies else []
    yield from (line for n in [*notes, f"SHA-256 {claim.digest}"] for line in (f"   {n}", ""))
