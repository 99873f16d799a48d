"""The layout of the Ask tab: the question, the answer, and the panels about the answer.

Owns where the components are placed and which control calls what.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from page.panels.ask import AnswerPanel
from page.panels.checks import ChecksPanel
from page.panels.compare import comparison_html
from page.panels.download import (
    BIBLIOGRAPHIES,
    BIBLIOGRAPHY_HELP,
    EXPORTS,
    HELP,
    download_to_dict,
)
from page.panels.events import QUEUED, UNQUEUED, read_action
from page.panels.evidence import EvidencePanel
from page.panels.filters import CLOSED, heading_of
from page.panels.markup import FORWARD_CLICKS
from page.panels.why import WhyPanel
from page.state.assistant_host import AssistantHost
from page.tabs.downloads import place_downloads
from page.tabs.filters import FilterControls, build_filter, read_filter, wire_suggestion
from qa.answer import Answer


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
    question: gr.Textbox
    filter: FilterControls
    examples: gr.HTML
    answer: gr.HTML
    below: AnswerTabs
    article: gr.HTML
    overview: gr.HTML  # hidden by the style sheet while an article is shown
    message: gr.HTML

    @property
    def cleared(self) -> list[gr.HTML]:
        """The components that the next answer empties."""
        return [self.below.comparison, self.below.location, self.below.passages, self.message]


def build_ask_tab(
    page: gr.Blocks, *, fingerprint: gr.HTML, host: AssistantHost, checks: Path
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the index and the seeds."""
    parts = _components(host)
    evidence = EvidencePanel(host)
    _wire_welcome(page, parts, fingerprint, AnswerPanel(host))
    _wire_question(parts, AnswerPanel(host), evidence)
    wire_suggestion(parts.answer, parts.current, parts.filter, AnswerPanel(host))
    _wire_evidence(parts, fingerprint, evidence)
    _wire_saving(parts, ChecksPanel(host, checks))


def _components(host: AssistantHost) -> AskComponents:
    current = gr.State()
    with gr.Row(elem_id="qa-columns"):
        with gr.Column(scale=5, min_width=280):
            question = _question()
            filter_controls = build_filter(host)
            examples = gr.HTML(elem_id="qa-examples")
            answer = gr.HTML(elem_id="qa-answer", js_on_load=FORWARD_CLICKS)
            below = _answer_tabs(host, current)
            gr.HTML('<nav id="qa-history" aria-label="Recent questions"></nav>')
        with gr.Column(scale=6, min_width=280, elem_id="qa-side"):
            article = gr.HTML(elem_id="qa-article", js_on_load=FORWARD_CLICKS)
            overview = gr.HTML(elem_id="qa-overview", js_on_load=FORWARD_CLICKS)
            message = gr.HTML(elem_id="qa-message")
    return AskComponents(
        current=current,
        question=question,
        filter=filter_controls,
        examples=examples,
        answer=answer,
        below=below,
        article=article,
        overview=overview,
        message=message,
    )


def _question() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="Who, when, where, why, how many?",
        lines=1,
        max_lines=4,
        max_length=10_000,  # a question that is too long gets a message, not a cut
        submit_btn="Ask",
        autofocus=True,
        elem_id="qa-question",
    )


def _answer_tabs(host: AssistantHost, current: gr.State) -> AnswerTabs:
    with gr.Tabs(
        elem_id="qa-about", selected="evidence", visible=False, overflow_behavior="wrap"
    ) as tabs:
        with gr.Tab("Evidence", id="evidence"):
            cards = gr.HTML(elem_id="qa-cards", js_on_load=FORWARD_CLICKS)
        with gr.Tab("Compare", id="compare") as compare_tab:
            comparison = gr.HTML(elem_id="qa-compare")
        with gr.Tab("Why", id="why") as why_tab:
            location = _locate(host, current)
            passages = gr.HTML(elem_id="qa-why")
        with gr.Tab("Save", id="save"):
            formats = (HELP, EXPORTS), (BIBLIOGRAPHY_HELP, BIBLIOGRAPHIES)
            place_downloads(current, download_to_dict, *formats)
    compare_tab.select(comparison_html, current, comparison, **UNQUEUED)
    why_tab.select(WhyPanel(host).passages, current, passages, **UNQUEUED)
    return AnswerTabs(
        tabs=tabs, cards=cards, comparison=comparison, location=location, passages=passages
    )


def _locate(host: AssistantHost, current: gr.State) -> gr.HTML:
    words = gr.Textbox(
        label="Find the rank of a sentence or an article",
        placeholder="Paste a sentence, or name an article",
        max_lines=4,
        submit_btn="Find",
        elem_id="qa-locate",
    )
    location = gr.HTML(elem_id="qa-location")
    words.submit(WhyPanel(host).locate, [current, words], location, **UNQUEUED)
    return location


def _wire_welcome(
    page: gr.Blocks, parts: AskComponents, fingerprint: gr.HTML, panel: AnswerPanel
) -> None:
    """Show the overview, again when the index has changed; ask the question in the address."""
    outputs = [parts.examples, parts.overview]
    gr.on([page.load, fingerprint.change], panel.welcome, None, outputs, **UNQUEUED)
    page.load(None, None, parts.question, js="() => qa.fromAddress()").then(
        fn=None, js="() => qa.askFromAddress()"
    )


def _wire_question(parts: AskComponents, panel: AnswerPanel, evidence: EvidencePanel) -> None:
    def answer_question(words: str, *chosen: Any) -> tuple[Any, ...]:
        html, answer = panel.answer(words, read_filter(*chosen))
        tabs = gr.Tabs(visible=answer is not None, selected="evidence")
        cards = evidence.cards(answer)
        article = evidence.first_article(answer)
        scope = answer.scope if answer else None
        heading = heading_of(scope.articles, scope.total) if scope else CLOSED
        closed = gr.Accordion(open=False, label=heading) if answer else gr.skip()
        return html, answer, article, cards, tabs, closed, *([""] * len(parts.cleared))

    below = parts.below
    shown = [parts.answer, parts.current, parts.article, below.cards, below.tabs]
    outputs = [*shown, parts.filter.panel, *parts.cleared]
    parts.question.submit(
        answer_question,
        [parts.question, *parts.filter.inputs],
        outputs,
        js="(...given) => qa.asking(given)",
        **QUEUED,
    ).then(fn=None, js="() => qa.answered()").then(
        evidence.verified_cards, parts.current, below.cards, **UNQUEUED
    ).then(fn=None, js="() => qa.checked()")


def _wire_evidence(parts: AskComponents, fingerprint: gr.HTML, evidence: EvidencePanel) -> None:
    def open_article(answer: Answer | None, event: gr.SelectData) -> Any:
        action = read_action(event)
        if action.kind == "read":
            return evidence.read(action.name)
        return evidence.open(answer, action.number) if action.kind == "open" else gr.skip()

    fingerprint.change(evidence.verified_cards, parts.current, parts.below.cards, **UNQUEUED).then(
        fn=None, js="() => qa.checked()"
    )
    # Gradio drops a click that comes while another is served, unless it may serve both at once.
    for component in (parts.below.cards, parts.article, parts.overview):
        component.select(
            open_article, parts.current, parts.article, trigger_mode="multiple", **UNQUEUED
        ).then(fn=None, js="() => qa.opened()")


def _wire_saving(parts: AskComponents, panel: ChecksPanel) -> None:
    def save_check(answer: Answer | None, event: gr.SelectData) -> Any:
        action = read_action(event)
        return panel.save(answer, action.number) if action.kind == "keep" else gr.skip()

    for component in (parts.answer, parts.article):
        component.select(save_check, parts.current, parts.message, **UNQUEUED)
