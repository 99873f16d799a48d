"""The search for a question, worded as the articles word it.

Owns the choice between the question as it was typed and other ways to write it: with other names
of what it names, or with a word in another spelling. A way is taken only where what it finds has
its words. Knows nothing of reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from index.filtering.selection import Selection
from qa.answer import Hit
from qa.questions.aliases import Aliases
from qa.questions.spelling import corrected, is_english
from qa.retrieval.retriever import Retriever

REWORDINGS = 8  # that are searched for one question


@dataclass(frozen=True, slots=True)
class Searched:
    """A question as it was searched, and what was found for it."""

    question: str
    hits: tuple[Hit, ...]
    complete: bool


class Searcher:
    """Searches one opened generation for ``k`` passages a question."""

    def __init__(self, retriever: Retriever, aliases: Aliases, *, k: int) -> None:
        self._retriever, self._aliases, self._k = retriever, aliases, k

    def search(self, question: str, left: Selection | None = None) -> Searched:
        """The passages for a question, of those that a filter has left."""
        renamed = self._renamed(self._found(question, left), left)
        texts = [hit.passage.text for hit in renamed.hits]
        spelled = corrected(renamed.question, texts, is_english)
        return renamed if spelled == renamed.question else self._found(spelled, left)

    def _renamed(self, typed: Searched, left: Selection | None) -> Searched:
        """The search with other names whose best passage has them and scores highest, above that
        for the names as typed; the latter where its best passage has those.
        """
        best = typed
        for rewording in islice(self._aliases.rewordings(typed.question), REWORDINGS):
            if typed.hits and rewording.is_typed_in(typed.hits[0].passage.text):
                continue
            other = self._found(rewording.question, left)
            if other.hits and rewording.is_exchanged_in(other.hits[0].passage.text):
                best = max(best, other, key=_best_score)
        return best

    def _found(self, question: str, left: Selection | None) -> Searched:
        found = self._retriever.retrieve(question, self._k, left)
        return Searched(question, found.hits, found.complete)


def _best_score(searched: Searched) -> float:
    return searched.hits[0].score if searched.hits else 0.0
