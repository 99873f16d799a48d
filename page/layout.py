"""The layout of the whole page: the status bar, the four tabs, and the interface for programs.

Owns where these are placed. A callback in a layout takes what Gradio passes and hands it to a
panel, which owns what is done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from page.api import Api
from page.panels.checks import ChecksPanel
from page.panels.events import UNQUEUED, read_action
from page.panels.markup import FORWARD_CLICKS
from page.panels.status_bar import StatusBar
from page.server.inputs import ValidatedBlocks
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from page.tabs.articles import build_articles_tab
from page.tabs.ask import build_ask_tab
from page.tabs.check import build_check_tab

REFRESH_SECONDS = 2.0  # between two updates of an open page's status bar


def build_page(host: AssistantHost, monitor: IndexMonitor, *, checks: Path) -> gr.Blocks:
    """Lay the page out and wire it; ``checks`` is the file of saved checks."""
    with ValidatedBlocks(
        title="article-qa", analytics_enabled=False, delete_cache=(3600, 3600)
    ) as page:
        fingerprint = _head(page, StatusBar(host, monitor), monitor)
        with gr.Tabs(elem_id="qa-tabs", overflow_behavior="wrap"):
            with gr.Tab("Ask", id="ask"):
                build_ask_tab(page, fingerprint=fingerprint, host=host, checks=checks)
            with gr.Tab("Check a text", id="check-text"):
                build_check_tab(host)
            with gr.Tab("Articles", id="articles") as tab, gr.Column(elem_classes="qa-narrow"):
                build_articles_tab(tab, fingerprint=fingerprint, host=host, monitor=monitor)
            with gr.Tab("Check-up", id="checks") as tab, gr.Column(elem_classes="qa-narrow"):
                _build_checks_tab(tab, ChecksPanel(host, checks))
        Api(host, monitor).add_endpoints()
    return page


def _head(page: gr.Blocks, bar: StatusBar, monitor: IndexMonitor) -> gr.HTML:
    """Place the name and the status bar. Returns a hidden component with the status's fingerprint,
    whose change event fires when the index or the seeds have changed.
    """

    def refresh(shown: str | None, known: str | None) -> tuple[Any, Any]:
        html, now = bar.html(), monitor.status().fingerprint
        return (gr.skip() if html == shown else html), (gr.skip() if now == known else now)

    def act(event: gr.SelectData) -> str:
        actions = {"update": bar.update, "rollback": bar.roll_back}
        return actions.get(read_action(event).kind, bar.html)()

    fingerprint = gr.HTML(visible="hidden")  # a State has no change event outside the queue
    with gr.Row(elem_id="qa-head"):
        gr.HTML("<h1>article<b>·</b>qa</h1>", elem_id="qa-name")
        status = gr.HTML(elem_id="qa-status", js_on_load=FORWARD_CLICKS)
    page.load(bar.html, None, status, **UNQUEUED)
    gr.Timer(REFRESH_SECONDS).tick(
        refresh, [status, fingerprint], [status, fingerprint], **UNQUEUED
    )
    status.select(act, None, status, **UNQUEUED)
    return fingerprint


def _build_checks_tab(tab: gr.Tab, panel: ChecksPanel) -> None:
    run = gr.Button("Run all checks", size="md", elem_id="qa-run", variant="primary")
    results = gr.HTML(elem_id="qa-results")
    tab.select(panel.saved, None, results, **UNQUEUED)
    run.click(panel.run, None, results, api_visibility="private", concurrency_limit=1)
