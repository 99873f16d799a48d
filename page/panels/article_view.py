"""An article to read, with the cited sentences marked in it, and the verdict on its file.

Owns the HTML of an article, its marks and its badge. Knows nothing of which citation is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from index.corpus import Article, Span
from index.sources.paragraphs import split_paragraphs
from index.sources.seed import file_of
from page.panels.markup import (
    address,
    button,
    display_name,
    facts,
    note,
    reason,
    source_and_date,
    tag,
    text,
)
from page.panels.page_picture import show_button
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.answer import Citation
from qa.evidence.verification import Verdict
from qa.html import Html
from qa.text.highlights import Segment, segments
from qa.text.links import web_address

PageStart = Callable[[int], Html]

WINDOW = 100_000  # characters of an article shown on either side of the citation

SIGNS = {"verified": "✓", "changed": "!", "missing": "!", "forged": "✕"}


def cited_article_html(
    article: Article,
    shown: Sequence[Citation],
    *,
    chosen: Citation,
    verdict: Verdict | None,
    answered: bool = True,
    outdated: bool = False,
    picture: Html | None = None,
    say: Wording = ENGLISH,
) -> Html:
    """The article with marks on its citations; that of the chosen one has the id ``qa-chosen``.

    ``shown`` are all citations that can be stepped through, also those of other articles;
    ``outdated`` are those of an answer from an earlier index. ``picture`` shows the page of the
    chosen one; without it there is a control that asks for it.
    """
    if picture is None and chosen.page:
        picture = show_button(chosen.page, chosen.number, say=say)
    save = button(say("article.save"), "keep", number=chosen.number) if answered else ""
    return tag(
        "article",
        _steps(shown, chosen, say=say),
        heading_html(article, chosen.link, say=say),
        verdict_html(verdict, article, outdated=outdated, say=say),
        picture or "",
        _cited_text(article, [c for c in shown if c.article == article.id], chosen, say=say),
        save,
        class_="qa-article" if answered else "qa-article qa-near",
        data_number=chosen.number,
        aria_label=say("article.cited", number=chosen.number),
    )


def article_html(article: Article, *, say: Wording = ENGLISH) -> Html:
    """The article without marks."""
    return tag(
        "article",
        heading_html(article, web_address(article.url), say=say),
        text_html(article, lambda paragraph: paragraph.of(article.text), say=say),
        class_="qa-article",
    )


def checking_html(*, say: Wording = ENGLISH) -> Html:
    """The placeholder of a badge until the file is compared."""
    return tag("span", say("badge.checking"), class_="qa-badge")


def verdict_html(
    verdict: Verdict | None, article: Article, *, outdated: bool = False, say: Wording = ENGLISH
) -> Html:
    """The badge, which opens to the file that it speaks of, and the current text of a source that
    has changed.
    """
    if verdict is None:
        return tag("div", checking_html(say=say), class_="qa-verdict")
    badge = badge_html(verdict, outdated=outdated, say=say)
    content = [_opening(badge, article, say=say) if verdict.holds else badge]
    if not verdict.holds and not (outdated and verdict.state in ("changed", "missing")):
        content.append(note(reason(verdict.reason, say=say)))
    if verdict.nearest:
        now = tag("p", say("article.now"), " ", text("q", verdict.nearest), class_="qa-now")
        content.append(now)
    return tag("div", *content, class_=f"qa-verdict qa-is-{verdict.state}")


def _opening(badge: Html, article: Article, *, say: Wording) -> Html:
    """The badge, which shows when it is clicked what was compared: ``sha256sum`` gives the same."""
    compared = say("badge.compared", file=file_of(article.id), time=f"{datetime.now():%H:%M:%S}")
    digest = tag("code", article.digest, class_="qa-digest")
    return tag("details", tag("summary", badge), tag("p", compared, " ", digest, class_="qa-note"))


def badge_html(
    verdict: Verdict, *, short: bool = False, outdated: bool = False, say: Wording = ENGLISH
) -> Html:
    words = say(f"badge.{verdict.state}")
    if verdict.holds and not short:
        words = say("badge.verified.at_length")
    elif outdated and verdict.state in ("changed", "missing"):  # the newest index may have it as is
        words = say(f"badge.outdated.{verdict.state}")
    mark = tag("span", SIGNS[verdict.state], aria_hidden="true", class_="qa-sign")
    kind = f"qa-badge qa-is-{verdict.state}" + (" qa-is-outdated" if outdated else "")
    return tag("span", mark, words, class_=kind)


def _steps(shown: Sequence[Citation], chosen: Citation, *, say: Wording) -> Html:
    last = shown[-1].number
    if last == 1:
        return Html()
    return tag(
        "nav",
        _step(say("article.previous"), chosen.number - 1, last),
        tag("span", say("article.step", number=chosen.number, total=last), class_="qa-note"),
        _step(say("article.next"), chosen.number + 1, last),
        class_="qa-steps",
        aria_label=say("article.evidence"),
    )


def _step(label: str, number: int, last: int) -> Html:
    exists = 1 <= number <= last
    return button(label, "open", number=number, class_="qa-step", disabled=not exists)


def heading_html(article: Article, link: str | None, *, say: Wording = ENGLISH) -> Html:
    """The title, what the file states of the article, and its address."""
    about = [*filter(None, [article.author]), *source_and_date(article, say=say)]
    return tag(
        "header",
        text("h2", display_name(article.title, article.id)),
        facts([*about, article.id]),
        address(article.url, link),
    )


def _cited_text(
    article: Article, cited: Sequence[Citation], chosen: Citation, *, say: Wording
) -> Html:
    marks = _Marks(chosen.number)

    def marked(paragraph: Span) -> Html:
        (cut,) = segments(article.text, cited, [paragraph])
        return Html().join(map(marks.html, cut))

    return text_html(article, marked, middle=chosen.sentence.start, say=say)


def text_html(
    article: Article,
    marked: Callable[[Span], str],
    *,
    middle: int = 0,
    page_start: PageStart | None = None,
    say: Wording = ENGLISH,
) -> Html:
    """The paragraphs within WINDOW of the character ``middle``, with their numbers; ``marked``
    gives the content of a paragraph, ``page_start`` what stands above the first one of a page.
    """
    begin = page_start or (lambda page: tag("p", say("place.page", number=page), class_="qa-page"))
    paragraphs = split_paragraphs(article.text)
    near = [p for p in paragraphs if p.start - WINDOW <= middle <= p.end + WINDOW]
    before = sum(p.end < near[0].start for p in paragraphs) if near else 0
    after = len(paragraphs) - before - len(near)
    return tag(
        "div",
        note(say("article.earlier", number=before)) if before else "",
        *_paragraphs(article, near, map(marked, near), begin, first=before + 1),
        note(say("article.later", number=after)) if after else "",
        class_="qa-text",
        tabindex="0",
        role="document",
        aria_label=say("article.text"),
    )


def _paragraphs(
    article: Article,
    spans: Sequence[Span],
    contents: Iterable[str],
    page_start: PageStart,
    *,
    first: int,
) -> Iterator[Html]:
    """The paragraphs with their numbers, and what stands above each that begins a page."""
    page = None
    for number, (span, content) in enumerate(zip(spans, contents, strict=True), start=first):
        page_before, page = page, article.page_of(span.start)
        if page is not None and page != page_before:
            yield page_start(page)
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
