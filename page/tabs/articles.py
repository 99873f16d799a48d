"""The layout of the Articles tab: adding files, and the library of the articles.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

import gradio as gr

from index import ArticleQAError
from index.sources.formats import READERS
from page.panels.articles import ArticlesPanel, NameConflict, formats_html
from page.panels.events import UNQUEUED, Action
from page.panels.library.panel import LibraryPanel
from page.panels.library.view import LibraryView
from page.panels.library.visit import Visit
from page.panels.markup import FORWARD_CLICKS, problem
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from page.tabs.browser_texts import label, piece
from page.tabs.callbacks import clicked, spoken
from page.wording.wording import Wording

# What is said of the files before is put away once others are chosen, also where the browser
# refuses these by itself.
PUT_AWAY = """
const dropped = document.getElementById('qa-drop');
const putAway = () => element.closest('#qa-messages').classList.add('qa-old');
for (const kind of ['change', 'drop']) dropped?.addEventListener(kind, putAway, true);
"""
# Gradio writes a message into the element of the one before, whose time in view may be over.
SHOW_AGAIN = """
watch('value', () => {
  for (const leaving of element.getAnimations({subtree: true})) leaving.cancel(), leaving.play();
});
"""
PUT_BACK = "() => document.getElementById('qa-messages').classList.remove('qa-old')"
# After a click the keyboard's place, the article or the passage that was opened comes into view.
SETTLE = """() => requestAnimationFrame(() => {
  const library = document.getElementById('qa-library');
  const found = library.querySelector('#qa-found'), opened = library.querySelector('#qa-opened');
  const place = library.querySelector('[data-focus]') || found || opened;
  qa.waited();
  if (place?.matches('.qa-leaf')) return qa.showLeaf(place);
  place?.focus({preventScroll: true});
  const block = {'qa-opened': 'start', 'qa-found': 'center'}[place?.id] || 'nearest';
  (place === opened ? place?.closest('article') : place)?.scrollIntoView({block});
})"""
SAVE_FILE = """(file) => {
  if (!file) return;
  const bytes = Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes]));
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}"""

Library = tuple[gr.State, gr.HTML, LibraryPanel]  # the Visit, where it is shown, its panel


def build_articles_tab(
    tab: gr.Tab, *, fingerprint: gr.HTML, host: AssistantHost, monitor: IndexMonitor
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the index and the seeds."""
    files, library = ArticlesPanel(host, monitor), LibraryPanel(host, monitor)
    conflicts, visit = gr.State([]), gr.State(Visit())
    uploads = _file_input()
    messages = gr.HTML(elem_id="qa-messages", js_on_load=FORWARD_CLICKS + PUT_AWAY + SHOW_AGAIN)
    words = _words_input()
    shown = gr.HTML(elem_id="qa-library", js_on_load=FORWARD_CLICKS)
    _wire_files(uploads, messages, conflicts, files, (visit, shown, library))
    _wire_library(words, messages, files, (visit, shown, library))

    def redraw(visit: Visit, *, say: Wording) -> Any:
        return _drawn(library, visit, say)

    gr.on([tab.select, fingerprint.change], spoken(redraw), visit, shown, **UNQUEUED)


def _wire_files(
    uploads: gr.File, messages: gr.HTML, conflicts: gr.State, panel: ArticlesPanel, of: Library
) -> None:
    visit, shown, library = of

    def add(paths: list[str] | None, visit: Visit, *, say: Wording) -> tuple[Any, ...]:
        return None, *panel.add(paths or [], say=say), _drawn(library, visit, say)

    def resolve(
        action: Action, waiting: list[NameConflict], visit: Visit, *, say: Wording
    ) -> tuple[str, Any]:
        is_new = action.kind == "replace"
        message = panel.resolve(waiting, action.number, replace=is_new, say=say)
        return message, _drawn(library, visit, say)

    outputs = [uploads, messages, conflicts, shown]
    uploads.upload(spoken(add), [uploads, visit], outputs, **UNQUEUED).then(fn=None, js=PUT_BACK)
    messages.select(clicked(resolve), [conflicts, visit], [messages, shown], **UNQUEUED)


def _wire_library(words: gr.Textbox, messages: gr.HTML, panel: ArticlesPanel, of: Library) -> None:
    visit, shown, library = of
    file = gr.JSON(visible="hidden")

    def act(action: Action, visit: Visit, *, say: Wording) -> tuple[Any, ...]:
        if action.kind == "original":
            return gr.skip(), *_saved(library, action.name, say=say)
        before = visit.change(lambda view: library.step(view, action))
        # Of a double click the second finds that the question has been answered.
        is_confirmed = action.kind == "delete" and before.deleting is not None
        said = panel.delete(action.name, say=say) if is_confirmed else gr.skip()
        return _drawn(library, visit, say), None, said

    def see(step: Callable[..., LibraryView]) -> Callable[..., Any]:
        def shown_after(visit: Visit, typed: str | None, *, say: Wording) -> Any:
            visit.change(lambda view: step(view, typed))
            return _drawn(library, visit, say)

        return spoken(shown_after)

    # Gradio's default would drop a click that comes while another is served.
    clicks = UNQUEUED | {"trigger_mode": "multiple"}
    acted = shown.select(clicked(act), visit, [shown, file, messages], **clicks)
    acted.then(fn=None, inputs=file, js=SAVE_FILE).then(fn=None, js=SETTLE)
    # Gradio's "input" does not tell of an emptied box, and its default drops letters typed fast.
    filtering = UNQUEUED | {"trigger_mode": "always_last"}
    words.change(see(library.filtered), [visit, words], shown, **filtering)
    words.submit(see(library.searched), [visit, words], shown, **UNQUEUED)


def _drawn(library: LibraryPanel, visit: Visit, say: Wording) -> Any:
    """The library as the visitor sees it now; nothing where another event draws it."""
    html = visit.drawn(partial(library.html, say=say))
    return gr.skip() if html is None else html


def _saved(
    library: LibraryPanel, article: str, *, say: Wording
) -> tuple[dict[str, str] | None, Any]:
    """The original file of an article, or a message why there is none."""
    try:
        return asdict(library.original(article)), gr.skip()
    except ArticleQAError as error:
        return None, problem(str(error), say=say)


def _file_input() -> gr.File:
    uploads = gr.File(
        label=label("add"),
        file_count="multiple",
        file_types=sorted(READERS),
        height=135,
        elem_id="qa-drop",
    )
    gr.HTML(piece(formats_html))
    return uploads


def _words_input() -> gr.Textbox:
    return gr.Textbox(
        label=label("library"),
        placeholder=label("library.hint"),
        max_lines=1,
        max_length=10_000,
        submit_btn=label("library.search"),
        elem_id="qa-filter",
    )
