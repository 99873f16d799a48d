"""The limit of Gradio's event queues, for each kind of event, and how often they are looked at.

Gradio limits all of its queues together: sixteen waiting questions would block an update.
"""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio import route_utils

BUSY = "the page is busy; expected a shorter queue; try again in a moment"
# Between two looks at the queues. Gradio looks a thousand times a second, which takes a twentieth
# of a core even where nobody uses the page.
LOOK_SECONDS = 0.02


def limit_queues(blocks: gr.Blocks, *, waiting: int) -> None:
    """Reject an event while ``waiting`` events of its kind wait. To be called before the launch."""
    blocks.queue(max_size=None, api_open=False)
    queue: Any = blocks._queue
    queue.sleep_when_free = queue.progress_update_sleep_when_free = LOOK_SECONDS
    push = queue.push

    async def limited_push(*, body: Any, request: Any, username: str | None) -> Any:
        if body.fn_index is not None:
            kind = route_utils.get_fn(blocks, None, body).concurrency_id
            same_kind = queue.event_queue_per_concurrency_id.get(kind)
            if same_kind is not None and len(same_kind.queue) >= waiting:
                return False, BUSY, "queue_full"
        return await push(body=body, request=request, username=username)

    queue.push = limited_push
