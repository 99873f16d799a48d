"""The buttons that save what is shown as a file, in the Ask tab and in the tab that checks a text.

Owns where they are placed, and how a file gets to the browser. Knows nothing of the formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import gradio as gr

from page.panels.events import UNQUEUED
from page.tabs.browser_texts import Piece, label, piece


def place_downloads(
    shown: gr.State,
    make: Callable[..., dict[str, str] | None],
    *groups: tuple[Piece, Iterable[str]],
) -> None:
    """Place a line of help for each group, and below it a button for each of its formats.

    ``make`` takes what is shown, and the format as ``format_name``; it returns the file, or None
    for none.
    """
    file = gr.JSON(visible="hidden")
    for help_, formats in groups:
        gr.HTML(piece(help_))
        with gr.Row():
            for name in formats:
                gr.Button(
                    label(f"format.{name}"), size="sm", min_width=110, elem_classes="qa-button"
                ).click(partial(make, format_name=name), shown, file, **UNQUEUED).then(
                    fn=None, inputs=file, js="(file) => qa.save(file)"
                )
