"""Checking: numbered cards of evidence, and the cited article with the sentence marked in it.

Owns what a card and an article look like, which citations are shown, and that each is proved at the
moment it is shown. Text comes from the answer by number, never from a path that a client names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from index import ArticleQAError
from index.corpus import Article, Span
from index.split import split_paragraphs
from page.ask import sentence_html
from page.desk import Desk
from page.markup import button, facts, note, problem, sentence_case, shown_name, stated, tag, text
from qa.answer import Answer, AnswerSpan, Citation, Hit
from qa.citations import cite
from qa.html import escaped
from qa.render import Segment, also_in, segments
from qa.verify import Verdict, verify, verify_all

NEAREST = 3  # passages shown where nothing is answered
WINDOW = 100_000  # characters of an article shown on either side of the citation

BADGES: Mapping[str, tuple[str, str]] = {
    "verified": ("✓", "Verified: word for word in the file as it is now"),
    "changed": ("!", "Source changed since indexing"),
    "missing": ("!", "Source is gone since indexing"),
    "forged": ("✕", "Not what the file says"),
}
UNPROVED = tag("span", "Checking the file…", class_="qa-badge")


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


def article_html(
    article: Article,
    shown: Sequence[Citation],
    chosen: Citation,
    verdict: Verdict | None,
    *,
    answered: bool = True,
) -> str:
    """The article with marks on what is cited from it; that of the chosen one is ``qa-chosen``."""
    return tag(
        "article",
        _steps(shown, chosen),
        _heading(article),
        verdict_html(verdict),
        _text(article, [c for c in shown if c.article == article.id], chosen),
        button("Keep as a check", "keep", number=chosen.number, class_="qa-button")
        if answered
        else "",
        class_="qa-article" if answered else "qa-article qa-near",
        data_number=chosen.number,
        aria_label=f"Cited article {chosen.number}",
    )


def plain_html(article: Article) -> str:
    return tag("article", _heading(article), _text(article, [], None), class_="qa-article")


def verdict_html(verdict: Verdict | None) -> str:
    """The badge, and for a source that has changed what it says now."""
    if verdict is None:
        return tag("div", UNPROVED, class_="qa-verdict")
    content = [badge_html(verdict)]
    if not verdict.holds:
        content.append(note(f"{sentence_case(verdict.reason)}."))
    if verdict.nearest:
        content.append(tag("p", "Now it says: ", text("q", verdict.nearest), class_="qa-now"))
    return tag("div", *content, class_=f"qa-verdict qa-is-{verdict.state}")


def badge_html(verdict: Verdict, *, short: bool = False) -> str:
    sign, words = BADGES[verdict.state]
    words = words.partition(":")[0] if short else words
    mark = tag("span", sign, aria_hidden="true", class_="qa-sign")
    return tag("span", mark, escaped(words), class_=f"qa-badge qa-is-{verdict.state}")


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


def _steps(shown: Sequence[Citation], chosen: Citation) -> str:
    last = shown[-1].number
    if last == 1:
        return ""
    return tag(
        "nav",
        _step("Previous", chosen.number - 1, last),
        tag("span", f"{chosen.number} of {last}", class_="qa-note"),
        _step("Next", chosen.number + 1, last),
        class_="qa-steps",
        aria_label="Evidence",
    )


def _step(label: str, number: int, last: int) -> str:
    there = 1 <= number <= last
    return button(label, "open", number=number, class_="qa-step", disabled=not there)


def _heading(article: Article) -> str:
    about = [*stated(article), *filter(None, [article.author])]
    return tag(
        "header",
        text("h2", shown_name(article.title, article.id)),
        facts([*about, article.id]),
        _link(article.url),
    )


def _link(url: str | None) -> str:
    """The address that the file states of itself: a link where it leads to the web, else text."""
    if not url:
        return ""
    if urlsplit(url).scheme.lower() not in ("http", "https"):
        return note(url)
    shown = url if len(url) <= 80 else f"{url[:80]}…"
    return tag("p", tag("a", escaped(shown), href=url, target="_blank", rel="noopener noreferrer"),
               class_="qa-note")  # fmt: skip


def _text(article: Article, cited: Sequence[Citation], chosen: Citation | None) -> str:
    paragraphs = split_paragraphs(article.text)
    middle = chosen.sentence.start if chosen else 0
    near = [p for p in paragraphs if p.start - WINDOW <= middle <= p.end + WINDOW]
    before = sum(p.end < near[0].start for p in paragraphs) if near else 0
    after = len(paragraphs) - before - len(near)
    return tag(
        "div",
        note(f"{before:,} paragraphs before this are not shown") if before else "",
        *_paragraphs(article, cited, chosen, near, before),
        note(f"{after:,} more paragraphs are not shown") if after else "",
        class_="qa-text",
        tabindex="0",
        role="document",
        aria_label="Text of the article",
    )


def _paragraphs(
    article: Article,
    cited: Sequence[Citation],
    chosen: Citation | None,
    near: Sequence[Span],
    before: int,
) -> list[str]:
    shown = []
    page = None
    target = _Target(chosen.number if chosen else 0)
    cut = segments(article.text, cited, near)
    for number, (span, pieces) in enumerate(zip(near, cut, strict=True), start=before + 1):
        now = article.page_of(span.start)
        if now != page:
            shown.append(tag("p", f"page {now}", class_="qa-page"))
        page = now
        content = "".join(target.piece(piece) for piece in pieces)
        shown.append(tag("p", content, dir="auto", data_paragraph=number))
    return shown


class _Target:
    """Writes the pieces of an article, and gives the first one to look at the id ``qa-chosen``."""

    def __init__(self, number: int) -> None:
        self._number, self._given = number, False

    def piece(self, piece: Segment) -> str:
        if piece.kind == "plain":
            return escaped(piece.text)
        chosen = piece.number == self._number
        first = chosen and piece.kind == "quote" and not self._given
        self._given = self._given or first
        classes = f"qa-{piece.kind}" + (" qa-is-chosen" if chosen else "")
        return tag("mark", escaped(piece.text), class_=classes, id="qa-chosen" if first else None)
