"""How the page's events come to Python: which wait in a queue, and what a click says.

Owns how the event that ``markup.TELL`` sends is read: whatever came, these are its types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from page.limits import ASKING

# Events that only look: they pass by the queue of questions, so that none of these stalls them.
AT_ONCE: dict[str, Any] = {
    "queue": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
ASKED: dict[str, Any] = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "concurrency_limit": ASKING,
    "concurrency_id": "ask",
    "trigger_mode": "always_last",
}


@dataclass(frozen=True, slots=True)
class Do:
    """``do`` names what is to be done; ``number`` or ``name`` to what, where it matters."""

    do: str = ""
    number: int = 0
    name: str = ""


def do(event: gr.SelectData) -> Do:
    """Read an event; one that is malformed does nothing."""
    value, number = event.value, event.index
    if not isinstance(value, dict) or not isinstance(number, int):
        return Do()
    what, name = value.get("do"), value.get("name")
    if not isinstance(what, str) or not isinstance(name, str):
        return Do()
    return Do(what, number, name)
