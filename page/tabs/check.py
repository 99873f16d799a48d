"""The layout of the tab that checks a text.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from page.panels.checked_text import CheckTextPanel, invitation_html
from page.panels.download import EXPORTS, checked_to_dict, text_help_html
from page.panels.events import UNQUEUED, Action
from page.panels.markup import FORWARD_CLICKS
from page.state.assistant_host import AssistantHost
from page.tabs.browser_texts import label, piece
from page.tabs.callbacks import clicked, spoken
from page.tabs.downloads import place_downloads
from page.tabs.filters import build_filter, read_filter
from page.wording.wording import Wording
from qa.checking.result import CheckedText
from qa.html import Html
from qa.service.newest import LONGEST_TEXT


def build_check_tab(host: AssistantHost) -> None:
    """Place and wire the components."""
    panel = CheckTextPanel(host)
    checked = gr.State()
    with gr.Row(elem_id="qa-check-columns"):
        with gr.Column(scale=6, min_width=280):
            words = _draft()
            some = build_filter(host, name="qa-check-scope", clear_label=label("check_all"))
            run = gr.Button(label("check"), size="md", elem_id="qa-check-run", variant="primary")
            result = gr.HTML(
                piece(invitation_html), elem_id="qa-checked", js_on_load=FORWARD_CLICKS
            )
        with gr.Column(scale=5, min_width=280):
            evidence = gr.HTML(elem_id="qa-check-evidence")
            with gr.Column(visible=False, elem_id="qa-check-save") as saving:
                place_downloads(checked, checked_to_dict, (text_help_html, EXPORTS))

    def check(text: str, *chosen: Any, say: Wording) -> tuple[Any, ...]:
        marked, done, proof = panel.check(text, read_filter(*chosen), say=say)
        return marked, done, proof, gr.Column(visible=done is not None)

    def show_evidence(action: Action, done: CheckedText | None, *, say: Wording) -> Html:
        return panel.evidence(done, action.number, say=say)

    run.click(
        spoken(check),
        [words, *some.inputs],
        [result, checked, evidence, saving],
        api_visibility="private",
        concurrency_limit=1,
        concurrency_id="check_text",
    )
    result.select(
        clicked(show_evidence), checked, evidence, trigger_mode="multiple", **UNQUEUED
    ).then(fn=None, js="() => qa.proof()")


def _draft() -> gr.Textbox:
    return gr.Textbox(
        label=label("draft"),
        placeholder=label("draft.hint"),
        lines=8,
        max_lines=16,
        max_length=2 * LONGEST_TEXT,  # one that is too long gets a message, not a cut
        elem_id="qa-draft",
    )
