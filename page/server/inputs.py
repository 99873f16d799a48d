"""Rejection of inputs that no control of the page would send, in one line, also in the log.

Gradio would log a traceback with all that was sent, of any length and unescaped.
"""

from __future__ import annotations

import logging
from typing import Any

import gradio as gr

from qa.text.printable import printable

LOGGED_CHARACTERS = 200  # of the reason
INVALID = "the request fits no control of this page; expected what one sends; reload the page"

_log = logging.getLogger(__name__)


class ValidatedBlocks(gr.Blocks):  # type: ignore[misc]
    """Blocks that reject inputs which do not fit their components."""

    async def preprocess_data(
        self,
        block_fn: Any,
        inputs: list[Any],
        state: Any,
        explicit_call: bool = False,
    ) -> Any:
        """The arguments of a callback. Raises gr.Error for inputs that do not fit."""
        try:
            return await super().preprocess_data(block_fn, inputs, state, explicit_call)
        except Exception as error:
            _log.warning("a request was rejected: %s", printable(str(error)[:LOGGED_CHARACTERS]))
            message = error.message if isinstance(error, gr.Error) else INVALID
            raise gr.Error(message, print_exception=False) from error
