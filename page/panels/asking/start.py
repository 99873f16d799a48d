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
from qa.html import Html
from qa.text.phrases import counted

MAX_OVERVIEW = 12  # articles in the overview
ARTICLES_SCANNED = 2_000  # for the newest ones
PROMISE = "Answers quoted word for word from your articles."


class StartPanel:
    """The callbacks of the start."""

    def __init__(self, host: AssistantHost) -> None:
        self._host, self._examples = host, Examples(host)
        self._catalogue = Catalogue(host, ARTICLES_SCANNED)

    def examples(self) -> Html:
        """Example questions; asking them takes some seconds when the index is new."""
        try:
            return examples_html(self._examples.questions())
        except ArticleQAError:  # which the overview shows
            return Html()

    def overview(self) -> Html:
        """The articles to begin with: the newest of the first ones."""
        try:
            listing = self._catalogue.listing()
        except IndexMissingError:
            return no_index_html(str(self._host.seeds))
        except ArticleQAError as error:
            return problem(str(error))
        newest = sorted(listing.articles, key=lambda one: one.published or date.min, reverse=True)
        return overview_html(newest[:MAX_OVERVIEW], total=listing.total)


def examples_html(questions: Sequence[str]) -> Html:
    """Example questions, each asked by a click."""
    if not questions:
        return Html()
    chips = [ask_button(q, q, "new", class_="qa-chip") for q in questions]
    return tag("div", tag("span", "For example", class_="qa-label"), *chips, class_="qa-examples")


def overview_html(first: Sequence[Listed], *, total: int) -> Html:
    """Some articles, each opened by a click, and how many more there are."""
    more = total - len(first)
    return tag(
        "section",
        tag("h2", counted(total, "article")),
        note(PROMISE),
        note("Ask a question, and the answer is shown in its article. Or open one to read it."),
        tag("ul", *(tag("li", _row(article)) for article in first), class_="qa-rows"),
        note(f"and {more:,} more") if more > 0 else "",
        class_="qa-overview",
    )


def no_index_html(seeds: str) -> Html:
    """The overview while there is no index."""
    how = f"Add files on the Articles tab, or copy them into the folder {seeds}."
    return tag(
        "section",
        tag("h2", "No articles yet"),
        note(f"{how} Then build the index, and ask your questions."),
        button("Add articles", "articles", class_="qa-button qa-primary"),
        class_="qa-overview",
    )


def _row(article: Listed) -> Html:
    return tag(
        "button",
        text("b", article.title),
        facts(source_and_date(article), name="span"),
        type="button",
        class_="qa-row",
        data_do="read",
        data_name=article.id,
    )
