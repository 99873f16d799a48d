"""A cache of the latest answers, so that a repeated question is not read again. Pure.

Owns which answers are kept and which is evicted first. Knows nothing of how an answer is found.
"""

from __future__ import annotations

from threading import Lock

from index.filtering.filter import Filter
from qa.answer import Answer

_Key = tuple[str, float, Filter | None]  # question, threshold, filter


class AnswerMemo:
    """The answers of one generation by question, threshold and filter; safe to use from threads.

    Holds at most ``size`` answers and evicts the least recently used one.
    """

    def __init__(self, *, size: int) -> None:
        self._size, self._lock = size, Lock()
        self._answers: dict[_Key, Answer] = {}  # the most recently used last

    def get(self, question: str, *, threshold: float, where: Filter | None = None) -> Answer | None:
        """The kept answer to the question at that threshold and under that filter, or None."""
        with self._lock:
            answer = self._answers.pop((question, threshold, where), None)
            if answer is not None:
                self._answers[question, threshold, where] = answer
            return answer

    def keep(self, answer: Answer, *, threshold: float) -> None:
        """Keep an answer; one that a part of the index had no part in is not kept."""
        if not answer.complete:
            return
        key = (answer.question, threshold, answer.where)
        with self._lock:
            self._answers.pop(key, None)
            self._answers[key] = answer
            if len(self._answers) > self._size:
                del self._answers[next(iter(self._answers))]
