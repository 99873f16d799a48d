"""The start: example questions, and an overview of the articles before the first question.

Owns their HTML. Knows nothing of answers.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from index import ArticleQAError
from index.errors import IndexMissingError
from page.panels.asking.topic_view import ask_button
from page.panels.markup import (
    button,
    facts,
    note,
    problem,
    source_and_date,
    tag,
    text,
)
from page.state.arrivals import NONE, Arrivals
from page.state.assistant_host import AssistantHost
from page.state.catalogue import Catalogue, Listed, Listing
from page.state.examples import Examples
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html

MAX_OVERVIEW = 12  # articles in the overview
ARTICLES_SCANNED = 2_000  # for the newest ones


class StartPanel:
    """The callbacks of the start."""

    def __init__(self, host: AssistantHost) -> None:
        self._host, self._examples = host, Examples(host)
        self._catalogue, self._arrivals = Catalogue(host, ARTICLES_SCANNED), Arrivals(host)

    def examples(self, *, say: Wording = ENGLISH) -> Html:
        """Example questions; asking them takes some seconds when the index is new."""
        try:
            return examples_html(self._examples.questions(), say=say)
        except ArticleQAError:  # which the overview shows
            return Html()

    def overview(self, seen: str | None = None, *, say: Wording = ENGLISH) -> Html:
        """The articles to begin with: those that are new since the generation that the visitor has
        ``seen``, then the newest of the first ones.
        """
        try:
            listing = self._catalogue.listing()
            new = self._arrivals.since(int(seen)) if seen and seen.isdecimal() else NONE
        except IndexMissingError:
            return no_index_html(str(self._host.seeds), say=say)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        return overview_html(listing, new, say=say)


def examples_html(questions: Sequence[str], *, say: Wording = ENGLISH) -> Html:
    """Example questions, each asked by a click."""
    if not questions:
        return Html()
    chips = [ask_button(q, q, "new", class_="qa-chip") for q in questions]
    label = tag("span", say("start.examples"), class_="qa-label")
    return tag("div", label, *chips, class_="qa-examples")


def overview_html(listing: Listing, new: Collection[str] = NONE, *, say: Wording = ENGLISH) -> Html:
    """Some articles, each opened by a click, those of ``new`` files first, then by date, and how
    many more there are.
    """
    first = sorted(
        listing.articles,
        key=lambda one: (one.file in new, one.published or date.min),
        reverse=True,
    )[:MAX_OVERVIEW]
    more, came = listing.total - len(first), sum(one.file in new for one in listing.articles)
    rows = (tag("li", _row(one, is_new=one.file in new, say=say)) for one in first)
    return tag(
        "section",
        tag("h2", say("start.title", number=listing.total)),
        note(say("start.promise")),
        note(say("start.came", number=came), "qa-news") if came else "",
        tag("ul", *rows, class_="qa-rows"),
        note(say("start.more", number=more)) if more > 0 else "",
        class_="qa-overview",
        data_generation=listing.generation,
    )


def recent_html(*, say: Wording) -> Html:
    """The place of the recent questions, which the browser fills in."""
    title = say("recent")
    return tag("nav", id="qa-history", aria_label=title, data_title=title)


def no_index_html(seeds: str, *, say: Wording = ENGLISH) -> Html:
    """The overview while there is no index."""
    return tag(
        "section",
        tag("h2", say("start.empty")),
        note(say("start.empty.how", folder=seeds)),
        button(say("start.empty.add"), "articles", class_="qa-button qa-primary"),
        class_="qa-overview",
    )


def _row(article: Listed, *, is_new: bool, say: Wording) -> Html:
    return tag(
        "button",
        text("b", article.title),
        tag("span", say("library.kind.new"), class_="qa-kind") if is_new else "",
        facts(source_and_date(article, say=say), name="span"),
        type="button",
        class_="qa-row",
        data_do="read",
        data_name=article.id,
    )
