"""The interface of readers, and the opening of one by its name.

A reader's scores are probabilities, comparable across passages and questions: the best one is the
answer's confidence. Knows nothing of the use of thresholds, of citations or of files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qa.answer import AnswerSpan, Hit

TRAINED, FAST, SENTENCE = "trained", "fast", "sentence"


class Reader(Protocol):
    """Proposes answers; ``threshold`` in [0, 1] is the score below which an answer is withheld."""

    threshold: float

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        """Propose spans of the passages as answers, best first; possibly none."""

    def load(self) -> None:
        """Load models now rather than at first use. Raises ModelError."""


def open_reader(name: str) -> Reader:
    """The reader of that name, or any extractive model of transformers.

    ``trained`` looks twice, ``fast`` once, ``sentence`` quotes whole sentences.

    Raises ModelError when its model is not on this machine or not the expected one.
    """
    if name == SENTENCE:
        from qa.readers.sentence_reader import SentenceReader

        return SentenceReader()
    if name in (TRAINED, FAST):
        from qa.readers.packaged import open_packaged_reader

        return open_packaged_reader(name, twice=name == TRAINED)
    from qa.readers.hub_reader import open_hub_reader

    return open_hub_reader(name)
