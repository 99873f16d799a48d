"""A queue for each kind of event, so that those who ask and those who update do not push each
other out.

Owns the bound of each. Gradio bounds all of its queues together: with sixteen who wait for an
answer, an update would be refused.
"""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio import route_utils

FULL = "the page is busy; expected fewer who wait; try again in a moment"


def bound_queues(blocks: gr.Blocks, most: int) -> None:
    """Refuse an event while ``most`` of its kind wait, before the page is launched."""
    blocks.queue(max_size=None, api_open=False)
    queue: Any = blocks._queue
    push = queue.push

    async def bounded(*, body: Any, request: Any, username: str | None) -> Any:
        if body.fn_index is not None:
            kind = route_utils.get_fn(blocks, None, body).concurrency_id
            waiting = queue.event_queue_per_concurrency_id.get(kind)
            if waiting is not None and len(waiting.queue) >= most:
                return False, FULL, "queue_full"
        return await push(body=body, request=request, username=username)

    queue.push = bounded
