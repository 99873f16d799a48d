"""The search for words: the passages with the best BM25 scores, as the retriever counts them.

Owns that a passage without any of the words is not found, however near its vector is. Knows nothing
of questions or answers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.corpus import Passage
from index.embedding.protocol import Vectors
from index.interface import PassageIndex

LIMIT = 50  # passages


@dataclass(frozen=True, slots=True)
class FoundPassages:
    """Passages with some of the words, best first; ``complete`` is False where a part of the index
    did not answer.
    """

    passages: tuple[Passage, ...]
    complete: bool


def find_words(
    content: PassageIndex, words: str, vector: Vectors, limit: int = LIMIT
) -> FoundPassages:
    """The passages with the best scores for words, whose vector is given; ties in the order of the
    articles.
    """
    found = content.candidates(words, vector, limit)
    best = np.lexsort((found.keys, -found.lexical))[:limit]
    keys = [int(found.keys[i]) for i in best if found.lexical[i] > 0]
    return FoundPassages(tuple(content.passages_at(keys)), found.complete)
