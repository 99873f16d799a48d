"""The example questions of the newest generation: those that it answers surely, and rightly.

Owns that each is asked before it is shown, once a generation. Knows nothing of HTML, nor of how
questions are made.
"""

from __future__ import annotations

import threading
from itertools import islice

from page.state.assistant_host import AssistantHost
from qa import Answer, Assistant
from qa.examples import Example, example_questions

EXAMPLES = 3
MAX_ASKED = 10  # in all: each takes as long as any question
SURE = 0.7  # confidence, where the threshold for an answer is not higher


class Examples:
    """Asks example questions of the newest generation."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host
        self._asking = threading.Lock()  # visitors who come at once wait for one asking
        self._known: tuple[int, tuple[str, ...]] | None = None

    def questions(self) -> tuple[str, ...]:
        """Up to EXAMPLES questions, of different articles where there are as many.

        Raises ArticleQAError where there is no index, or it cannot be read.
        """
        assistant = self._host.assistant
        number = assistant.generation.manifest.generation
        with self._asking:
            if self._known is None or self._known[0] != number:
                self._known = number, _sure_questions(assistant)
            return self._known[1]


def _sure_questions(assistant: Assistant) -> tuple[str, ...]:
    content = assistant.generation.content
    several = len(content.articles) >= EXAMPLES
    taken: dict[str, str] = {}  # by article, or by question where there are few articles
    for example in islice(example_questions(content.passages), MAX_ASKED):
        key = example.article if several else example.question
        if key not in taken and _is_right(assistant.ask(example.question), example, assistant):
            taken[key] = example.question
        if len(taken) == EXAMPLES:
            break
    return tuple(taken.values())


def _is_right(answer: Answer, example: Example, assistant: Assistant) -> bool:
    """True if the answer is sure, alone, and of the sentence that the question was made from."""
    if answer.text is None or answer.confidence < max(SURE, assistant.threshold):
        return False
    first = answer.citations[0]
    said = " ".join(first.sentence_text.split())
    return not answer.alternatives and first.article == example.article and example.answer in said
