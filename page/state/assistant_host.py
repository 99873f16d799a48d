"""The assistant that all visitors share, with its index and seeds folder.

Owns when the index is opened, refreshed and built for the first time. Knows nothing of HTML or
Gradio.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index import (
    ArticleQAError,
    BuildOptions,
    Location,
    backend,
    open_embedder,
    rollback,
    update_index,
)
from index.embedding.protocol import Progress, no_progress
from index.report import BuildReport
from qa import Answer, Assistant, CheckedText, Settings, check_text
from qa.gaps.record import keep_gap
from qa.promise import Promise
from qa.text.printable import printable

LONGEST_TEXT = 20_000  # characters of a text to check: a minute of a slow machine

_log = logging.getLogger(__name__)

OpenAssistant = Callable[[Location, Settings], Assistant]
FirstBuild = Callable[[Path, Location, Settings, Progress], BuildReport]


def open_assistant(index: Location, settings: Settings) -> Assistant:
    return Assistant.open(index, settings=settings)


def build_first(
    seeds: Path, index: Location, settings: Settings, progress: Progress
) -> BuildReport:
    embedder = open_embedder(settings.embedder)
    options = BuildOptions(embedder=embedder, keep=settings.keep, progress=progress)
    return update_index(seeds, index, options, workers=settings.workers)


class AssistantHost:
    """Holds one assistant, opened as soon as there is an index. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        *,
        opener: OpenAssistant = open_assistant,
        first: FirstBuild = build_first,
    ) -> None:
        """Open the index if there is one. Raises as ``Assistant.open`` does for any other."""
        self.settings, self.index = settings, settings.location
        self._opener, self._first = opener, first
        self._assistant: Assistant | None = None
        self._opening = threading.Lock()
        if self.has_index:
            self._open()

    @property
    def has_index(self) -> bool:
        return backend.exists(self.index)

    @property
    def assistant(self) -> Assistant:
        """The assistant over the newest generation. Raises IndexMissingError when there is none."""
        assistant = self._assistant or self._open()
        assistant.refresh()
        return assistant

    @property
    def seeds(self) -> Path:
        """The folder that the index was last built from, or will be built from."""
        if self._assistant is None and not self.has_index:
            return Path(self.settings.seeds)
        assistant = self._assistant or self._open()
        with suppress(ArticleQAError):  # then the folder of the opened generation
            assistant.refresh()
        return Path(assistant.generation.manifest.seeds)

    def ask(self, question: str) -> Answer:
        """Answer a question; where the settings name a file for those without an answer, it is kept
        there, and a failure of that is logged. Raises as ``Assistant.ask`` does.
        """
        assistant = self.assistant
        answer = assistant.ask(question)
        seeds = Path(assistant.generation.manifest.seeds)
        try:
            keep_gap(answer, self.settings.gaps, seeds=seeds)
        except ArticleQAError as error:
            _log.warning("%s", printable(str(error)))
        return answer

    def promise_about(self, answer: Answer) -> Promise | None:
        """The promise that holds for an answer, None where there is none."""
        assistant = self.assistant
        promise = assistant.promise
        if promise is None or answer.text is None:
            return None
        holds = promise.holds(generation=answer.generation, threshold=assistant.threshold)
        return promise if holds else None

    def check_text(self, text: str) -> CheckedText:
        """Hold a text of at most LONGEST_TEXT characters against the articles. Raises TextError."""
        return check_text(text, self.assistant, limit=LONGEST_TEXT)

    def update(self, *, progress: Progress = no_progress) -> BuildReport:
        """Update the index, or build the first one. Questions can be asked at the same time."""
        if self.has_index:
            return self.assistant.update(progress=progress)
        report = self._first(self.seeds, self.index, self.settings, progress)
        self._open()
        return report

    def roll_back(self) -> int:
        """Make the previous generation current again; returns its number."""
        number = rollback(self.index).generation
        self.assistant.refresh()
        return number

    def _open(self) -> Assistant:
        with self._opening:
            if self._assistant is None:
                self._assistant = self._opener(self.index, self.settings)
            return self._assistant
