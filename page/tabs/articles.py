"""The layout of the Articles tab: adding files, and the library of the articles.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import gradio as gr

from index import ArticleQAError
from index.sources.formats import READERS
from page.panels.articles import ArticlesPanel, NameConflict, formats_html
from page.panels.events import UNQUEUED, Action
from page.panels.library.panel import LibraryPanel
from page.panels.library.view import LibraryView
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
PUT_BACK = "() => document.getElementById('qa-messages').classList.remove('qa-old')"
# After a click the keyboard's place, the article or the passage that was opened comes into view.
SETTLE = """() => requestAnimationFrame(() => {
  const library = document.getElementById('qa-library');
  const found = library.querySelector('#qa-found'), opened = library.querySelector('#qa-opened');
  const place = library.querySelector('[data-focus]') || found || opened;
  qa.waited();
  library.served();
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

# Gradio drops a click that comes while another is served. The last one is kept here instead, and
# done on the control that then has its name, if there is one; where no end is told, for 10 s.
IN_TURN = """
const library = document.getElementById('qa-library');
let since = 0, kept = null;
element.addEventListener('click', (event) => {
  const chosen = event.target.closest('[data-do]:not([disabled])');
  if (chosen && Date.now() - since < 10000) {
    kept = chosen.dataset;
    event.stopImmediatePropagation();
  } else if (chosen) since = Date.now();
}, true);
library.served = () => {
  const same = ({dataset}) => ['do', 'name', 'number'].every((key) => dataset[key] === kept[key]);
  const again = kept && [...element.querySelectorAll('[data-do]')].find(same);
  since = 0, kept = null;
  again?.click();
};
"""

Library = tuple[gr.State, gr.HTML, LibraryPanel]  # what is seen of it, where it is shown


def build_articles_tab(
    tab: gr.Tab, *, fingerprint: gr.HTML, host: AssistantHost, monitor: IndexMonitor
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the index and the seeds."""
    files, library = ArticlesPanel(host, monitor), LibraryPanel(host, monitor)
    conflicts, view = gr.State([]), gr.State(LibraryView())
    uploads = _file_input()
    messages = gr.HTML(elem_id="qa-messages", js_on_load=FORWARD_CLICKS + PUT_AWAY)
    words = _words_input()
    shown = gr.HTML(elem_id="qa-library", js_on_load=IN_TURN + FORWARD_CLICKS)
    _wire_files(uploads, messages, conflicts, files, (view, shown, library))
    _wire_library(words, messages, files, (view, shown, library))
    gr.on([tab.select, fingerprint.change], spoken(library.html), view, shown, **UNQUEUED)


def _wire_files(
    uploads: gr.File, messages: gr.HTML, conflicts: gr.State, panel: ArticlesPanel, of: Library
) -> None:
    view, shown, library = of

    def add(paths: list[str] | None, seen: LibraryView, *, say: Wording) -> tuple[Any, ...]:
        return None, *panel.add(paths or [], say=say), library.html(seen, say=say)

    def resolve(
        action: Action, waiting: list[NameConflict], seen: LibraryView, *, say: Wording
    ) -> tuple[str, str]:
        is_new = action.kind == "replace"
        message = panel.resolve(waiting, action.number, replace=is_new, say=say)
        return message, library.html(seen, say=say)

    outputs = [uploads, messages, conflicts, shown]
    uploads.upload(spoken(add), [uploads, view], outputs, **UNQUEUED).then(fn=None, js=PUT_BACK)
    messages.select(clicked(resolve), [conflicts, view], [messages, shown], **UNQUEUED)


def _wire_library(words: gr.Textbox, messages: gr.HTML, panel: ArticlesPanel, of: Library) -> None:
    view, shown, library = of
    file = gr.JSON(visible="hidden")

    def act(action: Action, seen: LibraryView, *, say: Wording) -> tuple[Any, ...]:
        if action.kind == "original":
            return seen, gr.skip(), *_saved(library, action.name, say=say)
        said = panel.delete(action.name, say=say) if action.kind == "delete" else gr.skip()
        seen = library.step(seen, action)
        return seen, library.html(seen, say=say), None, said

    def see(step: Callable[..., LibraryView]) -> Callable[..., tuple[LibraryView, str]]:
        def shown_after(
            seen: LibraryView, typed: str | None, *, say: Wording
        ) -> tuple[LibraryView, str]:
            seen = step(seen, typed)
            return seen, library.html(seen, say=say)

        return spoken(shown_after)

    acted = shown.select(clicked(act), view, [view, shown, file, messages], **UNQUEUED)
    acted.then(fn=None, inputs=file, js=SAVE_FILE).then(fn=None, js=SETTLE)
    # Gradio's "input" does not tell of an emptied box, and its default drops letters typed fast.
    filtering = UNQUEUED | {"trigger_mode": "always_last"}
    words.change(see(library.filtered), [view, words], [view, shown], **filtering)
    words.submit(see(library.searched), [view, words], [view, shown], **UNQUEUED)


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
