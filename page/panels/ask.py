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
    opener,
    problem,
    reason,
    sentence_case,
    tag,
    text,
)
from page.panels.promise import promise_in_words
from page.state.assistant_host import AssistantHost
from page.wording.english import ENGLISH
from page.wording.phrases import (
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    confidence_word,
    disagreement,
    filter_in_words,
    items_in_words,
    scope_in_words,
)
from page.wording.wording import Wording
from qa.answer import Answer, Citation, Item, Part
from qa.html import Html
from qa.promise import Promise
from qa.question import clean_question
from qa.questions.thread import Thread
from qa.text.phrases import with_source

ALONE = Thread()
LONG = 90  # characters of an answer, above which it is set in smaller type


class AnswerPanel:
    """The callbacks of the question box."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def answer(
        self,
        question: str,
        given: FilterInput = NO_FILTER,
        thread: Thread = ALONE,
        *,
        say: Wording = ENGLISH,
    ) -> tuple[Html, Answer | None]:
        """The answer as HTML, and as data for the panels that show its evidence. Its question is
        the one that was asked, with what it leaves to be understood from the thread.
        """
        try:
            asked = clean_question(question, self._host.settings.question_length)
            answer = self._host.ask(thread.write_out(asked), where=given.parse())
            promise = self._host.promise_about(answer)
        except ArticleQAError as error:
            return problem(str(error), say=say), None
        suggested = self.suggested(answer)
        return answer_html(answer, promise, suggested, asked=asked, say=say), answer

    def outdated(self, answer: Answer | None, *, say: Wording = ENGLISH) -> Html:
        """That another generation than that of the answer is the newest, and how to ask again."""
        if answer is None or not self._host.is_outdated(answer):
            return Html()
        again = ask_button(say("answer.ask_again"), answer.question, "on")
        words = tag("span", say("answer.outdated"))
        return tag("div", words, again, class_="qa-asked", role="status")

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
    say: Wording = ENGLISH,
) -> Html:
    """The question as it was ``asked`` or searched, then the answer with its sentence and
    confidence, and the promise that holds for it, or the abstention with its reason; below it the
    filter that is suggested, to be applied by a click.
    """
    content = [question_html(answer, asked, say=say)]
    if answer.text is None:
        content += _abstention(answer, say=say)
    else:
        content += _given(answer, promise, say=say)
    if answer.scope:
        content.append(note(scope_in_words(answer.scope, say), class_="qa-scope"))
    if suggested:
        label = say("answer.ask_only", filter=filter_in_words(suggested, say))
        content.append(button(label, "only", class_="qa-chip qa-suggested"))
    if not answer.complete:
        content.append(tag("p", say("answer.degraded"), class_="qa-degraded", role="status"))
    return tag(
        "section",
        *content,
        class_="qa-answer qa-abstained" if answer.text is None else "qa-answer",
        data_question=answer.question,
        aria_label=say("answer"),
    )


def _abstention(answer: Answer, *, say: Wording) -> list[Html]:
    none = "answer.none.filtered" if answer.where else "answer.none"
    return [
        tag("p", say(none), class_="qa-short"),
        note(reason(answer.reason or "", say=say)),
        button(say("answer.save_none"), "keep"),
    ]


def _given(answer: Answer, promise: Promise | None, *, say: Wording) -> list[Html]:
    """The answer with its sentence, or the answers to the parts of its question."""
    first, words = answer.citations[0], answer.text or ""
    whole = first.span == first.sentence
    said = say(f"answer.{answer.decides}", sentence=words) if answer.decides else words
    others = ((other.published, other.text) for other in answer.alternatives)
    short = [
        text("p", said, class_=f"qa-short{' qa-long' if len(said) > LONG else ''}"),
        Html() if whole else sentence_html(first, class_="qa-within"),
        items_html(answer.items, say=say),
    ]
    as_of = [as_of_in_words(answer.as_of, others, say)] if answer.as_of else []
    copied = copy_button(with_source(words, first), say=say)
    return [
        *([parts_html(answer.parts, say=say)] if answer.parts else short),
        *(note(said, class_="qa-as-of") for said in as_of),
        tag("div", confidence_html(answer.confidence, say=say), copied, class_="qa-below"),
        note(promise_in_words(promise, say=say), "qa-promise") if promise else Html(),
        alternatives_html(answer, say=say),
    ]


def sentence_html(citation: Citation, *, class_: str, name: str = "p") -> Html:
    """The cited sentence; the quote is marked where it is shorter than the sentence."""
    before, after = citation.around_quote
    quote = tag("mark", citation.quote) if before or after else citation.quote
    return tag(name, before, quote, after, class_=class_, dir="auto")


def confidence_html(confidence: float, *, say: Wording = ENGLISH) -> Html:
    """The confidence as a bar, in words and as a number."""
    words = sentence_case(confidence_word(confidence, say))
    percent = say("answer.confidence", percent=say.percent(confidence))
    label = tag("span", tag("b", words), f" · {percent}")
    return tag("p", meter(confidence), label, class_="qa-confidence")


def alternatives_html(answer: Answer, *, say: Wording = ENGLISH) -> Html:
    """The answers that compete with the given one, each with its date; it opens its evidence."""
    if not answer.alternatives:
        return Html()
    others = [c for other in answer.alternatives for c in other.citations]
    rows = (
        tag(
            "li",
            opener(
                text("b", other.text),
                " ",
                facts(
                    alternative_facts(other.published, other.confidence, other.citations, say),
                    name="span",
                ),
                number=other.citations[0].number,
            ),
        )
        for other in answer.alternatives
    )
    words = note(disagreement(answer.citations, others, say))
    return tag("div", words, tag("ul", *rows, class_="qa-sources"), class_="qa-others")


def items_html(items: Sequence[Item], *, say: Wording = ENGLISH) -> Html:
    """The items found of a list, each with the number of its evidence."""
    if not items:
        return Html()
    return note(items_in_words(items, say), class_="qa-items")


def parts_html(parts: Sequence[Part], *, say: Wording = ENGLISH) -> Html:
    """The questions that a question consists of, each with its answer or the reason for none."""
    rows = (_part_row(part, say=say) for part in parts)
    return tag("ul", *rows, class_="qa-sources qa-parts")


def _part_row(part: Part, *, say: Wording) -> Html:
    if part.text is None:
        said = note(Html.escape(say("answer.none")) + " " + reason(part.reason or "", say=say))
    else:
        numbers = "".join(f"[{citation.number}]" for citation in part.citations)
        word = part.decides
        words = say(f"answer.{word}", sentence=part.text) if word else part.text
        said = text("b", words) + items_html(part.items, say=say)
        said += facts([confidence_in_words(part.confidence, say), numbers])
    return tag("li", tag("span", part.question, class_="qa-label"), said)
