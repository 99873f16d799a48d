"""The panel that checks a text: its sentences marked by verdict, and the evidence for one of them.

Owns the HTML of both. Knows nothing of how a verdict is reached.
"""

from __future__ import annotations

from collections import Counter

from index import ArticleQAError, Filter
from page.panels.filters import NO_FILTER, FilterInput
from page.panels.markup import (
    address,
    cited_facts,
    copy_button,
    display_name,
    facts,
    note,
    problem,
    tag,
    text,
)
from page.state.assistant_host import AssistantHost
from qa.checking.export.marks import Piece, paragraphs_of
from qa.checking.result import CheckedText
from qa.checking.wording import NOTE, VERDICTS, findings
from qa.evidence.claim import Claim
from qa.html import Html
from qa.text.phrases import counted, with_source

INVITATION = (
    "Paste a draft, a press release or the answer of another program. Each sentence is held against"
    " the articles: its quotations, dates, amounts and names."
)


class CheckTextPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def check(
        self, words: str, given: FilterInput = NO_FILTER
    ) -> tuple[Html, CheckedText | None, Html]:
        """The text with its marks, the result, and the evidence of the first sentence that is not
        supported, or of the first one.
        """
        try:
            where = given.parse()
            checked = self._host.check_text(words, where=where)
        except ArticleQAError as error:
            return problem(str(error)), None, Html()
        doubtful = (n for n, s in enumerate(checked.statements, 1) if s.verdict != "supported")
        return checked_html(checked, where), checked, evidence_html(checked, next(doubtful, 1))

    def evidence(self, checked: CheckedText | None, number: int) -> Html:
        """The evidence of a sentence, by its number from 1; nothing for one that is not there."""
        if checked is None or not 1 <= number <= len(checked.statements):
            return Html()
        return evidence_html(checked, number)


def checked_html(checked: CheckedText, where: Filter | None = None) -> Html:
    """The counts, the filter that the text was checked under, and the text in its paragraphs, in
    which each sentence opens its evidence.
    """
    counts = Counter[str](one.verdict for one in checked.statements)
    shown = [
        tag("span", f"{counts[name]} {words}", class_=f"qa-kind qa-it-{name}")
        for name, words in VERDICTS.items()
        if counts[name]
    ]
    paragraphs = [
        tag("p", *map(_piece, paragraph), dir="auto") for paragraph in paragraphs_of(checked)
    ]
    number = counted(len(checked.statements), "sentence")
    summary = tag("p", tag("b", number), " ", *shown, role="status", class_="qa-counts")
    part = note(f"Held only against: {where}.", class_="qa-scope") if where else ""
    return tag("section", summary, part, *paragraphs, note(NOTE), class_="qa-checked")


def evidence_html(checked: CheckedText, number: int) -> Html:
    """The verdict on one sentence, what differs, and the sentences of the articles."""
    one = checked.statements[number - 1]
    wrong = [text("li", finding) for finding in findings(one)]
    return tag(
        "section",
        tag("span", VERDICTS[one.verdict], class_=f"qa-kind qa-it-{one.verdict}"),
        text("blockquote", one.statement.text),
        tag("ul", *wrong) if wrong else "",
        *map(_source, one.evidence),
        note("No sentence of the articles is near to it.") if not one.evidence else "",
        class_="qa-proof",
        aria_label=f"Evidence for sentence {number}",
    )


def _piece(piece: Piece) -> Html:
    """A part of the text; a sentence opens its evidence."""
    shown = [tag("mark", part) if is_wrong else Html.escape(part) for part, is_wrong in piece.parts]
    if piece.checked is None:
        return Html().join(shown)
    return tag(
        "span",
        *shown,
        role="button",
        tabindex=0,
        aria_controls="qa-check-evidence",
        data_do="evidence",
        data_number=piece.number,
        title=VERDICTS[piece.checked.verdict],
        class_=f"qa-said qa-it-{piece.checked.verdict}",
    )


def _source(citation: Claim) -> Html:
    before, after = citation.around_quote
    marked = tag("mark", citation.quote) if before or after else citation.quote
    name = display_name(citation.title, citation.article)
    return tag(
        "figure",
        tag("div", before, marked, after, dir="auto"),
        tag(
            "figcaption",
            facts([f"[{citation.number}] {name}", *cited_facts(citation)]),
            address(citation.url, citation.link),
            copy_button(with_source(citation.sentence_text, citation)),
        ),
        class_="qa-source",
    )
