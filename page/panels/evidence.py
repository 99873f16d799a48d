"""The evidence panel: numbered cards of citations, each of which opens its article.

Owns the HTML of a card, which citations are shown, and that each is verified when it is shown. The
client names a citation by its number, never by a path.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index import ArticleQAError
from index.corpus import Article
from page.panels.article_view import (
    article_html,
    badge_html,
    checking_html,
    cited_article_html,
)
from page.panels.ask import sentence_html
from page.panels.markup import (
    alert,
    cited_facts,
    copy_button,
    display_name,
    facts,
    problem,
    tag,
    text,
)
from page.panels.page_picture import page_html, show_button
from page.state.assistant_host import AssistantHost
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.answer import Answer, Citation, Hit
from qa.evidence.citations import nearest_sentences
from qa.evidence.verification import Verdict, verify, verify_all
from qa.html import Html
from qa.text.phrases import with_source

NEAREST = 3  # passages shown where there is no answer


class EvidencePanel:
    """The callbacks of the cards and of the article beside them."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def cards(self, answer: Answer | None, *, say: Wording = ENGLISH) -> Html:
        """The cards before their citations are verified."""
        return cards_html(answer, say=say) if answer else Html()

    def verified_cards(self, answer: Answer | None, *, say: Wording = ENGLISH) -> Html:
        """The cards, each citation compared with its file as it is now."""
        if answer is None:
            return Html()
        try:
            verdicts = {
                claim.number: verdict
                for claim, verdict in verify_all(evidence_of(answer), self._host.seeds)
            }
        except ArticleQAError as error:
            return cards_html(answer, say=say) + problem(str(error), say=say)
        outdated = self._host.is_outdated(answer)
        return cards_html(answer, verdicts, outdated=outdated, say=say)

    def first_article(self, answer: Answer | None, *, say: Wording = ENGLISH) -> Html:
        """The article of the first citation, not verified yet, so that it appears at once."""
        shown = evidence_of(answer) if answer else ()
        if answer is None or not shown:
            return Html()
        return cited_article_html(
            article_of(answer.hits, shown[0].article),
            shown,
            chosen=shown[0],
            verdict=None,
            answered=answer.text is not None,
            say=say,
        )

    def open(
        self, answer: Answer | None, number: int, *, page: bool = False, say: Wording = ENGLISH
    ) -> Html:
        """The article of one citation, marked and verified, with its page as a picture where that
        is asked for; empty for an unknown number.
        """
        shown = evidence_of(answer) if answer else ()
        chosen = next((c for c in shown if c.number == number), None)
        if answer is None or chosen is None:
            return Html()
        article = article_of(answer.hits, chosen.article)
        return cited_article_html(
            article,
            shown,
            chosen=chosen,
            verdict=verify(chosen, self._host.seeds),
            answered=answer.text is not None,
            outdated=self._host.is_outdated(answer),
            picture=self._picture(article, chosen, say=say) if page else None,
            say=say,
        )

    def _picture(self, article: Article, chosen: Citation, *, say: Wording) -> Html | None:
        if chosen.page is None:
            return None
        seeds, number = self._host.seeds, chosen.number
        return page_html(seeds, article, chosen.page, chosen.sentence, number=number, say=say)

    def read(self, name: str, *, say: Wording = ENGLISH) -> Html:
        """An article from the list, without marks."""
        try:
            article = self._host.assistant.generation.article.get(name)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        if article is None:
            return alert(say("evidence.no_article", name=repr(name[:100])))
        return article_html(article, say=say)


def evidence_of(answer: Answer) -> tuple[Citation, ...]:
    """The citations of an answer and its alternatives, or the nearest sentences where there is no
    answer.
    """
    if answer.citations:
        return answer.evidence
    return nearest_sentences(answer, NEAREST)


def article_of(hits: Sequence[Hit], name: str) -> Article:
    """The article as it was when the question was answered, whatever was indexed since."""
    return next(h.passage.article for h in hits if h.passage.article.id == name)


def cards_html(
    answer: Answer,
    verdicts: Mapping[int, Verdict] | None = None,
    *,
    outdated: bool = False,
    say: Wording = ENGLISH,
) -> Html:
    """Numbered cards, each a button that opens its article. The first one is selected. ``outdated``
    are those of an answer from an earlier index.
    """
    shown, found = evidence_of(answer), verdicts or {}
    if not shown:
        return Html()
    nearest = tag("h2", say("evidence.nearest"), class_="qa-label")
    title = Html() if answer.citations else nearest
    others = {c.number: other.text for other in answer.alternatives for c in other.citations}
    badges = {
        n: badge_html(one, short=True, outdated=outdated, say=say) for n, one in found.items()
    }
    cards = (
        _card(c, badges.get(c.number, checking_html(say=say)), others.get(c.number), say=say)
        for c in shown
    )
    rows = (tag("li", card, _taking(c, say=say)) for card, c in zip(cards, shown, strict=True))
    return title + tag("ol", *rows, class_="qa-cards")


def _taking(citation: Citation, *, say: Wording) -> Html:
    """The controls below a card, which is a control itself."""
    link = citation.link and tag(
        "a",
        say("evidence.open"),
        href=citation.link,
        target="_blank",
        rel="noopener noreferrer",
    )
    copied = copy_button(with_source(citation.sentence_text, citation), say=say)
    page = (
        show_button(citation.page, citation.number, class_="qa-copy", say=say)
        if citation.page
        else ""
    )
    return tag("div", copied, page, link or "", class_="qa-taking")


def _card(citation: Citation, badge: Html, other: str | None, *, say: Wording) -> Html:
    copies = say("evidence.copies", articles=", ".join(citation.copies))
    return tag(
        "button",
        tag("span", str(citation.number), class_="qa-number", aria_hidden="true"),
        text("span", display_name(citation.title, citation.article), class_="qa-title"),
        text("span", say("evidence.other", answer=other), class_="qa-note") if other else "",
        sentence_html(citation, class_="qa-quote", name="span"),
        facts(cited_facts(citation, say=say), name="span"),
        text("span", copies, class_="qa-note") if citation.copies else "",
        badge,
        type="button",
        class_="qa-card",
        data_do="open",
        data_number=citation.number,
        aria_pressed="true" if citation.number == 1 else "false",
        aria_controls="qa-article",
    )
