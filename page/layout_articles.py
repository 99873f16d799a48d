"""The room for the articles: giving files, the list of them, taking one away.

Owns where these stand and which control calls what.
"""

from __future__ import annotations

from typing import Any

import gradio as gr

from index.sources.folder import MAX_SEED_BYTES
from index.sources.formats import READERS
from page.articles import Articles, Pending
from page.desk import Desk
from page.events import AT_ONCE, do
from page.freshness import Freshness
from page.markup import TELL, note


def lay_out(tab: gr.Tab, stamp: gr.HTML, desk: Desk, freshness: Freshness) -> None:
    """Place and wire the room; ``stamp`` changes when the index or the seeds have."""
    articles = Articles(desk, freshness)
    pending = gr.State([])
    deleting = gr.State()  # the file that a visitor is asked about: an update must not end that
    files = gr.File(
        label="Add articles",
        file_count="multiple",
        file_types=sorted(READERS),
        height=150,
        elem_id="qa-drop",
    )
    gr.HTML(note(f"{', '.join(sorted(READERS))}; {MAX_SEED_BYTES // 10**6} MB each at most"))
    said = gr.HTML(elem_id="qa-said", js_on_load=TELL)
    wanted = gr.Textbox(label="Find a file by its name", max_lines=1, elem_id="qa-wanted")
    rows = gr.HTML(elem_id="qa-rows", js_on_load=TELL)

    def add(uploads: list[str] | None) -> tuple[Any, ...]:
        return None, *articles.add(uploads or []), articles.rows()

    def settle(waiting: list[Pending], event: gr.SelectData) -> tuple[str, str]:
        what = do(event)
        return articles.settle(waiting, what.number, replace=what.do == "replace"), articles.rows()

    def act(words: str | None, event: gr.SelectData) -> tuple[Any, str, str | None]:
        what = do(event)
        if what.do == "delete":
            return articles.delete(what.name), articles.rows(words), None
        asked = what.name if what.do == "ask" else None
        return gr.skip(), articles.rows(words, deleting=asked), asked

    def listed(words: str | None, asked: str | None) -> str:
        return articles.rows(words, deleting=asked)

    files.upload(add, files, [files, said, pending, rows], **AT_ONCE)
    said.select(settle, pending, [said, rows], **AT_ONCE)
    rows.select(act, wanted, [said, rows, deleting], **AT_ONCE)
    wanted.input(listed, [wanted, deleting], rows, **AT_ONCE)
    gr.on([tab.select, stamp.change], listed, [wanted, deleting], rows, **AT_ONCE)
