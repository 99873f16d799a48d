"""An article to read, with the cited sentence marked in it, and what its file says now.

Owns what an article, its marks and its badge look like. Which citation is shown is evidence.py's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from index.corpus import Article, Span
from index.sources.split import split_paragraphs
from page.markup import button, facts, note, sentence_case, shown_name, stated, tag, text
from qa.answer import Citation
from qa.evidence.verification import Verdict
from qa.html import escaped
from qa.text.highlights import Segment, segments

WINDOW = 100_000  # characters of an article shown on either side of the citation

BADGES: Mapping[str, tuple[str, str]] = {
    "verified": ("✓", "Verified: word for word in the file as it is now"),
    "changed": ("!", "Source changed since indexing"),
    "missing": ("!", "Source is gone since indexing"),
    "forged": ("✕", "Not what the file says"),
}
UNPROVED = tag("span", "Checking the file…", class_="qa-badge")


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
    if not _leads_to_the_web(url):
        return note(url)
    shown = url if len(url) <= 80 else f"{url[:80]}…"
    return tag("p", tag("a", escaped(shown), href=url, target="_blank", rel="noopener noreferrer"),
               class_="qa-note")  # fmt: skip


def _leads_to_the_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in ("http", "https")
    except ValueError:  # no address, as with a bracket that nothing closes
        return False


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
