import asyncio
from types import SimpleNamespace

import gradio as gr
import pytest

from page.server.queues import BUSY, LOOK_SECONDS, limit_queues


@pytest.fixture
def blocks(monkeypatch):
    """Two kinds of event, of each of which two may wait; what Gradio takes is its fn_index."""

    async def push(queue, body, request, username):
        return True, body.fn_index, "success"

    monkeypatch.setattr("gradio.queueing.Queue.push", push)
    with gr.Blocks(analytics_enabled=False) as page:
        gr.api(lambda: 1, api_name="ask", concurrency_id="ask")
        gr.api(lambda: 2, api_name="update", concurrency_id="update")
    limit_queues(page, waiting=2)
    return page


def pushed(blocks, name) -> tuple[bool, object, str]:
    number = next(n for n, f in blocks.fns.items() if f.api_name == name)
    body = SimpleNamespace(fn_index=number, session_hash=None)
    return asyncio.run(blocks._queue.push(body=body, request=None, username=None))


def test_a_kind_of_which_too_many_wait_is_refused_and_another_is_not(blocks):
    waiting = blocks._queue.event_queue_per_concurrency_id
    assert pushed(blocks, "ask")[2] == "success"
    waiting["ask"] = SimpleNamespace(queue=[1])
    assert pushed(blocks, "ask")[2] == "success"
    waiting["ask"] = SimpleNamespace(queue=[1, 2])
    assert pushed(blocks, "ask") == (False, BUSY, "queue_full")
    assert pushed(blocks, "update")[2] == "success"


def test_queues_in_which_nothing_waits_are_left_alone_for_a_while(blocks, monkeypatch):
    queue, waits = blocks._queue, []

    async def sleep(seconds):
        waits.append(seconds)
        queue.stopped = True

    monkeypatch.setattr("asyncio.sleep", sleep)
    for look in (queue.start_processing, queue.start_progress_updates):
        queue.stopped = False
        asyncio.run(look())
    assert waits == [LOOK_SECONDS, LOOK_SECONDS]
