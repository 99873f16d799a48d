"""The start: example questions, and an overview of the articles before the first question.

Owns their HTML. Knows nothing of answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import ArticleQAError
from index.corpus import Article
from index.errors import IndexMissingError
from page.panels.asking.topic_view import ask_button
from page.panels.markup import (
    button,
    display_name,
    facts,
    note,
    problem,
    source_and_date,
    tag,
    text,
)
from page.state.assistant_host import AssistantHost
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.examples import example_questions
from qa.html import Html

MAX_OVERVIEW = 12  # articles in the overview
EXAMPLES = 3  # questions


class StartPanel:
    """The callback of the start."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def welcome(self, *, say: Wording = ENGLISH) -> tuple[Html, Html]:
        """Example questions, and an overview of the articles."""
        try:
            articles = self._host.assistant.generation.content.articles
            questions = example_questions(articles, count=EXAMPLES)
            first = [article for _, article in zip(range(MAX_OVERVIEW), articles, strict=False)]
        except IndexMissingError:
            return Html(), no_index_html(str(self._host.seeds), say=say)
        except ArticleQAError as error:
            return Html(), problem(str(error), say=say)
        overview = overview_html(first, total=len(articles), say=say)
        return examples_html(questions, say=say), overview


def examples_html(questions: Sequence[str], *, say: Wording = ENGLISH) -> Html:
    """Example questions, each asked by a click."""
    if not questions:
        return Html()
    chips = [ask_button(q, q, "new", class_="qa-chip") for q in questions]
    label = tag("span", say("start.examples"), class_="qa-label")
    return tag("div", label, *chips, class_="qa-examples")


def overview_html(first: Sequence[Article], *, total: int, say: Wording = ENGLISH) -> Html:
    """The first articles, each opened by a click, and how many more there are."""
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


def _row(article: Article, *, say: Wording) -> Html:
    return tag(
        "button",
        text("b", display_name(article.title, article.id)),
        facts(source_and_date(article, say=say), name="span"),
        type="button",
        class_="qa-row",
        data_do="read",
        data_name=article.id,
    )
