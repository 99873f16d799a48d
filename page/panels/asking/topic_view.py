"""The HTML of a topic, and of the question that an answer belongs to.

Owns how a question is offered to be opened again, edited, or asked as it was typed. The browser
does each by itself (script/): the words are put into the question box and asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from page.panels.asking.topic import Topic, Turn
from page.panels.markup import button, note, tag, text
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.answer import Answer
from qa.html import Html

SHOWN = 2  # earlier turns; those before them are a click away


def topic_html(topic: Topic, *, answered: bool = True, say: Wording = ENGLISH) -> Html:
    """The earlier turns, the latest nearest to the answer below, and the control that forgets them.

    The last turn is left out where its answer is shown, as it is when the last question was
    ``answered``.
    """
    if not topic.turns:
        return Html()
    earlier = topic.turns[:-1] if answered else topic.turns
    before, near = earlier[:-SHOWN], earlier[-SHOWN:]
    return tag(
        "section",
        tag(
            "div",
            note(say("topic.hint")),
            button(say("topic.new"), "forget"),
            class_="qa-topic-head",
        ),
        _folded(before, say=say) if before else "",
        _rows(near, say=say) if near else "",
        class_="qa-topic",
        aria_label=say("topic"),
    )


def question_html(answer: Answer, asked: str | None = None, *, say: Wording = ENGLISH) -> Html:
    """The question that an answer belongs to: as it was ``asked``, or what was searched instead,
    to be edited.
    """
    asked = answer.question if asked is None else asked
    searched = answer.searched or answer.question
    if searched == asked:
        return text("h2", asked, class_="qa-of")
    edit = tag("button", say("question.edit"), type="button", class_="qa-copy", data_edit=searched)
    as_typed = ask_button(say("question.as_typed"), asked, "on", class_="qa-copy")
    return tag(
        "div",
        text("h2", say("question.searched", question=searched), class_="qa-of"),
        tag("div", edit, as_typed if answer.question != asked else ""),
        class_="qa-searched",
    )


def ask_button(label: str, question: str, how: str, *, class_: str = "qa-button") -> Html:
    """A control that asks a question by a click: ``how`` is "on" within the topic, "new" as the
    first of another one.
    """
    return tag("button", label, type="button", class_=class_, data_ask=question, data_how=how)


def _folded(turns: Sequence[Turn], *, say: Wording) -> Html:
    words = say("topic.earlier", number=len(turns))
    return tag("details", tag("summary", words), _rows(turns, say=say))


def _rows(turns: Sequence[Turn], *, say: Wording) -> Html:
    return tag("ol", *(tag("li", _row(turn, say=say)) for turn in turns), class_="qa-turns")


def _row(turn: Turn, *, say: Wording) -> Html:
    answer = text("b", turn.answer) if turn.answer else tag("i", say("topic.no_answer"))
    source = text("small", turn.source) if turn.source else ""
    return tag(
        "button",
        text("span", turn.question),
        " ",
        tag("span", answer, " ", source),
        type="button",
        class_="qa-turn",
        data_ask=turn.question,
        data_how="on",
    )
