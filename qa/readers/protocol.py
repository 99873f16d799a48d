"""The interface of readers, and the opening of one by its name.

A reader's scores are probabilities, comparable across passages and questions: the best one is the
answer's confidence. Knows nothing of the use of thresholds, of citations or of files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qa.answer import AnswerSpan, Hit

TRAINED, SENTENCE = "trained", "sentence"


class Reader(Protocol):
    """Proposes answers; ``threshold`` in [0, 1] is the score below which an answer is withheld."""

    threshold: float

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        """Propose spans of the passages as answers, best first; possibly none."""

    def load(self) -> None:
        """Load models now rather than at first use. Raises ModelError."""


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
    from qa.readers.hub_reader import open_hub_reader

    return open_hub_reader(name)
