from dataclasses import dataclass, field

import pytest

from index.errors import QuestionError
from qa.answer import Answer
from qa.conversation import Conversation


@dataclass
class Asked:
    """Abstains from every question, and remembers it; refuses an empty one."""

    questions: list[str] = field(default_factory=list)

    def __call__(self, question: str) -> Answer:
        if not question:
            raise QuestionError(found="nothing", expected="a question", cure="ask one")
        self.questions.append(question)
        return Answer(question, None, "unknown", 0.0, (), (), 1, 0.0)


def test_a_follow_up_is_asked_with_what_it_leaves_out():
    asked = Asked()
    conversation = Conversation(asked)
    answers = [conversation.ask(q) for q in ("When will Blinken come?", "why?", "Where is he?")]
    assert asked.questions == [
        "When will Blinken come?", "Why will Blinken come?", "Where is Blinken?",
    ]  # fmt: skip
    assert [answer.question for answer in answers] == asked.questions


def test_a_new_topic_forgets():
    asked = Asked()
    conversation = Conversation(asked)
    conversation.ask("When will Blinken come?")
    conversation.forget()
    conversation.ask("why?")
    assert asked.questions[-1] == "why?"


def test_a_refused_question_is_not_remembered():
    asked = Asked()
    conversation = Conversation(asked)
    conversation.ask("When will Blinken come?")
    with pytest.raises(QuestionError):
        conversation.ask("")
    assert conversation.ask("why?").question == "Why will Blinken come?"
