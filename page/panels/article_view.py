"""An article to read, with the cited sentences marked in it, and the verdict on its file.

Owns the HTML of an article, its marks and its badge. Knows nothing of which citation is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index.corpus import Article, Span
from index.sources.paragraphs import split_paragraphs
from page.panels.markup import (
    address,
    button,
    display_name,
    facts,
    note,
    sentence_case,
    source_and_date,
    tag,
    text,
)
from qa.answer import Citation
from qa.evidence.verification import Verdict
from qa.html import Html
from qa.text.highlights import Segment, segments
from qa.text.links import web_address
from qa.text.phrases import QUOTE_MATCHES

WINDOW = 100_000  # characters of an article shown on either side of the citation

BADGES: Mapping[str, tuple[str, str]] = {
    "verified": ("✓", f"{QUOTE_MATCHES.capitalize()}: word for word, as it is now"),
    "changed": ("!", "Source changed since indexing"),
    "missing": ("!", "Source deleted since indexing"),
    "forged": ("✕", "Not what the file says"),
}
# Of an answer from an earlier index: the newest one may have the source as it is now.
OUTDATED_BADGES = {
    **BADGES,
    "changed": ("!", "Quoted from an earlier version of the source"),
    "missing": ("!", "Quoted from a source that was deleted"),
}
CHECKING = tag("span", "Checking the file…", class_="qa-badge")


def cited_article_html(
    article: Article,
    shown: Sequence[Citation],
    *,
    chosen: Citation,
    verdict: Verdict | None,
    answered: bool = True,
    outdated: bool = False,
) -> Html:
    """The article with marks on its citations; that of the chosen one has the id ``qa-chosen``.

    ``shown`` are all citations that can be stepped through, also those of other articles;
    ``outdated`` are those of an answer from an earlier index.
    """
    save = button("Save as test", "keep", number=chosen.number) if answered else ""
    return tag(
        "article",
        _steps(shown, chosen),
        heading_html(article, chosen.link),
        verdict_html(verdict, outdated=outdated),
        _cited_text(article, [c for c in shown if c.article == article.id], chosen),
        save,
        class_="qa-article" if answered else "qa-article qa-near",
        data_number=chosen.number,
        aria_label=f"Cited article {chosen.number}",
    )


def article_html(article: Article) -> Html:
    """The article without marks."""
    return tag(
        "article",
        heading_html(article, web_address(article.url)),
        text_html(article, lambda paragraph: paragraph.of(article.text)),
        class_="qa-article",
    )


def verdict_html(verdict: Verdict | None, *, outdated: bool = False) -> Html:
    """The badge, and the current text of a source that has changed."""
    if verdict is None:
        return tag("div", CHECKING, class_="qa-verdict")
    content = [badge_html(verdict, outdated=outdated)]
    if not verdict.holds and not (outdated and verdict.state in ("changed", "missing")):
        content.append(note(f"{sentence_case(verdict.reason)}."))
    if verdict.nearest:
        content.append(tag("p", "It now says: ", text("q", verdict.nearest), class_="qa-now"))
    return tag("div", *content, class_=f"qa-verdict qa-is-{verdict.state}")


def badge_html(verdict: Verdict, *, short: bool = False, outdated: bool = False) -> Html:
    sign, words = (OUTDATED_BADGES if outdated else BADGES)[verdict.state]
    words = words.partition(":")[0] if short else words
    mark = tag("span", sign, aria_hidden="true", class_="qa-sign")
    kind = f"qa-badge qa-is-{verdict.state}" + (" qa-is-outdated" if outdated else "")
    return tag("span", mark, words, class_=kind)


def _steps(shown: Sequence[Citation], chosen: Citation) -> Html:
    last = shown[-1].number
    if last == 1:
        return Html()
    return tag(
        "nav",
        _step("Previous", chosen.number - 1, last),
        tag("span", f"{chosen.number} of {last}", class_="qa-note"),
        _step("Next", chosen.number + 1, last),
        class_="qa-steps",
        aria_label="Evidence",
    )


def _step(label: str, number: int, last: int) -> Html:
    exists = 1 <= number <= last
    return button(label, "open", number=number, class_="qa-step", disabled=not exists)


def heading_html(article: Article, link: str | None) -> Html:
    """The title, what the file states of the article, and its address."""
    about = [*filter(None, [article.author]), *source_and_date(article)]
    return tag(
        "header",
        text("h2", display_name(article.title, article.id)),
        facts([*about, article.id]),
        address(article.url, link),
    )


def _cited_text(article: Article, cited: Sequence[Citation], chosen: Citation) -> Html:
    marks = _Marks(chosen.number)

    def marked(paragraph: Span) -> Html:
        (cut,) = segments(article.text, cited, [paragraph])
        return Html().join(map(marks.html, cut))

    return text_html(article, marked, middle=chosen.sentence.start)


def text_html(article: Article, marked: Callable[[Span], str], *, middle: int = 0) -> Html:
    """The paragraphs within WINDOW of the character ``middle``, with their numbers; ``marked``
    gives the content of a paragraph.
    """
    paragraphs = split_paragraphs(article.text)
    near = [p for p in paragraphs if p.start - WINDOW <= middle <= p.end + WINDOW]
    before = sum(p.end < near[0].start for p in paragraphs) if near else 0
    after = len(paragraphs) - before - len(near)
    return tag(
        "div",
        note(f"{before:,} earlier paragraphs are not shown") if before else "",
        *_paragraphs(article, near, map(marked, near), first=before + 1),
        note(f"{after:,} more paragraphs are not shown") if after else "",
        class_="qa-text",
        tabindex="0",
        role="document",
        aria_label="Text of the article",
    )


def _paragraphs(
    article: Article, spans: Sequence[Span], contents: Iterable[str], *, first: int
) -> Iterator[Html]:
    """The paragraphs with their numbers, and a line above each that begins a page."""
    page = None
    for number, (span, content) in enumerate(zip(spans, contents, strict=True), start=first):
        page_before, page = page, article.page_of(span.start)
        if page != page_before:
            yield tag("p", f"page {page}", class_="qa-page")
        yield tag("p", content, dir="auto", data_paragraph=number)


class _Marks:
    """Marks the cited segments; the first quote of the chosen citation has the id ``qa-chosen``."""

    def __init__(self, chosen: int) -> None:
        self._chosen, self._id_given = chosen, False

    def html(self, segment: Segment) -> Html:
        if segment.kind == "plain":
            return Html.escape(segment.text)
        is_chosen = segment.number == self._chosen
        is_first = is_chosen and segment.kind == "quote" and not self._id_given
        self._id_given = self._id_given or is_first
        classes = f"qa-{segment.kind}" + (" qa-is-chosen" if is_chosen else "")
        return tag("mark", segment.text, class_=classes, id="qa-chosen" if is_first else None)
