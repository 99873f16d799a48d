"""The start: example questions, and an overview of the articles before the first question.

Owns their HTML. Knows nothing of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from page.state.assistant_host import AssistantHost
from page.state.catalogue import Catalogue, Listed
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
        self._catalogue = Catalogue(host, ARTICLES_SCANNED)

    def examples(self, *, say: Wording = ENGLISH) -> Html:
        """Example questions; asking them takes some seconds when the index is new."""
        try:
            return examples_html(self._examples.questions(), say=say)
        except ArticleQAError:  # which the overview shows
            return Html()

    def overview(self, *, say: Wording = ENGLISH) -> Html:
        """The articles to begin with: the newest of the first ones."""
        try:
            listing = self._catalogue.listing()
        except IndexMissingError:
            return no_index_html(str(self._host.seeds), say=say)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        newest = sorted(listing.articles, key=lambda one: one.published or date.min, reverse=True)
        return overview_html(newest[:MAX_OVERVIEW], total=listing.total, say=say)


def examples_html(questions: Sequence[str], *, say: Wording = ENGLISH) -> Html:
    """Example questions, each asked by a click."""
    if not questions:
        return Html()
    chips = [ask_button(q, q, "new", class_="qa-chip") for q in questions]
    label = tag("span", say("start.examples"), class_="qa-label")
    return tag("div", label, *chips, class_="qa-examples")


def overview_html(first: Sequence[Listed], *, total: int, say: Wording = ENGLISH) -> Html:
    """Some articles, each opened by a click, and how many more there are."""
    more = total - len(first)
    return tag(
        "section",
        tag("h2", say("start.title", number=total)),
        note(say("start.promise")),
        tag("ul", *(tag("li", _row(article, say=say)) for article in first), class_="qa-rows"),
        note(say("start.more", number=more)) if more > 0 else "",
        class_="qa-overview",
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


def _row(article: Listed, *, say: Wording) -> Html:
    return tag(
        "button",
        text("b", article.title),
        facts(source_and_date(article, say=say), name="span"),
        type="button",
        class_="qa-row",
        data_do="read",
        data_name=article.id,
    )
