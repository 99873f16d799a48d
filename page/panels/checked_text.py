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
    message_text,
    note,
    problem,
    tag,
    text,
)
from page.state.assistant_host import AssistantHost
from page.wording.english import ENGLISH
from page.wording.phrases import filter_in_words
from page.wording.wording import Wording
from qa.checking.export.marks import Piece, paragraphs_of
from qa.checking.result import CheckedText
from qa.checking.wording import VERDICTS, findings
from qa.evidence.claim import Claim
from qa.html import Html
from qa.text.phrases import with_source


class CheckTextPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def check(
        self, words: str, given: FilterInput = NO_FILTER, *, say: Wording = ENGLISH
    ) -> tuple[Html, CheckedText | None, Html]:
        """The text with its marks, the result, and the evidence of the first sentence that is not
        supported, or of the first one.
        """
        try:
            where = given.parse()
            checked = self._host.check_text(words, where=where)
        except ArticleQAError as error:
            return problem(str(error), say=say), None, Html()
        doubtful = (n for n, s in enumerate(checked.statements, 1) if s.verdict != "supported")
        proof = evidence_html(checked, next(doubtful, 1), say=say)
        return checked_html(checked, where, say=say), checked, proof

    def evidence(self, checked: CheckedText | None, number: int, *, say: Wording = ENGLISH) -> Html:
        """The evidence of a sentence, by its number from 1; nothing for one that is not there."""
        if checked is None or not 1 <= number <= len(checked.statements):
            return Html()
        return evidence_html(checked, number, say=say)


def invitation_html(*, say: Wording) -> Html:
    """The placeholder of a checked text before there is one."""
    return note(say("text.invitation"))


def checked_html(
    checked: CheckedText, where: Filter | None = None, *, say: Wording = ENGLISH
) -> Html:
    """The counts, the filter that the text was checked under, and the text in its paragraphs, in
    which each sentence opens its evidence.
    """
    counts = Counter[str](one.verdict for one in checked.statements)
    shown = [
        tag("span", say(f"text.count.{name}", number=counts[name]), class_=f"qa-kind qa-it-{name}")
        for name in VERDICTS
        if counts[name]
    ]
    paragraphs = [
        tag("p", *(_piece(piece, say=say) for piece in paragraph), dir="auto")
        for paragraph in paragraphs_of(checked)
    ]
    number = say("text.sentences", number=len(checked.statements))
    summary = tag("p", tag("b", number), " ", *shown, role="status", class_="qa-counts")
    held = say("text.scope", filter=filter_in_words(where, say)) if where else ""
    part = note(held, class_="qa-scope") if held else ""
    return tag("section", summary, part, *paragraphs, note(say("text.note")), class_="qa-checked")


def evidence_html(checked: CheckedText, number: int, *, say: Wording = ENGLISH) -> Html:
    """The verdict on one sentence, what differs, and the sentences of the articles."""
    statement = checked.statements[number - 1]
    wrong = [tag("li", message_text(one, say=say), dir="auto") for one in findings(statement)]
    return tag(
        "section",
        tag(
            "span",
            say(f"text.verdict.{statement.verdict}"),
            class_=f"qa-kind qa-it-{statement.verdict}",
        ),
        text("blockquote", statement.statement.text),
        tag("ul", *wrong) if wrong else "",
        *(_source(citation, say=say) for citation in statement.evidence),
        note(say("text.no_evidence")) if not statement.evidence else "",
        class_="qa-proof",
        aria_label=say("text.evidence", number=number),
    )


def _piece(piece: Piece, *, say: Wording) -> Html:
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
        title=say(f"text.verdict.{piece.checked.verdict}"),
        class_=f"qa-said qa-it-{piece.checked.verdict}",
    )


def _source(citation: Claim, *, say: Wording) -> Html:
    before, after = citation.around_quote
    marked = tag("mark", citation.quote) if before or after else citation.quote
    name = display_name(citation.title, citation.article)
    return tag(
        "figure",
        tag("div", before, marked, after, dir="auto"),
        tag(
            "figcaption",
            facts([f"[{citation.number}] {name}", *cited_facts(citation, say=say)]),
            address(citation.url, citation.link),
            copy_button(with_source(citation.sentence_text, citation), say=say),
        ),
        class_="qa-source",
    )
