"""What a client sends and no control of the page would: refused in one line, here and in the log.

Owns the words. Gradio would print a traceback with all that was sent, however long, and as it is.
"""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from qa.text.printable import printable

LOGGED = 200  # characters of what was wrong
MISFIT = "the request fits no control of this page; expected what one sends; load the page again"

_log = logging.getLogger(__name__)


class Page(gr.Blocks):  # type: ignore[misc]
    """Blocks that take what fits them."""

    async def preprocess_data(self, *given: Any, **more: Any) -> Any:
        """What a callback is called with; raises gr.Error for what does not fit."""
        try:
            return await super().preprocess_data(*given, **more)
        except Exception as error:
            _log.warning("a request was refused: %s", printable(str(error)[:LOGGED]))
            said = error.message if isinstance(error, gr.Error) else MISFIT
            raise gr.Error(said, print_exception=False) from error
