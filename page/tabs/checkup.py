"""The layout of the Check-up tab: the saved questions, what differs, and the gaps.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from page.panels.checks import ChecksPanel
from page.panels.events import UNQUEUED, Action
from page.panels.gaps import GapsPanel
from page.panels.markup import FORWARD_CLICKS
from page.tabs.browser_texts import label
from page.tabs.callbacks import clicked, spoken
from page.wording.wording import Wording


def build_checkup_tab(
    tab: gr.Tab, *, fingerprint: gr.HTML, panel: ChecksPanel, gaps: GapsPanel
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the checks and their answers.

    The list is replaced only where it differs, so that nobody loses the focus in it.
    """
    head = gr.HTML(elem_id="qa-checkup")
    gr.Button(label("run_all"), size="md", elem_id="qa-run", variant="primary").click(
        spoken(panel.run), None, head, **UNQUEUED
    )
    results = gr.HTML(elem_id="qa-results", js_on_load=FORWARD_CLICKS)
    lacking = gr.HTML(elem_id="qa-gaps")

    def show(shown: str | None, *, say: Wording) -> tuple[Any, Any, Any]:
        saved = panel.saved(say=say)
        return panel.head(say=say), gr.skip() if saved == shown else saved, labelled(say)

    def act(action: Action, *, say: Wording) -> tuple[Any, Any, Any]:
        return panel.act(action, say=say), panel.saved(say=say), labelled(say)

    def labelled(say: Wording) -> gr.Tab:
        return gr.Tab(label=panel.tab_label(say=say))

    outputs = [head, results, tab]
    gr.on([tab.select, fingerprint.change], spoken(show), results, outputs, **UNQUEUED)
    tab.select(spoken(gaps.html), None, lacking, **UNQUEUED)
    results.select(clicked(act), None, outputs, **UNQUEUED)
