"""A conversation: questions of which each may lean on those before it.

Owns the memory of the turns. A follow-up is written out by questions/follow_up.py before it is
asked, so that the answer's question is the one that was searched.
"""

from __future__ import annotations

from collections.abc import Callable

from qa.answer import Answer
from qa.questions.follow_up import MEMORY, standalone
from qa.questions.references import Turn


class Conversation:
    """Questions to one assistant, in turn; for one thread at a time."""

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        """``ask`` answers a question that stands alone, as ``Assistant.ask`` does."""
        self._ask, self._turns = ask, list[Turn]()

    def ask(self, question: str) -> Answer:
        """Answer a question or a follow-up; ``question`` of the answer is what was searched.

        Raises as ``Assistant.ask`` does; the question is not remembered then.
        """
        answer = self._ask(standalone(question, self._turns))
        self._turns = [*self._turns, Turn(answer.question, answer.text)][-MEMORY:]
        return answer

    def forget(self) -> None:
        """Begin a new topic: the next question leans on none before it."""
        self._turns = []
