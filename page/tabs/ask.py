"""The Ask tab: a question and its answer, follow-ups, and the panels about the answer.

Owns which control calls what. Knows nothing of where the components are placed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from page.panels.ask import ALONE, AnswerPanel
from page.panels.asking.start import StartPanel
from page.panels.asking.topic import Topic
from page.panels.asking.topic_view import topic_html
from page.panels.checks import ChecksPanel
from page.panels.events import QUEUED, UNQUEUED, Action
from page.panels.evidence import EvidencePanel
from page.panels.filters import heading_of
from page.state.assistant_host import AssistantHost
from page.tabs.ask_components import AskComponents, place_components
from page.tabs.callbacks import clicked, spoken
from page.tabs.filters import read_filter, wire_suggestion
from page.wording.wording import Wording
from qa.answer import Answer

# The generation that this browser saw when its last visit began: what comes during a visit is told
# at the next one.
LAST_SEEN = """() => {
  try { window.qaSeen ??= localStorage.getItem('qa-seen') || ''; } catch { window.qaSeen = ''; }
  return [window.qaSeen];
}"""
SEEN = """() => {
  const generation = document.querySelector('.qa-overview')?.dataset.generation;
  if (!generation || window.qaNoted) return;
  window.qaNoted = true;
  try { localStorage.setItem('qa-seen', generation); } catch { /* not allowed */ }
}"""


def build_ask_tab(
    page: gr.Blocks, *, fingerprint: gr.HTML, host: AssistantHost, checks: Path
) -> None:
    """Place and wire the components; ``fingerprint`` changes with the index and the seeds."""
    parts = place_components(host)
    evidence = EvidencePanel(host)
    _wire_start(page, parts, fingerprint, StartPanel(host))
    _wire_kept_filter(parts)
    _wire_question(parts, AnswerPanel(host), evidence)
    _wire_topic(parts, evidence)
    wire_suggestion(parts.answer, parts.current, parts.filter, AnswerPanel(host))
    _wire_evidence(parts, fingerprint, evidence)
    outdated = spoken(AnswerPanel(host).outdated)
    fingerprint.change(outdated, parts.current, parts.outdated, **UNQUEUED)
    _wire_saving(parts, ChecksPanel(host, checks))


def _wire_start(
    page: gr.Blocks, parts: AskComponents, fingerprint: gr.HTML, panel: StartPanel
) -> None:
    """Show the overview, again when the index has changed; ask the question in the address. The
    fingerprint changes too when it comes first.
    """
    seen, overview = gr.HTML(visible="hidden"), spoken(panel.overview)
    fingerprint.change(overview, seen, parts.overview, js=LAST_SEEN, **UNQUEUED).then(
        fn=None, js=SEEN
    )
    fingerprint.change(spoken(panel.examples), None, parts.examples, **UNQUEUED)
    kept = [parts.question, *parts.filter.inputs]  # from before the server was not reachable
    page.load(None, None, kept, js="() => qa.fromAddress()").then(
        fn=None, js="() => qa.askFromAddress()"
    )


def _wire_kept_filter(parts: AskComponents) -> None:
    """Tell the browser the filter, which it keeps while the server is not reachable."""
    inputs = parts.filter.inputs
    changes = [control.change for control in inputs]
    gr.on(changes, None, inputs, js="(...values) => qa.filtered(...values)")


def _wire_question(parts: AskComponents, panel: AnswerPanel, evidence: EvidencePanel) -> None:
    def answer_question(
        words: str, how: str, topic: Topic, *chosen: Any, say: Wording
    ) -> tuple[Any, ...]:
        topic = Topic() if how == "new" else topic
        thread = topic.thread if how == "typed" else ALONE
        html, answer = panel.answer(words, read_filter(*chosen), thread, say=say)
        topic = topic.with_answer(answer) if answer else topic
        turns = topic_html(topic, answered=answer is not None, say=say)
        heading = heading_of(answer.scope if answer else None, say=say)
        closed = gr.Accordion(open=False, label=heading) if answer else gr.skip()
        below = _below(answer, evidence, say=say)
        return topic, turns, html, answer, *below, *cleared, closed

    cleared = [""] * len(parts.cleared)
    parts.question.submit(
        spoken(answer_question),
        [parts.question, parts.how, parts.topic, *parts.filter.inputs],
        [*parts.answered, *parts.cleared, parts.filter.panel],
        js="(...given) => qa.asking(given)",
        **QUEUED,
    ).then(fn=None, js="() => qa.answered()").then(
        spoken(evidence.verified_cards), parts.current, parts.below.cards, **UNQUEUED
    ).then(fn=None, js="() => qa.checked()")


def _wire_topic(parts: AskComponents, evidence: EvidencePanel) -> None:
    """Forget the topic, with the answer that is shown, when a visitor begins a new one."""

    def forget(action: Action, *, say: Wording) -> list[Any]:
        if action.kind != "forget":
            return [gr.skip()] * len(outputs)
        return [Topic(), "", "", None, *_below(None, evidence, say=say), *[""] * len(parts.cleared)]

    outputs = [*parts.answered, *parts.cleared]
    parts.turns.select(clicked(forget), None, outputs, **UNQUEUED).then(
        fn=None, js="() => qa.forgotten()"
    )


def _below(answer: Answer | None, evidence: EvidencePanel, *, say: Wording) -> tuple[Any, ...]:
    """The article beside an answer, the cards and the tabs below it; empty without one."""
    tabs = gr.Tabs(visible=answer is not None, selected="evidence")
    return evidence.first_article(answer, say=say), evidence.cards(answer, say=say), tabs


def _wire_evidence(parts: AskComponents, fingerprint: gr.HTML, evidence: EvidencePanel) -> None:
    def open_article(action: Action, answer: Answer | None, *, say: Wording) -> Any:
        if action.kind == "read":
            return evidence.read(action.name, say=say)
        if action.kind in ("open", "picture", "hide"):
            page = action.kind == "picture"
            return evidence.open(answer, action.number, page=page, say=say)
        return gr.skip()

    verified, opened = spoken(evidence.verified_cards), clicked(open_article)
    fingerprint.change(verified, parts.current, parts.below.cards, **UNQUEUED).then(
        fn=None, js="() => qa.checked()"
    )
    # Gradio drops a click that comes while another is served, unless it may serve both at once.
    below = parts.below
    openers = (parts.answer, below.cards, below.comparison, below.passages)
    for component in (*openers, parts.article, parts.overview):
        component.select(
            opened, parts.current, parts.article, trigger_mode="multiple", **UNQUEUED
        ).then(fn=None, js="() => qa.opened()")


def _wire_saving(parts: AskComponents, panel: ChecksPanel) -> None:
    def save_check(action: Action, answer: Answer | None, *, say: Wording) -> Any:
        return panel.save(answer, action.number, say=say) if action.kind == "keep" else gr.skip()

    for component in (parts.answer, parts.article):
        component.select(clicked(save_check), parts.current, parts.message, **UNQUEUED)
