"""The thread of a conversation: its latest turns, and a follow-up written out from them. Pure.

Owns the memory of the turns, and that names typed in small letters are known from the texts found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.questions.casing import with_capitals
from qa.questions.follow_up import MEMORY, standalone
from qa.questions.references import Turn

MAX_TURNS = 20  # of a conversation, that anyone keeps: more than a question leans on (MEMORY)


@dataclass(frozen=True, slots=True)
class Thread:
    """The turns of one conversation, the latest MEMORY of them, the oldest first.

    ``texts`` are those that were found for the last question.
    """

    turns: tuple[Turn, ...] = ()
    texts: tuple[str, ...] = ()

    def write_out(self, question: str) -> str:
        """The question with what it leaves to be understood; itself where it stands alone."""
        capitals = with_capitals(question, self.texts)
        whole = standalone(capitals, self.turns)
        return question if whole == capitals else whole

    def with_turn(self, question: str, answer: str | None, texts: Sequence[str]) -> Thread:
        """The thread with one more turn: the question as it was searched, its answer, and the texts
        found for it.
        """
        turn = Turn(with_capitals(question, texts), answer)
        return Thread((*self.turns, turn)[-MEMORY:], tuple(texts))
