"""The controls of a filter, beside a question or a text and closed until one opens them.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from page.panels.ask import AnswerPanel
from page.panels.events import UNQUEUED, Action
from page.panels.filters import FilterInput, FilterPanel
from page.state.assistant_host import AssistantHost
from page.tabs.browser_texts import label
from page.tabs.callbacks import clicked, spoken
from page.wording.wording import Wording
from qa.answer import Answer


@dataclass(frozen=True, kw_only=True)
class FilterControls:
    """The components of the filter."""

    panel: gr.Accordion
    summary: gr.HTML
    after: gr.Textbox
    before: gr.Textbox
    sources: gr.Dropdown
    authors: gr.Dropdown
    places: gr.Dropdown

    @property
    def inputs(self) -> list[gr.Textbox | gr.Dropdown]:
        """The components whose values ``read_filter`` takes, in this order."""
        return [self.after, self.before, self.sources, self.authors, self.places]


def read_filter(*values: Any) -> FilterInput:
    """The values of the controls."""
    after, before, sources, authors, places = values
    return FilterInput(after=after, before=before, sources=sources, authors=authors, places=places)


def build_filter(
    host: AssistantHost, *, name: str = "qa-scope", clear_label: str | None = None
) -> FilterControls:
    """Place and wire the components; ``name`` is the id of their panel.

    What there is to choose from is read when they are opened.
    """
    controls, clear = _components(name, clear_label or label("ask_all"))
    panel = FilterPanel(host)

    def choices(*, say: Wording) -> tuple[Any, ...]:
        found = panel.choices(say=say)
        lists = (found.sources, found.authors, found.places)
        return *(gr.Dropdown(choices=some, visible=bool(some)) for some in lists), found.dates

    def summary(*values: Any, say: Wording) -> tuple[Any, Any]:
        heading, line = panel.summary(read_filter(*values), say=say)
        return gr.Accordion(label=heading), line

    summarise = spoken(summary)
    dropdowns = [controls.sources, controls.authors, controls.places]
    said = [controls.panel, controls.summary]
    controls.panel.expand(spoken(choices), None, [*dropdowns, controls.summary], **UNQUEUED).then(
        summarise, controls.inputs, said, **UNQUEUED
    )
    changes = [control.change for control in dropdowns]
    leaves = [e for box in (controls.after, controls.before) for e in (box.blur, box.submit)]
    gr.on([*changes, *leaves], summarise, controls.inputs, said, **UNQUEUED)
    clear.click(lambda: ("", "", [], [], []), None, controls.inputs, **UNQUEUED).then(
        summarise, controls.inputs, said, **UNQUEUED
    )
    return controls


def wire_suggestion(
    shown: gr.HTML, current: gr.State, controls: FilterControls, panel: AnswerPanel
) -> None:
    """Take the filter that the question's words name, and ask again, when its chip in the answer
    ``shown`` is clicked; ``current`` is the answer.
    """

    def take(action: Action, answer: Answer | None, *, say: Wording) -> list[Any]:
        where = panel.suggested(answer) if action.kind == "only" else None
        if where is None:
            return [gr.skip()] * len(controls.inputs)
        given = FilterInput.of(where)
        return [given.after, given.before, given.sources, given.authors, given.places]

    shown.select(clicked(take), current, controls.inputs, **UNQUEUED).then(
        fn=None, js="() => qa.askAgain()"
    )


def _components(name: str, clear_label: str) -> tuple[FilterControls, gr.Button]:
    with gr.Accordion(label("some_articles"), open=False, elem_id=name) as panel:
        with gr.Row():
            sources, authors = _choice(label("source")), _choice(label("author"))
            places = _choice(label("folder"))
        with gr.Row():
            after, before = _date(label("after")), _date(label("before"))
        summary = gr.HTML(elem_id=f"{name}-summary")
        clear = gr.Button(clear_label, size="sm", elem_classes="qa-button")
    controls = FilterControls(
        panel=panel,
        summary=summary,
        after=after,
        before=before,
        sources=sources,
        authors=authors,
        places=places,
    )
    return controls, clear


def _choice(words: str) -> gr.Dropdown:
    # Others than those that are listed may be typed: the answer then says what is nearest.
    return gr.Dropdown(
        choices=[],
        value=[],
        label=words,
        multiselect=True,
        allow_custom_value=True,
        visible=False,
        min_width=140,
    )


def _date(words: str) -> gr.Textbox:
    hint = label("date.hint")
    return gr.Textbox(label=words, placeholder=hint, max_length=40, min_width=120)
