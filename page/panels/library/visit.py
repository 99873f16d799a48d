"""A visitor's view of the library, which every event of the session changes in turn.

Owns that of events which are served at the same time none undoes another, and that the page never
shows an older view over a newer one.
"""

from __future__ import annotations

from collections.abc import Callable

from page.panels.library.view import LibraryView
from qa.html import Html


class Visit:
    """The view of one session. Mutable: Gradio hands the same object to all of its events."""

    def __init__(self) -> None:
        self.view = LibraryView()

    def drawn(self, draw: Callable[[LibraryView], Html]) -> Html | None:
        """The view as HTML; None if another event has changed it meanwhile, and draws it itself."""
        view = self.view
        html = draw(view)
        return html if self.view is view else None
