"""The layout of the Check-up tab: the saved questions, what differs, and the gaps.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from page.panels.checks import ChecksPanel
from page.panels.events import UNQUEUED, read_action
from page.panels.gaps import GapsPanel
from page.panels.markup import FORWARD_CLICKS


def build_checkup_tab(
    page: gr.Blocks, tab: gr.Tab, *, fingerprint: gr.HTML, panel: ChecksPanel, gaps: GapsPanel
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the checks and their answers.

    The list is replaced only where it differs, so that nobody loses the focus in it.
    """
    head = gr.HTML(elem_id="qa-checkup")
    gr.Button("Run all checks", size="md", elem_id="qa-run", variant="primary").click(
        panel.run, None, head, **UNQUEUED
    )
    results = gr.HTML(elem_id="qa-results", js_on_load=FORWARD_CLICKS)
    lacking = gr.HTML(elem_id="qa-gaps")

    def show(shown: str | None) -> tuple[Any, Any, Any]:
        saved = panel.saved()
        return panel.head(), gr.skip() if saved == shown else saved, gr.Tab(label=panel.label())

    def act(event: gr.SelectData) -> tuple[Any, Any, Any]:
        return panel.act(read_action(event)), panel.saved(), gr.Tab(label=panel.label())

    outputs = [head, results, tab]
    gr.on([page.load, tab.select, fingerprint.change], show, results, outputs, **UNQUEUED)
    tab.select(gaps.html, None, lacking, **UNQUEUED)
    results.select(act, None, outputs, **UNQUEUED)
