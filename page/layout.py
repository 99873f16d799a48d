"""The page as a whole: its head, its three rooms, what programs may call.

Owns where these stand. What a control does is its concern's file to know: in the layouts a callback
takes what Gradio hands it and passes it on.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from page import layout_articles, layout_ask
from page.api import Api
from page.bar import Bar
from page.checks import Checks
from page.desk import Desk
from page.events import AT_ONCE, do
from page.freshness import Freshness
from page.inputs import Page
from page.limits import TICK
from page.markup import TELL


def build_page(desk: Desk, freshness: Freshness, checks: Path) -> gr.Blocks:
    """Lay the page out and wire it."""
    with Page(title="article-qa", analytics_enabled=False, delete_cache=(3600, 3600)) as page:
        stamp = _bar(page, desk, freshness)
        with gr.Tabs(elem_id="qa-rooms", overflow_behavior="wrap"):
            with gr.Tab("Ask", id="ask"):
                layout_ask.lay_out(page, stamp, desk, checks)
            with gr.Tab("Articles", id="articles") as tab, gr.Column(elem_classes="qa-narrow"):
                layout_articles.lay_out(tab, stamp, desk, freshness)
            with gr.Tab("Check-up", id="checks") as tab, gr.Column(elem_classes="qa-narrow"):
                _checks(tab, Checks(desk, checks))
        Api(desk, freshness).offer()
    return page


def _bar(page: gr.Blocks, desk: Desk, freshness: Freshness) -> gr.HTML:
    """Place the head; what it gives changes when the index or the seeds have."""
    bar = Bar(desk, freshness)

    def tick(shown: str | None, stamp: str | None) -> tuple[Any, Any]:
        state, now = bar.state(), freshness.look().stamp
        return (gr.skip() if state == shown else state), (gr.skip() if now == stamp else now)

    def act(event: gr.SelectData) -> str:
        return {"update": bar.update, "rollback": bar.roll_back}.get(do(event).do, bar.state)()

    stamp = gr.HTML(visible="hidden")  # a State tells of no change outside the queue
    with gr.Row(elem_id="qa-head"):
        gr.HTML("<h1>article<b>·</b>qa</h1>", elem_id="qa-name")
        state = gr.HTML(elem_id="qa-state", js_on_load=TELL)
    page.load(bar.state, None, state, **AT_ONCE)
    gr.Timer(TICK).tick(tick, [state, stamp], [state, stamp], **AT_ONCE)
    state.select(act, None, state, **AT_ONCE)
    return stamp


def _checks(tab: gr.Tab, checks: Checks) -> None:
    run = gr.Button("Ask them all", size="sm", elem_id="qa-run", variant="primary")
    results = gr.HTML(elem_id="qa-results")
    tab.select(checks.kept, None, results, **AT_ONCE)
    run.click(checks.run, None, results, api_visibility="private", concurrency_limit=1)
