"""A checked text as an HTML page: its marks, then the evidence for each sentence. Pure.

Owns the look of the page, whose frame is evidence/export/page.py's.
"""

from __future__ import annotations

from typing import Any

from qa.checking.export.marks import Piece, paragraphs_of
from qa.checking.export.phrases import NO_EVIDENCE, TITLE, counts, notes
from qa.checking.result import CheckedStatement, CheckedText
from qa.checking.wording import VERDICTS, findings
from qa.evidence.claim import Claim
from qa.evidence.export.page import address_html, note_html, page_html
from qa.html import Html
from qa.text.phrases import also_in, origin

_STYLE = """
.said { text-decoration: underline 2px; text-underline-offset: .22em; }
.supported { text-decoration-color: #2b8a3e; }
.partly { text-decoration: underline 2px dashed #b35c00; }
.contradicted { text-decoration: underline 2px wavy #d6336c; }
.not_found { text-decoration: underline 2px dotted #868e96; }
.said mark { background: var(--quote); text-decoration: inherit; }
.text p { font-size: 1.1rem; line-height: 1.8; white-space: pre-line; }
.text sup a { color: inherit; padding: 0 .15em; }
li ul { padding-left: 1.2rem; }
li li { margin: 0; }
li blockquote { border-left: 3px solid var(--quiet); padding-left: .8rem; margin: .6rem 0 0; }
"""


def write_html(checked: CheckedText, data: dict[str, Any]) -> Html:
    """The HTML page of a checked text and its data."""
    paragraph = Html('<p dir="auto">{}</p>\n')
    body = Html('<p>{}.</p>\n<section class="text">\n{}</section>\n<ol>\n{}</ol>\n{}').format(
        counts(checked),
        Html().join(
            paragraph.format(Html().join(map(_piece_html, p))) for p in paragraphs_of(checked)
        ),
        Html().join(_statement_html(n, one) for n, one in enumerate(checked.statements, 1)),
        note_html(" · ".join(notes(checked))),
    )
    return page_html(TITLE, body, data, _STYLE)


def _piece_html(piece: Piece) -> Html:
    mark = Html("<mark>{}</mark>")
    shown = Html().join(mark.format(text) if is_wrong else text for text, is_wrong in piece.parts)
    if piece.checked is None:
        return shown
    said = Html('<span class="said {}" title="{}">{}</span><sup><a href="#s{}">{}</a></sup>')
    words = VERDICTS[piece.checked.verdict]
    return said.format(piece.checked.verdict, words, shown, piece.number, piece.number)


def _statement_html(number: int, one: CheckedStatement) -> Html:
    finding = Html('<li dir="auto">{}</li>\n')
    wrong = Html().join(map(finding.format, findings(one)))
    item = Html('<li id="s{}" value="{}">\n<b>{}</b>: <q dir="auto">{}</q>\n{}{}</li>\n')
    return item.format(
        number,
        number,
        VERDICTS[one.verdict],
        one.statement.text,
        Html("<ul>\n{}</ul>\n").format(wrong) if wrong else "",
        Html().join(map(_evidence_html, one.evidence)) or note_html(NO_EVIDENCE),
    )


def _evidence_html(claim: Claim) -> Html:
    before, after = claim.around_quote
    shown = (
        Html("{}<b>{}</b>{}").format(before, claim.quote, after) if before or after else claim.quote
    )
    notes: list[str] = [f"[{claim.number}] {origin(claim)}"]
    notes += [address_html(claim)] if claim.url else []
    notes += [also_in(claim)] if claim.copies else []
    notes.append(f"SHA-256 {claim.digest}")
    item = Html('<blockquote dir="auto">{}</blockquote>\n{}')
    return item.format(shown, Html().join(map(note_html, notes)))
