"""A conversation: questions of which each may lean on those before it.

Owns that a follow-up is written out before it is asked, so that the answer's question is the one
that was searched.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa.answer import Answer
from qa.questions.thread import Thread


class Conversation:
    """Questions to one assistant, in turn; for one thread of a program at a time."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        """``ask`` answers a question that stands alone, as ``Assistant.ask`` does."""
        self._ask, self._thread = ask, Thread()

    def ask(self, question: str) -> Answer:
        """Answer a question or a follow-up; ``question`` of the answer is what was searched.

        Raises as ``Assistant.ask`` does; the question is not remembered then.
        """
        answer = self._ask(self._thread.write_out(question))
        texts = [hit.passage.text for hit in answer.hits]
        self._thread = self._thread.with_turn(answer.question, answer.text, texts)
        return answer

    def forget(self) -> None:
        """Begin a new topic: the next question leans on none before it."""
        self._thread = Thread()


def as_asked(answer: Answer, question: str) -> Answer:
    """The answer with the question as it was asked, and as ``searched`` what it was written out
    to; as it is where the two are the same.
    """
    if answer.question == question:
        return answer
    return replace(answer, question=question, searched=answer.searched or answer.question)
