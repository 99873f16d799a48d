"""The events of the page: which of them wait in a queue, and what a click asks for.

Owns how the event that ``markup.FORWARD_CLICKS`` sends is read: a client may send anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypedDict

import gradio as gr

MAX_CONCURRENT_QUESTIONS = 2  # as many as a small machine has cores


class EventOptions(TypedDict, total=False):
    """Options that Gradio takes with every event."""

    queue: bool
    show_progress: Literal["hidden"]
    api_visibility: Literal["private"]
    concurrency_limit: int
    concurrency_id: str
    trigger_mode: Literal["always_last", "multiple"]


# Events that show something: they bypass the queue of questions, so that no question delays them.
UNQUEUED: EventOptions = {
    "queue": False,
    "show_progress": "hidden",
    "api_visibility": "private",
}
QUEUED: EventOptions = {
    "show_progress": "hidden",
    "api_visibility": "private",
    "concurrency_limit": MAX_CONCURRENT_QUESTIONS,
    "concurrency_id": "ask",
    "trigger_mode": "always_last",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A click on a control: its kind, and the number or the name that it applies to."""

    kind: str = ""
    number: int = 0
    name: str = ""


def read_action(event: gr.SelectData) -> Action:
    """The action of an event; a malformed event is an action without a kind."""
    value, number = event.value, event.index
    if not isinstance(value, dict) or not isinstance(number, int):
        return Action()
    kind, name = value.get("do"), value.get("name")
    if not isinstance(kind, str) or not isinstance(name, str):
        return Action()
    return Action(kind, number, name)
