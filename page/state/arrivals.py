"""The files that have come or changed since a generation that a visitor has seen.

Owns that this is told only while that generation is kept. Knows nothing of visitors.
"""

from __future__ import annotations

from contextlib import suppress

from index import ArticleQAError
from index.sources.changes import compare_sources
from page.state.assistant_host import AssistantHost

NONE: frozenset[str] = frozenset()


class Arrivals:
    """Compares the newest generation with an earlier one; the last comparison is kept."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host
        self._known: tuple[tuple[int, int], frozenset[str]] | None = None  # (seen, newest), files

    def since(self, seen: int) -> frozenset[str]:
        """The paths of these files; none where the generation is not kept, or is the newest.

        Raises ArticleQAError where there is no index, or it cannot be read.
        """
        assistant = self._host.assistant
        now = assistant.generation.manifest
        if not 0 < seen < now.generation:
            return NONE
        if self._known is None or self._known[0] != (seen, now.generation):
            files = NONE
            with suppress(ArticleQAError):  # it is not kept
                before = assistant.at(seen).generation
                digests = {path: source.digest for path, source in now.sources.items()}
                changes = compare_sources(before.manifest.sources, digests)
                before.release()
                files = frozenset((*changes.added, *changes.changed))
            self._known = (seen, now.generation), files
        return self._known[1]
