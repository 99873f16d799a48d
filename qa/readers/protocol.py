"""What a reader is, and which readers there are.

A reader's scores are probabilities, comparable across passages and questions: the best one is the
answer's confidence. Knows nothing of thresholds' use, citations or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qa.answer import AnswerSpan, Hit

TRAINED, SENTENCE = "trained", "sentence"


class Reader(Protocol):
    """Proposes answers; ``threshold`` in [0, 1] is the score below which none is to be given."""

    threshold: float

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        """Propose answers out of the passages, best first; none where nothing is to be proposed."""

    def load(self) -> None:
        """Load what is large now, for those who would rather wait at the start."""


def open_reader(name: str) -> Reader:
    """The reader of that name: ``trained``, ``sentence``, or any extractive model of transformers.

    Raises ModelError when its model is not on this machine or not the expected one.
    """
    if name == SENTENCE:
        from qa.readers.sentence_reader import SentenceReader

        return SentenceReader()
    if name == TRAINED:
        from qa.readers.span_reader import SpanReader

        return SpanReader()
    from qa.readers.hub_reader import hub_reader

    return hub_reader(name)
