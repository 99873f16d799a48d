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
from page.panels.events import UNQUEUED, Action
from page.panels.gaps import GapsPanel
from page.panels.head.colours import colours_html
from page.panels.head.status_bar import StatusBar, unreachable_html
from page.panels.markup import FORWARD_CLICKS
from page.server.inputs import ValidatedBlocks
from page.state.assistant_host import AssistantHost
from page.state.checkup_job import CheckupJob
from page.state.index_monitor import IndexMonitor
from page.tabs.articles import build_articles_tab
from page.tabs.ask import build_ask_tab
from page.tabs.browser_texts import label, piece
from page.tabs.callbacks import clicked, spoken
from page.tabs.check import build_check_tab
from page.tabs.checkup import build_checkup_tab
from page.wording.wording import Wording

REFRESH_SECONDS = 2.0  # between two updates of an open page's status bar


def build_page(host: AssistantHost, monitor: IndexMonitor, *, checks: Path) -> gr.Blocks:
    """Lay the page out and wire it; ``checks`` is the file of saved checks."""
    with ValidatedBlocks(
        title="article-qa", analytics_enabled=False, delete_cache=(3600, 3600)
    ) as page:
        checkup = CheckupJob(host, checks)
        monitor.after_update = checkup.after_update
        panel = ChecksPanel(host, checks, checkup)
        fingerprint, checked = _head(page, StatusBar(host, monitor, checkup), monitor, panel)
        with gr.Tabs(elem_id="qa-tabs", overflow_behavior="wrap"):
            with gr.Tab(label("tab.ask"), id="ask", elem_id="qa-tab-ask"):
                build_ask_tab(page, fingerprint=fingerprint, host=host, checks=checks)
            with gr.Tab(label("tab.check_text"), id="check-text"):
                build_check_tab(host)
            with (
                gr.Tab(label("tab.articles"), id="articles", elem_id="qa-tab-articles") as tab,
                gr.Column(elem_classes="qa-narrow"),
            ):
                build_articles_tab(tab, fingerprint=fingerprint, host=host, monitor=monitor)
            with (
                gr.Tab(label("tab.checkup"), id="checks", elem_id="qa-tab-checkup") as tab,
                gr.Column(elem_classes="qa-narrow"),
            ):
                build_checkup_tab(tab, fingerprint=checked, panel=panel, gaps=GapsPanel(host))
        Api(host, monitor).add_endpoints()
    return page


def _head(
    page: gr.Blocks, bar: StatusBar, monitor: IndexMonitor, panel: ChecksPanel
) -> tuple[gr.HTML, gr.HTML]:
    """Place the name, the status bar and the choice of colours. Returns two hidden components with
    fingerprints, whose change event fires when the index or the seeds have changed, and when the
    checks have.
    """

    def refresh(*shown: str | None, say: Wording) -> tuple[Any, ...]:
        now = (bar.html(say=say), monitor.status().fingerprint, panel.fingerprint())
        return tuple(gr.skip() if new == old else new for new, old in zip(now, shown, strict=True))

    def act(action: Action, *, say: Wording) -> str:
        actions = {"update": bar.update, "rollback": bar.undo}
        return actions.get(action.kind, bar.html)(say=say)

    fingerprint, checked = (gr.HTML(visible="hidden") for _ in range(2))
    with gr.Row(elem_id="qa-head"):
        gr.HTML("<h1>article<b>·</b>qa</h1>", elem_id="qa-name")
        status = gr.HTML(elem_id="qa-status", js_on_load=FORWARD_CLICKS)
        gr.HTML(piece(unreachable_html), elem_id="qa-unreachable")
        gr.HTML(piece(colours_html), elem_id="qa-colours")
    refreshed = [status, fingerprint, checked]  # a State has no change event outside the queue
    events = [page.load, gr.Timer(REFRESH_SECONDS).tick]
    gr.on(events, spoken(refresh), refreshed, refreshed, **UNQUEUED)
    status.select(clicked(act), None, status, **UNQUEUED)
    return fingerprint, checked
