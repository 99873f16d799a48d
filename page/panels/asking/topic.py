"""The topic of one visitor: questions asked one after the other, of which each may lean on those
before. Pure.

Owns which turns are kept, and in which order. Knows nothing of how they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from page.panels.markup import display_name
from qa.answer import Answer
from qa.questions.thread import MAX_TURNS, Thread


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was searched, its answer and the article of that; None where there was no
    answer.
    """

    question: str
    answer: str | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """The turns, the oldest first, and what a follow-up leans on."""

    turns: tuple[Turn, ...] = ()
    thread: Thread = Thread()  # noqa: RUF009  (it is frozen)

    def with_answer(self, answer: Answer) -> Topic:
        """The topic with one more turn, the latest. A question that is asked again moves there."""
        first = answer.citations[0] if answer.citations else None
        source = display_name(first.title, first.article) if first else None
        others = [turn for turn in self.turns if turn.question != answer.question]
        turns = (*others, Turn(answer.question, answer.text, source))[-MAX_TURNS:]
        texts = [hit.passage.text for hit in answer.hits]
        return Topic(turns, self.thread.with_turn(answer.question, answer.text, texts))
