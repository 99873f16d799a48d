"""One assistant that all callers share, over the newest generation of its index.

Owns when the index is opened and refreshed. Knows nothing of how it is called.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from index import ArticleQAError, Filter, Location, backend
from qa import Answer, Assistant, CheckedText, Settings, check_text
from qa.gaps.record import keep_gap
from qa.text.printable import printable

LONGEST_TEXT = 20_000  # characters of a text to check: a minute of a slow machine

_log = logging.getLogger(__name__)

OpenAssistant = Callable[[Location, Settings], Assistant]


def open_assistant(index: Location, settings: Settings) -> Assistant:
    return Assistant.open(index, settings=settings)


class NewestAssistant:
    """Holds one assistant, opened when it is first needed. Thread-safe."""

    def __init__(self, settings: Settings, *, opener: OpenAssistant = open_assistant) -> None:
        self.settings, self.index = settings, settings.location
        self._opener = opener
        self._assistant: Assistant | None = None
        self._opening = threading.Lock()

    @property
    def has_index(self) -> bool:
        return backend.exists(self.index)

    @property
    def assistant(self) -> Assistant:
        """The assistant over the newest generation. Raises IndexMissingError when there is none."""
        assistant = self._assistant or self._open()
        assistant.refresh()
        return assistant

    def ask(self, question: str, *, where: Filter | None = None) -> Answer:
        """Answer a question; where the settings name a file for those without an answer, it is kept
        there, and a failure of that is logged. Raises as ``Assistant.ask`` does.
        """
        assistant = self.assistant
        answer = assistant.ask(question, where=where)
        seeds = Path(assistant.generation.manifest.seeds)
        try:
            keep_gap(answer, self.settings.gaps, seeds=seeds)
        except ArticleQAError as error:
            _log.warning("%s", printable(str(error)))
        return answer

    def check_text(self, text: str, *, where: Filter | None = None) -> CheckedText:
        """Hold a text of at most LONGEST_TEXT characters against the articles, or those that a
        filter leaves. Raises TextError and FilterError.
        """
        return check_text(text, self.assistant, where=where, limit=LONGEST_TEXT)

    def _open(self) -> Assistant:
        with self._opening:
            if self._assistant is None:
                self._assistant = self._opener(self.index, self.settings)
            return self._assistant
