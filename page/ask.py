"""Asking: the answer in large type, or that there is none and why.

Owns what the answer looks like and what a visitor who has asked nothing is shown. Knows nothing of
how evidence is opened.
"""

from __future__ import annotations

from index import ArticleQAError
from index.corpus import Article
from index.errors import IndexMissingError
from page.desk import Desk
from page.markup import (
    button,
    facts,
    meter,
    note,
    problem,
    sentence_case,
    shown_name,
    stated,
    tag,
    text,
)
from qa.answer import Answer, Citation
from qa.examples import example_questions
from qa.html import escaped
from qa.text.phrases import DEGRADED, confidence_phrase, counted

OVERVIEW = 12  # articles named to a visitor who has asked nothing yet
EXAMPLES = 3


class Ask:
    """The callbacks of the question box."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, question: str) -> tuple[str, Answer | None]:
        """The answer as HTML, and itself for what is asked about it later."""
        try:
            answer = self._desk.assistant.ask(question)
        except ArticleQAError as error:
            return problem(str(error)), None
        return answer_html(answer), answer

    def welcome(self) -> tuple[str, str]:
        """Example questions and, where the cited article will stand, what there is to ask."""
        try:
            articles = self._desk.assistant.generation.content.articles
            questions = example_questions(articles, count=EXAMPLES)
            first = [article for _, article in zip(range(OVERVIEW), articles, strict=False)]
        except IndexMissingError:
            return "", nothing_yet(str(self._desk.seeds))
        except ArticleQAError as error:
            return "", problem(str(error))
        rows = "".join(tag("li", _row(article)) for article in first)
        more = len(articles) - len(first)
        return examples_html(questions), tag(
            "section",
            tag("h2", escaped(f"{counted(len(articles), 'article')} to ask")),
            note("Open one to read it, or ask: the sentence that answers is shown in its article."),
            tag("ul", rows, class_="qa-rows"),
            note(f"and {more:,} more") if more > 0 else "",
            class_="qa-overview",
        )


def answer_html(answer: Answer) -> str:
    """The answer with its sentence and confidence, or the abstention with its reason."""
    if answer.text is None:
        content = [
            tag("p", "The articles do not answer this.", class_="qa-short"),
            note(f"{sentence_case(answer.reason or '')}."),
            button("Keep “no answer” as a check", "keep", class_="qa-button"),
        ]
        kind = "qa-answer qa-abstained"
    else:
        first = answer.citations[0]
        content = [
            text("p", answer.text, class_="qa-short"),
            "" if first.span == first.sentence else sentence_html(first, class_="qa-within"),
            confidence_html(answer.confidence),
        ]
        kind = "qa-answer"
    if not answer.complete:
        content.append(tag("p", escaped(DEGRADED), class_="qa-degraded", role="status"))
    return tag("section", *content, class_=kind, data_question=answer.question, aria_label="Answer")


def sentence_html(citation: Citation, *, class_: str, name: str = "p") -> str:
    """The cited sentence, the quote in it marked where it is not the whole of it."""
    before, after = citation.around_quote
    marked = tag("mark", escaped(citation.quote)) if before or after else escaped(citation.quote)
    return tag(name, escaped(before), marked, escaped(after), class_=class_, dir="auto")


def confidence_html(confidence: float) -> str:
    """Confidence as a bar, in words and as a number."""
    words = confidence_phrase(confidence)
    said = tag("b", escaped(words.capitalize())) + f" · {confidence:.0%} confidence"
    return tag("p", meter(confidence), tag("span", said), class_="qa-confidence")


def examples_html(questions: list[str]) -> str:
    """Questions to begin with, each asked by a click."""
    if not questions:
        return ""
    asked = [
        tag("button", escaped(q), type="button", class_="qa-chip", data_ask=q) for q in questions
    ]
    return tag("div", tag("span", "For example", class_="qa-label"), *asked, class_="qa-examples")


def _row(article: Article) -> str:
    return tag(
        "button",
        text("b", shown_name(article.title, article.id)),
        facts(stated(article), name="span"),
        type="button",
        class_="qa-row",
        data_do="read",
        data_name=article.id,
    )


def nothing_yet(seeds: str) -> str:
    """What a visitor is told while there is no index."""
    way = f"Drop files on the Articles tab, or put them into the folder {seeds}."
    return tag(
        "section",
        tag("h2", "No articles yet"),
        note(f"{way} Then build the index: after that they can be asked."),
        button("Add articles", "articles", class_="qa-button qa-primary"),
        class_="qa-overview",
    )
