"""The answer panel: the answer in large type, or that there is none and why.

Owns the HTML of an answer, and of the overview that is shown before the first question. Knows
nothing of how evidence is opened.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import ArticleQAError, Filter
from index.corpus import Article
from index.errors import IndexMissingError
from page.panels.filters import NO_FILTER, FilterInput
from page.panels.markup import (
    button,
    copy_button,
    display_name,
    facts,
    meter,
    note,
    problem,
    sentence_case,
    source_and_date,
    tag,
    text,
)
from page.panels.promise import promise_in_words
from page.state.assistant_host import AssistantHost
from qa.answer import Answer, Citation, Item, Part
from qa.examples import example_questions
from qa.html import Html
from qa.promise import Promise
from qa.text.phrases import (
    DEGRADED,
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    confidence_phrase,
    counted,
    disagreement,
    items_in_words,
    scope_in_words,
    with_source,
    with_word,
)

MAX_OVERVIEW = 12  # articles in the overview
EXAMPLES = 3  # questions


class AnswerPanel:
    """The callbacks of the question box."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def answer(self, question: str, given: FilterInput = NO_FILTER) -> tuple[Html, Answer | None]:
        """The answer as HTML, and as data for the panels that show its evidence."""
        try:
            answer = self._host.ask(question, where=given.parse())
            promise = self._host.promise_about(answer)
        except ArticleQAError as error:
            return problem(str(error)), None
        return answer_html(answer, promise, self.suggested(answer)), answer

    def suggested(self, answer: Answer | None) -> Filter | None:
        """The filter that the question's own words name, where it was asked without one."""
        if answer is None:
            return None
        try:
            return self._host.assistant.suggested_filter(answer)
        except ArticleQAError:
            return None

    def welcome(self) -> tuple[Html, Html]:
        """Example questions, and an overview of the articles."""
        try:
            articles = self._host.assistant.generation.content.articles
            questions = example_questions(articles, count=EXAMPLES)
            first = [article for _, article in zip(range(MAX_OVERVIEW), articles, strict=False)]
        except IndexMissingError:
            return Html(), no_index_html(str(self._host.seeds))
        except ArticleQAError as error:
            return Html(), problem(str(error))
        return examples_html(questions), overview_html(first, total=len(articles))


def answer_html(
    answer: Answer, promise: Promise | None = None, suggested: Filter | None = None
) -> Html:
    """The answer with its sentence and confidence, and the promise that holds for it, or the
    abstention with its reason; below it the filter that is suggested, to be applied by a click.
    """
    content = _abstention(answer) if answer.text is None else _given(answer, promise)
    if answer.searched:
        content.append(note(f"Searched: {answer.searched}", class_="qa-scope"))
    if answer.scope:
        content.append(note(f"{sentence_case(scope_in_words(answer.scope))}.", class_="qa-scope"))
    if suggested:
        content.append(button(f"Ask only: {suggested}", "only", class_="qa-chip qa-suggested"))
    if not answer.complete:
        content.append(tag("p", DEGRADED, class_="qa-degraded", role="status"))
    kind = "qa-answer qa-abstained" if answer.text is None else "qa-answer"
    return tag("section", *content, class_=kind, data_question=answer.question, aria_label="Answer")


def _abstention(answer: Answer) -> list[Html]:
    return [
        tag("p", f"The {_asked(answer)} do not answer this.", class_="qa-short"),
        note(f"{sentence_case(answer.reason or '')}."),
        button("Save “no answer” as a check", "keep"),
    ]


def _given(answer: Answer, promise: Promise | None) -> list[Html]:
    """The answer with its sentence, or the answers to the parts of its question."""
    first, words = answer.citations[0], answer.text or ""
    whole = first.span == first.sentence
    others = ((other.published, other.text) for other in answer.alternatives)
    short = [
        text("p", with_word(words, answer.decides), class_="qa-short"),
        Html() if whole else sentence_html(first, class_="qa-within"),
        items_html(answer.items),
    ]
    as_of = [as_of_in_words(answer.as_of, others)] if answer.as_of else []
    copied = copy_button(with_source(words, first))
    return [
        *([parts_html(answer.parts)] if answer.parts else short),
        *(note(said, class_="qa-as-of") for said in as_of),
        tag("div", confidence_html(answer.confidence), copied, class_="qa-below"),
        note(promise_in_words(promise), "qa-promise") if promise else Html(),
        alternatives_html(answer),
    ]


def _asked(answer: Answer) -> str:
    return "articles that the filter leaves" if answer.where else "articles"


def sentence_html(citation: Citation, *, class_: str, name: str = "p") -> Html:
    """The cited sentence; the quote is marked where it is shorter than the sentence."""
    before, after = citation.around_quote
    quote = tag("mark", citation.quote) if before or after else citation.quote
    return tag(name, before, quote, after, class_=class_, dir="auto")


def confidence_html(confidence: float) -> Html:
    """The confidence as a bar, in words and as a number."""
    words = confidence_phrase(confidence)
    label = tag("span", tag("b", words.capitalize()), f" · {confidence:.0%} confidence")
    return tag("p", meter(confidence), label, class_="qa-confidence")


def alternatives_html(answer: Answer) -> Html:
    """The answers that compete with the given one, each with its date and evidence."""
    if not answer.alternatives:
        return Html()
    others = [c for other in answer.alternatives for c in other.citations]
    rows = (
        tag(
            "li",
            text("b", other.text),
            facts([alternative_facts(other.published, other.confidence, other.citations)]),
        )
        for other in answer.alternatives
    )
    words = note(disagreement(answer.citations, others))
    return tag("div", words, tag("ul", *rows, class_="qa-sources"), class_="qa-others")


def items_html(items: Sequence[Item]) -> Html:
    """What was found of a list, each with the number of its evidence."""
    if not items:
        return Html()
    return note(items_in_words((one.text, one.citation) for one in items), class_="qa-items")


def parts_html(parts: Sequence[Part]) -> Html:
    """The questions that a question consists of, each with its answer or the reason for none."""
    return tag("ul", *map(_part_row, parts), class_="qa-sources qa-parts")


def _part_row(part: Part) -> Html:
    if part.text is None:
        said = note(f"The articles do not answer this: {part.reason}.")
    else:
        numbers = "".join(f"[{citation.number}]" for citation in part.citations)
        said = text("b", part.text) + facts([confidence_in_words(part.confidence), numbers])
    return tag("li", tag("span", part.question, class_="qa-label"), said)


def examples_html(questions: Sequence[str]) -> Html:
    """Example questions, each asked by a click."""
    if not questions:
        return Html()
    chips = [tag("button", q, type="button", class_="qa-chip", data_ask=q) for q in questions]
    return tag("div", tag("span", "For example", class_="qa-label"), *chips, class_="qa-examples")


def overview_html(first: Sequence[Article], *, total: int) -> Html:
    """The first articles, each opened by a click, and how many more there are."""
    more = total - len(first)
    return tag(
        "section",
        tag("h2", counted(total, "article")),
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


def _row(article: Article) -> Html:
    return tag(
        "button",
        text("b", display_name(article.title, article.id)),
        facts(source_and_date(article), name="span"),
        type="button",
        class_="qa-row",
        data_do="read",
        data_name=article.id,
    )
