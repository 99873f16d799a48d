"""The layout of the Articles tab: adding files, the list of them, deleting one.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from index.sources.folder import MAX_SEED_BYTES
from index.sources.formats import READERS
from page.panels.articles import ArticlesPanel, NameConflict
from page.panels.events import UNQUEUED, read_action
from page.panels.markup import FORWARD_CLICKS, note
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor


def build_articles_tab(
    tab: gr.Tab, *, fingerprint: gr.HTML, host: AssistantHost, monitor: IndexMonitor
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the index and the seeds."""
    panel = ArticlesPanel(host, monitor)
    conflicts = gr.State([])
    deleting = gr.State()  # the file to confirm: an update must not end the question
    uploads = _file_input()
    messages = gr.HTML(elem_id="qa-messages", js_on_load=FORWARD_CLICKS)
    words = gr.Textbox(
        label="Find a file by its name",
        placeholder="Part of the name",
        max_lines=1,
        elem_id="qa-filter",
    )
    files = gr.HTML(elem_id="qa-file-list", js_on_load=FORWARD_CLICKS)

    def add(paths: list[str] | None) -> tuple[Any, ...]:
        return None, *panel.add(paths or []), panel.list_html()

    def resolve(waiting: list[NameConflict], event: gr.SelectData) -> tuple[str, str]:
        action = read_action(event)
        message = panel.resolve(waiting, action.number, replace=action.kind == "replace")
        return message, panel.list_html()

    def act(filter_words: str | None, event: gr.SelectData) -> tuple[Any, str, str | None]:
        action = read_action(event)
        if action.kind == "delete":
            return panel.delete(action.name), panel.list_html(filter_words), None
        asked = action.name if action.kind == "ask" else None
        return gr.skip(), panel.list_html(filter_words, deleting=asked), asked

    def show(filter_words: str | None, asked: str | None) -> str:
        return panel.list_html(filter_words, deleting=asked)

    uploads.upload(add, uploads, [uploads, messages, conflicts, files], **UNQUEUED)
    messages.select(resolve, conflicts, [messages, files], **UNQUEUED)
    files.select(act, words, [messages, files, deleting], **UNQUEUED)
    # Gradio's "input" does not tell of an emptied box, and its default drops letters typed fast.
    words.change(show, [words, deleting], files, trigger_mode="always_last", **UNQUEUED)
    gr.on([tab.select, fingerprint.change], show, [words, deleting], files, **UNQUEUED)


def _file_input() -> gr.File:
    uploads = gr.File(
        label="Add articles",
        file_count="multiple",
        file_types=sorted(READERS),
        height=150,
        elem_id="qa-drop",
    )
    gr.HTML(note(f"{', '.join(sorted(READERS))}; at most {MAX_SEED_BYTES // 10**6} MB each"))
    return uploads
