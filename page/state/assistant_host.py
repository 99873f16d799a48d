"""The assistant that all visitors share, with its index and seeds folder.

Owns when the index is built for the first time, updated and rolled back. Knows nothing of HTML or
Gradio.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from index import ArticleQAError, BuildOptions, Location, open_embedder, rollback, update_index
from index.embedding.protocol import Progress, no_progress
from index.report import BuildReport
from qa import Answer, Settings
from qa.promise import Promise
from qa.service.newest import NewestAssistant, OpenAssistant, open_assistant

FirstBuild = Callable[[Path, Location, Settings, Progress], BuildReport]


def build_first(
    seeds: Path, index: Location, settings: Settings, progress: Progress
) -> BuildReport:
    embedder = open_embedder(settings.embedder)
    options = BuildOptions(embedder=embedder, keep=settings.keep, progress=progress)
    return update_index(seeds, index, options, workers=settings.workers)


class AssistantHost(NewestAssistant):
    """Holds one assistant, opened as soon as there is an index. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        *,
        opener: OpenAssistant = open_assistant,
        first: FirstBuild = build_first,
    ) -> None:
        """Open the index if there is one. Raises as ``Assistant.open`` does for any other."""
        super().__init__(settings, opener=opener)
        self._first = first
        if self.has_index:
            self._open()

    @property
    def seeds(self) -> Path:
        """The folder that the index was last built from, or will be built from."""
        if self._assistant is None and not self.has_index:
            return Path(self.settings.seeds)
        assistant = self._assistant or self._open()
        with suppress(ArticleQAError):  # then the folder of the opened generation
            assistant.refresh()
        return Path(assistant.generation.manifest.seeds)

    def promise_about(self, answer: Answer) -> Promise | None:
        """The promise that holds for an answer, None where there is none."""
        assistant = self.assistant
        promise = assistant.promise
        if promise is None or answer.text is None:
            return None
        holds = promise.holds(generation=answer.generation, threshold=assistant.threshold)
        return promise if holds else None

    def is_outdated(self, answer: Answer) -> bool:
        """True if another generation than the one that gave the answer is the newest.

        False where the index does not answer, which the status bar says.
        """
        try:
            return self.assistant.generation.manifest.generation != answer.generation
        except ArticleQAError:
            return False

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
