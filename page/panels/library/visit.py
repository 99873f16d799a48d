"""A visitor's view of the library, which every event of the session changes in turn.

Owns that of events which are served at the same time none undoes another, and that a view that has
changed while it was drawn is not shown.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from page.panels.library.view import LibraryView
from qa.html import Html

_CHANGING = threading.Lock()  # for all visits: Gradio copies the first, and locks have no copies


class Visit:
    """The view of one session. Mutable: Gradio hands the same object to all of its events."""

    def __init__(self) -> None:
        self.view = LibraryView()

    def change(self, step: Callable[[LibraryView], LibraryView]) -> LibraryView:
        """Take a step from the view; return the view before it."""
        with _CHANGING:
            before, self.view = self.view, step(self.view)
        return before

    def drawn(self, draw: Callable[[LibraryView], Html]) -> Html | None:
        """The view as HTML; None if another event has changed it meanwhile, and draws it itself."""
        view = self.view
        html = draw(view)
        return html if self.view is view else None
