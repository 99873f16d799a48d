"""The answer panel: a question and its answer in large type, or that there is none and why.

Owns the HTML of an answer. Knows nothing of how evidence is opened.
"""

from __future__ import annotations

from collections.abc import Sequence

from index import ArticleQAError, Filter
from page.panels.asking.topic_view import ask_button, question_html
from page.panels.filters import NO_FILTER, FilterInput
from page.panels.markup import (
    button,
    copy_button,
    facts,
    meter,
    note,
    problem,
    sentence_case,
    tag,
    text,
)
from page.panels.promise import promise_in_words
from page.state.assistant_host import AssistantHost
from qa.answer import Answer, Citation, Item, Part
from qa.html import Html
from qa.promise import Promise
from qa.question import clean_question
from qa.questions.thread import Thread
from qa.text.phrases import (
    DEGRADED,
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    confidence_phrase,
    disagreement,
    items_in_words,
    scope_in_words,
    with_source,
    with_word,
)

ALONE = Thread()
LONG = 90  # characters of an answer, above which it is set in smaller type
OUTDATED = "The index has changed since this answer, which quotes the articles as they were then."


class AnswerPanel:
    """The callbacks of the question box."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def answer(
        self, question: str, given: FilterInput = NO_FILTER, thread: Thread = ALONE
    ) -> tuple[Html, Answer | None]:
        """The answer as HTML, and as data for the panels that show its evidence. Its question is
        the one that was asked, with what it leaves to be understood from the thread.
        """
        try:
            asked = clean_question(question, self._host.settings.question_length)
            answer = self._host.ask(thread.write_out(asked), where=given.parse())
            promise = self._host.promise_about(answer)
        except ArticleQAError as error:
            return problem(str(error)), None
        return answer_html(answer, promise, self.suggested(answer), asked=asked), answer

    def outdated(self, answer: Answer | None) -> Html:
        """That another generation than that of the answer is the newest, and how to ask again."""
        if answer is None or not self._host.is_outdated(answer):
            return Html()
        again = ask_button("Ask again", answer.question, "on")
        return tag("div", tag("span", OUTDATED), again, class_="qa-asked", role="status")

    def suggested(self, answer: Answer | None) -> Filter | None:
        """The filter that the question's own words name, where it was asked without one."""
        if answer is None:
            return None
        try:
            return self._host.assistant.suggested_filter(answer)
        except ArticleQAError:
            return None


def answer_html(
    answer: Answer,
    promise: Promise | None = None,
    suggested: Filter | None = None,
    *,
    asked: str | None = None,
) -> Html:
    """The question as it was ``asked`` or searched, then the answer with its sentence and
    confidence, and the promise that holds for it, or the abstention with its reason; below it the
    filter that is suggested, to be applied by a click.
    """
    content = [question_html(answer, asked)]
    content += _abstention(answer) if answer.text is None else _given(answer, promise)
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
    said = with_word(words, answer.decides)
    others = ((other.published, other.text) for other in answer.alternatives)
    short = [
        text("p", said, class_=f"qa-short{' qa-long' if len(said) > LONG else ''}"),
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
        words = text("b", with_word(part.text, part.decides)) + items_html(part.items)
        said = words + facts([confidence_in_words(part.confidence), numbers])
    return tag("li", tag("span", part.question, class_="qa-label"), said)
