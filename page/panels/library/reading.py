"""An article of the library to read, and the passages that a search has found.

Owns their HTML, and the marks of the words that were searched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from index.corpus import Article, Passage, Span
from page.panels.article_view import heading_html, text_html
from page.panels.library.named import named_html
from page.panels.library.view import LibraryView
from page.panels.markup import alert, button, display_name, facts, note, source_and_date, tag, text
from page.panels.page_picture import show_button
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.evidence.context import context_of, paragraph_of, paragraphs_of
from qa.html import Html
from qa.retrieval.words import LIMIT, FoundPassages
from qa.text.found_words import found_words
from qa.text.links import web_address

PASSAGES = 3  # of one article
SNIPPET = 320  # characters of a passage, about
Wanted = Collection[str]  # terms


def reading_html(
    article: Article,
    view: LibraryView,
    wanted: Wanted,
    passage: Span | None,
    *,
    picture: Html | None = None,
    say: Wording = ENGLISH,
) -> Html:
    """The article with the wanted words marked, and the passage that it is opened at; ``picture``
    is that of the page that the view names.
    """

    def marked(paragraph: Span) -> Html:
        content = marked_html(article.text, paragraph, wanted)
        is_found = passage is not None and paragraph.start <= passage.start < paragraph.end
        return tag("span", content, id="qa-found", tabindex="-1") if is_found else content

    def page_start(page: int) -> Html:
        if picture is not None and page == view.pictured:
            return picture
        is_next = view.focus == f"page {page}"
        return tag("div", show_button(page, page, focus=is_next, say=say), class_="qa-page")

    middle = passage.start if passage else 0
    heading = heading_html(article, web_address(article.url), say=say)
    return tag(
        "article",
        tag(
            "nav",
            _back(view, say=say),
            button(say("reading.original"), "original", name=article.id, class_="qa-step"),
            class_="qa-steps",
            aria_label=say("reading"),
        ),
        tag("div", heading, tabindex="-1", id="qa-opened"),
        named_html(article, say=say),
        text_html(article, marked, middle=middle, page_start=page_start, say=say),
        class_="qa-article qa-reading",
    )


def missing_html(name: str, view: LibraryView, *, say: Wording = ENGLISH) -> Html:
    """The message that the article that is opened is not in the index, or not any longer."""
    message = alert(say("library.no_article", name=repr(name[:100])))
    return tag("nav", _back(view, say=say), class_="qa-steps", aria_label=say("reading")) + message


def results_html(
    found: FoundPassages, view: LibraryView, wanted: Wanted, *, say: Wording = ENGLISH
) -> Html:
    """The passages with the words, by article, the article of the best passage first."""
    groups = _by_article(found.passages)
    total, articles = len(found.passages), say("results.articles", number=len(groups))
    counts = say("results.best" if total == LIMIT else "results", number=total, articles=articles)
    return tag(
        "section",
        tag(
            "div",
            button(say("reading.all"), "leave", class_="qa-step"),
            button(say("reading.back"), "return", class_="qa-step") if view.named_in else "",
            tag("h2", f"{counts} ", tag("q", view.searched), class_="qa-label"),
            class_="qa-steps",
        ),
        note(say("results.incomplete")) if not found.complete else "",
        tag("ol", *(_result(group, wanted, view, say=say) for group in groups), class_="qa-cards")
        if groups
        else note(say("results.none.named" if view.named_in else "results.none")),
        class_="qa-library qa-results",
        aria_label=say("results.label"),
    )


def found_sentence(content: str, passage: Span, wanted: Wanted) -> Span | None:
    """The first sentence with a wanted word in the paragraph that a passage starts in."""
    paragraph = next((p for p in paragraphs_of(content) if p.start <= passage.start < p.end), None)
    if paragraph is None:
        return None
    word = next(iter(found_words(content, wanted, paragraph)), passage)
    context = context_of(content, word)
    return context.sentence if context else None


def marked_html(content: str, within: Span, wanted: Wanted) -> Html:
    """A part of a text, with the wanted words marked."""
    return Html().join(_marked(content, within, wanted))


def _marked(content: str, within: Span, wanted: Wanted) -> Iterator[Html]:
    end = within.start
    for word in found_words(content, wanted, within) if wanted else ():
        yield Html.escape(content[end : word.start])
        yield tag("mark", word.of(content), class_="qa-word")
        end = word.end
    yield Html.escape(content[end : within.end])


def _back(view: LibraryView, *, say: Wording) -> Html:
    label = say("reading.results" if view.searched else "reading.all")
    return button(label, "back", class_="qa-step")


def _by_article(passages: Sequence[Passage]) -> list[list[Passage]]:
    """The passages of each article, best first; articles by their best passage."""
    ids = list(dict.fromkeys(passage.article.id for passage in passages))
    ordered = sorted(passages, key=lambda passage: ids.index(passage.article.id))
    return [list(group) for _, group in groupby(ordered, key=lambda p: p.article.id)]


def _result(group: Sequence[Passage], wanted: Wanted, view: LibraryView, *, say: Wording) -> Html:
    article = group[0].article
    more = len(group) - PASSAGES
    return tag(
        "li",
        text("h3", display_name(article.title, article.id), class_="qa-title"),
        facts([*source_and_date(article, say=say), article.id]),
        *(_snippet(passage, wanted, view, say=say) for passage in group[:PASSAGES]),
        note(say("results.more", number=more)) if more > 0 else "",
        class_="qa-result",
    )


def _snippet(passage: Passage, wanted: Wanted, view: LibraryView, *, say: Wording) -> Html:
    article, span = passage.article, _part_with_words(passage, wanted)
    place = say("place.paragraph", number=paragraph_of(article.text, passage.span.start))
    return tag(
        "button",
        tag(
            "span",
            "… " if span.start > passage.span.start else "",
            marked_html(article.text, span, wanted),
            " …" if span.end < passage.span.end else "",
            class_="qa-quote",
            dir="auto",
        ),
        " ",
        tag("span", place, class_="qa-note"),
        type="button",
        class_="qa-book",
        data_do="read",
        data_number=passage.span.start,
        data_name=article.id,
        data_focus=view.focus == f"{article.id} {passage.span.start}",
    )


def _part_with_words(passage: Passage, wanted: Wanted) -> Span:
    """The sentences of a passage from the first that has a wanted word, about SNIPPET long."""
    content, sentences = passage.article.text, passage.sentences
    has = [any(found_words(content, wanted, one)) for one in sentences]
    first = has.index(True) if True in has else 0
    end = sentences[first].end
    for one in sentences[first + 1 :]:
        if one.end - sentences[first].start > SNIPPET:
            break
        end = one.end
    return Span(sentences[first].start, end)
