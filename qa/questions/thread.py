"""The thread of a conversation: its latest turns, and a follow-up written out from them. Pure.

Owns the memory of the turns, and that names typed in small letters are known from the texts found.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.questions.casing import with_capitals
from qa.questions.follow_up import MEMORY, standalone
from qa.questions.references import Turn


class Thread:
    """The turns of one conversation, the latest MEMORY of them."""

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._texts: tuple[str, ...] = ()  # found for the last question

    def write_out(self, question: str) -> str:
        """The question with what it leaves to be understood; itself where it stands alone."""
        capitals = with_capitals(question, self._texts)
        whole = standalone(capitals, self._turns)
        return question if whole == capitals else whole

    def remember(self, question: str, answer: str | None, texts: Sequence[str]) -> None:
        """Add a turn: the question as it was searched, its answer, and the texts found for it."""
        self._texts = tuple(texts)
        turn = Turn(with_capitals(question, texts), answer)
        self._turns = [*self._turns, turn][-MEMORY:]
