"""The components of the Ask tab: the question, the topic, the answer, and the tabs below it.

Owns where they are placed. Knows nothing of which control calls what.
"""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from page.panels.asking.start import recent_html
from page.panels.asking.topic import Topic
from page.panels.compare import comparison_html
from page.panels.download import (
    BIBLIOGRAPHIES,
    EXPORTS,
    answer_help_html,
    bibliography_help_html,
    download_to_dict,
)
from page.panels.events import UNQUEUED
from page.panels.markup import FORWARD_CLICKS
from page.panels.why import WhyPanel
from page.state.assistant_host import AssistantHost
from page.tabs.browser_texts import label, piece
from page.tabs.callbacks import spoken
from page.tabs.downloads import place_downloads
from page.tabs.filters import FilterControls, build_filter


@dataclass(frozen=True, kw_only=True)
class AnswerTabs:
    """The tabs below the answer."""

    tabs: gr.Tabs
    cards: gr.HTML
    comparison: gr.HTML
    location: gr.HTML
    passages: gr.HTML


@dataclass(frozen=True, kw_only=True)
class AskComponents:
    """The components of the Ask tab that the events read and write."""

    current: gr.State  # the Answer that all panels are about
    topic: gr.State  # the visitor's Topic
    question: gr.Textbox
    how: gr.HTML  # "typed": may lean on the topic; "on": in it, as it is; "new": begins one
    filter: FilterControls
    examples: gr.HTML
    turns: gr.HTML
    outdated: gr.HTML
    answer: gr.HTML
    below: AnswerTabs
    article: gr.HTML
    overview: gr.HTML  # hidden by the style sheet while an article is shown
    message: gr.HTML

    @property
    def answered(self) -> list[gr.components.Component]:
        """The components that the next answer fills."""
        about = [self.answer, self.current, self.article, self.below.cards, self.below.tabs]
        return [self.topic, self.turns, *about]

    @property
    def cleared(self) -> list[gr.HTML]:
        """The components that the next answer empties."""
        below = self.below
        return [self.outdated, below.comparison, below.location, below.passages, self.message]


def place_components(host: AssistantHost) -> AskComponents:
    current, topic = gr.State(), gr.State(Topic())
    with gr.Row(elem_id="qa-columns"):
        with gr.Column(scale=5, min_width=280):
            question = _question()
            filter_controls = build_filter(host)
            examples = gr.HTML(elem_id="qa-examples")
            turns = gr.HTML(elem_id="qa-topic", js_on_load=FORWARD_CLICKS)
            outdated = gr.HTML(elem_id="qa-outdated")
            answer = gr.HTML(elem_id="qa-answer", js_on_load=FORWARD_CLICKS)
            below = _answer_tabs(host, current)
            gr.HTML(piece(recent_html))
        with gr.Column(scale=6, min_width=280, elem_id="qa-side"):
            article = gr.HTML(elem_id="qa-article", js_on_load=FORWARD_CLICKS)
            overview = gr.HTML(elem_id="qa-overview", js_on_load=FORWARD_CLICKS)
            message = gr.HTML(elem_id="qa-message")
    return AskComponents(
        current=current,
        topic=topic,
        question=question,
        how=gr.HTML(visible="hidden"),
        filter=filter_controls,
        examples=examples,
        turns=turns,
        outdated=outdated,
        answer=answer,
        below=below,
        article=article,
        overview=overview,
        message=message,
    )


def _question() -> gr.Textbox:
    return gr.Textbox(
        label=label("question"),
        placeholder=label("question.hint"),
        lines=1,
        max_lines=10,  # of which no first word is out of sight
        max_length=10_000,  # a question that is too long gets a message, not a cut
        submit_btn=label("ask"),
        autofocus=True,
        elem_id="qa-question",
    )


def _answer_tabs(host: AssistantHost, current: gr.State) -> AnswerTabs:
    with gr.Tabs(
        elem_id="qa-about", selected="evidence", visible=False, overflow_behavior="wrap"
    ) as tabs:
        with gr.Tab(label("tab.evidence"), id="evidence"):
            cards = gr.HTML(elem_id="qa-cards", js_on_load=FORWARD_CLICKS)
        with gr.Tab(label("tab.compare"), id="compare") as compare_tab:
            comparison = gr.HTML(elem_id="qa-compare", js_on_load=FORWARD_CLICKS)
        with gr.Tab(label("tab.why"), id="why") as why_tab:
            location = _locate(host, current)
            passages = gr.HTML(elem_id="qa-why", js_on_load=FORWARD_CLICKS)
        with gr.Tab(label("tab.save"), id="save"):
            formats = (answer_help_html, EXPORTS), (bibliography_help_html, BIBLIOGRAPHIES)
            place_downloads(current, download_to_dict, *formats)
    compare_tab.select(spoken(comparison_html), current, comparison, **UNQUEUED)
    why_tab.select(spoken(WhyPanel(host).passages), current, passages, **UNQUEUED)
    return AnswerTabs(
        tabs=tabs, cards=cards, comparison=comparison, location=location, passages=passages
    )


def _locate(host: AssistantHost, current: gr.State) -> gr.HTML:
    words = gr.Textbox(
        label=label("locate"),
        placeholder=label("locate.hint"),
        max_lines=4,
        submit_btn=label("find"),
        elem_id="qa-locate",
    )
    location = gr.HTML(elem_id="qa-location")
    words.submit(spoken(WhyPanel(host).locate), [current, words], location, **UNQUEUED)
    return location
