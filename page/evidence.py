"""Checking: numbered cards of evidence, each of which opens its article.

Owns what a card looks like, which citations are shown, and that each is proved at the moment it is
shown. Text comes from the answer by number, never from a path that a client names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index import ArticleQAError
from index.corpus import Article, Span
from index.sources.split import split_paragraphs
from page.ask import sentence_html
from page.desk import Desk
from page.markup import facts, problem, sentence_case, shown_name, stated, tag, text
from page.reading import UNPROVED, article_html, badge_html, plain_html
from qa.answer import Answer, AnswerSpan, Citation, Hit
from qa.evidence.citations import cite
from qa.evidence.verification import Verdict, verify, verify_all
from qa.text.phrases import also_in

NEAREST = 3  # passages shown where nothing is answered


class Evidence:
    """The callbacks of the cards and of the article beside them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def cards(self, answer: Answer | None) -> str:
        """The cards as they can be shown at once."""
        return cards_html(answer) if answer else ""

    def checked(self, answer: Answer | None) -> str:
        """The cards again, each with what its file says now."""
        if answer is None:
            return ""
        try:
            proved = verify_all(evidence_of(answer), self._desk.seeds)
            found = {claim.number: verdict for claim, verdict in proved}
        except ArticleQAError as error:
            return cards_html(answer) + problem(str(error))
        return cards_html(answer, found)

    def first(self, answer: Answer | None) -> str:
        """The article of the first citation, not proved yet: an answer need not wait for that."""
        shown = evidence_of(answer) if answer else ()
        if answer is None or not shown:
            return ""
        article = article_of(answer.hits, shown[0].article)
        return article_html(article, shown, shown[0], None, answered=answer.text is not None)

    def open(self, answer: Answer | None, number: int) -> str:
        """The article of one citation, marked and proved; nothing where there is no such."""
        shown = evidence_of(answer) if answer else ()
        chosen = next((c for c in shown if c.number == number), None)
        if answer is None or chosen is None:
            return ""
        article = article_of(answer.hits, chosen.article)
        verdict = verify(chosen, self._desk.seeds)
        return article_html(article, shown, chosen, verdict, answered=answer.text is not None)

    def read(self, name: str) -> str:
        """An article that was chosen from the list, unmarked."""
        try:
            article = self._desk.assistant.generation.article.get(name)
        except ArticleQAError as error:
            return problem(str(error))
        if article is None:
            found = f"no article {name[:100]!r} in the index"
            return problem(f"{found}; expected one that is listed; choose another")
        return plain_html(article)


def evidence_of(answer: Answer) -> tuple[Citation, ...]:
    """What is shown for an answer: its citations, or the sentences that came nearest to one."""
    if answer.citations:
        return answer.citations
    return cite([_nearest(hit) for hit in answer.hits[:NEAREST]], limit=NEAREST)


def article_of(hits: Sequence[Hit], name: str) -> Article:
    """The article as it was when the answer was given, whatever was indexed since."""
    return next(h.passage.article for h in hits if h.passage.article.id == name)


def cards_html(answer: Answer, verdicts: Mapping[int, Verdict] | None = None) -> str:
    """Numbered cards, each a button that opens its article; the first is open."""
    shown, found = evidence_of(answer), verdicts or {}
    if not shown:
        return ""
    title = "" if answer.citations else tag("h2", "Nearest passages", class_="qa-label")
    cards = "".join(
        tag("li", _card(c, article_of(answer.hits, c.article), found.get(c.number))) for c in shown
    )
    return title + tag("ol", cards, class_="qa-cards")


def _nearest(hit: Hit) -> AnswerSpan:
    best = max(zip(hit.sentences, hit.passage.sentences, strict=True), key=lambda pair: pair[0])
    return AnswerSpan(hit.passage, best[1], 0.0)


def _card(citation: Citation, article: Article, verdict: Verdict | None) -> str:
    about = [*stated(citation), *_place(article, citation.sentence)]
    return tag(
        "button",
        tag("span", str(citation.number), class_="qa-number", aria_hidden="true"),
        text("span", shown_name(article.title, article.id), class_="qa-title"),
        sentence_html(citation, class_="qa-quote", name="span"),
        facts(about, name="span"),
        text("span", sentence_case(also_in(citation)), class_="qa-note") if citation.copies else "",
        badge_html(verdict, short=True) if verdict else UNPROVED,
        type="button",
        class_="qa-card",
        data_do="open",
        data_number=citation.number,
        aria_pressed="true" if citation.number == 1 else "false",
        aria_controls="qa-article",
    )


def _place(article: Article, sentence: Span) -> list[str]:
    """Paragraph, counted from 1, and page where the format has pages."""
    paragraphs = split_paragraphs(article.text)
    number = sum(p.start <= sentence.start for p in paragraphs)
    page = article.page_of(sentence.start)
    return [f"paragraph {number}", *([f"page {page}"] if page else [])]
