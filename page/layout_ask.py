"""The room for asking: the question, the answer, and all that is about it.

Owns where these stand and which control calls what.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import gradio as gr

from page import compare, takeaway
from page.ask import Ask
from page.checks import Checks
from page.desk import Desk
from page.events import ASKED, AT_ONCE, do
from page.evidence import Evidence
from page.markup import TELL, note
from page.why import Why
from qa.answer import Answer


@dataclass(frozen=True)
class Shown:
    """The parts of the room that several concerns write to."""

    asked: gr.State  # the Answer that all of it is about
    answer: gr.HTML
    article: gr.HTML
    cards: gr.HTML
    tabs: gr.Tabs
    passing: tuple[gr.HTML, ...]  # emptied when the next question is answered


def lay_out(page: gr.Blocks, stamp: gr.HTML, desk: Desk, checks: Path) -> None:
    """Place and wire the room; ``stamp`` changes when the index or the seeds have."""
    asked = gr.State()
    with gr.Row(elem_id="qa-columns"):
        with gr.Column(scale=5, min_width=280):
            question = _question()
            examples = gr.HTML(elem_id="qa-examples")
            answer = gr.HTML(elem_id="qa-answer", js_on_load=TELL)
            cards, tabs, passing = _about_the_answer(desk, asked)
            gr.HTML('<nav id="qa-history" aria-label="Asked before"></nav>')
        with gr.Column(scale=6, min_width=280, elem_id="qa-side"):
            article = gr.HTML(elem_id="qa-article", js_on_load=TELL)
            kept = gr.HTML(elem_id="qa-kept")
    shown = Shown(asked, answer, article, cards, tabs, (*passing, kept))
    _wire_beginning(page, stamp, Ask(desk), question, examples, shown)
    _wire_question(Ask(desk), Evidence(desk), question, shown)
    _wire_opening(stamp, Evidence(desk), shown)
    _wire_keeping(Checks(desk, checks), shown, kept)


def _question() -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="Who, when, where, why, how many?",
        lines=1,
        max_lines=4,
        max_length=10_000,  # what is too long for a question is said in words
        submit_btn="Ask",
        autofocus=True,
        elem_id="qa-question",
    )


def _about_the_answer(desk: Desk, asked: gr.State) -> tuple[gr.HTML, gr.Tabs, tuple[gr.HTML, ...]]:
    """The tabs below the answer: evidence, comparison, reasons, files."""
    with gr.Tabs(
        elem_id="qa-about", selected="evidence", visible=False, overflow_behavior="wrap"
    ) as tabs:
        with gr.Tab("Evidence", id="evidence"):
            cards = gr.HTML(elem_id="qa-cards", js_on_load=TELL)
        with gr.Tab("Compare", id="compare") as comparing:
            comparison = gr.HTML(elem_id="qa-compare")
        with gr.Tab("Why", id="why") as asking_why:
            placed = _place(desk, asked)
            passages = gr.HTML(elem_id="qa-why")
        with gr.Tab("Save", id="save"):
            _take_away(asked)
    comparing.select(compare.compare, asked, comparison, **AT_ONCE)
    asking_why.select(Why(desk).passages, asked, passages, **AT_ONCE)
    return cards, tabs, (comparison, placed, passages)


def _place(desk: Desk, asked: gr.State) -> gr.HTML:
    words = gr.Textbox(
        label="Where would this stand?",
        placeholder="Paste a sentence, or name an article",
        max_lines=4,
        submit_btn="Find",
        elem_id="qa-place-words",
    )
    placed = gr.HTML(elem_id="qa-place")
    words.submit(Why(desk).place, [asked, words], placed, **AT_ONCE)
    return placed


def _take_away(asked: gr.State) -> None:
    gr.HTML(note(takeaway.SAID))
    file = gr.JSON(visible="hidden", elem_id="qa-download")
    with gr.Row(elem_id="qa-forms"):
        for form in takeaway.FORMS:
            gr.Button(form, size="sm", min_width=110, elem_classes="qa-button").click(
                partial(takeaway.download_to_dict, form=form), asked, file, **AT_ONCE
            ).then(fn=None, inputs=file, js="(file) => qa.save(file)")


def _wire_beginning(
    page: gr.Blocks,
    stamp: gr.HTML,
    ask: Ask,
    question: gr.Textbox,
    examples: gr.HTML,
    shown: Shown,
) -> None:
    """What a newcomer sees, anew when the index has changed; and the question in the address."""

    def renewed(article: str | None) -> Any:
        return ask.welcome() if "qa-overview" in (article or "") else (gr.skip(), gr.skip())

    page.load(ask.welcome, None, [examples, shown.article], **AT_ONCE)
    stamp.change(renewed, shown.article, [examples, shown.article], **AT_ONCE)
    page.load(None, None, question, js="() => qa.fromAddress()").then(
        fn=None, js="() => qa.askFromAddress()"
    )


def _wire_question(ask: Ask, evidence: Evidence, question: gr.Textbox, shown: Shown) -> None:
    def answered(words: str) -> tuple[Any, ...]:
        said, given = ask.answer(words)
        about = gr.Tabs(visible=given is not None, selected="evidence")
        cards = evidence.cards(given)
        article = evidence.first(given) if given else ask.welcome()[1]
        return said, given, article, cards, about, *([""] * len(shown.passing))

    outputs = [shown.answer, shown.asked, shown.article, shown.cards, shown.tabs, *shown.passing]
    asking = question.submit(
        answered, question, outputs, js="(words) => qa.asking(words)", **ASKED
    ).then(fn=None, js="() => qa.answered()")
    asking.then(evidence.checked, shown.asked, shown.cards, **AT_ONCE).then(
        fn=None, js="() => qa.checked()"
    )


def _wire_opening(stamp: gr.HTML, evidence: Evidence, shown: Shown) -> None:
    def open_(answer: Answer | None, event: gr.SelectData) -> Any:
        what = do(event)
        if what.do == "read":
            return evidence.read(what.name)
        return evidence.open(answer, what.number) if what.do == "open" else gr.skip()

    stamp.change(evidence.checked, shown.asked, shown.cards, **AT_ONCE).then(
        fn=None, js="() => qa.checked()"
    )
    for place in (shown.cards, shown.article):
        place.select(open_, shown.asked, shown.article, **AT_ONCE).then(
            fn=None, js="() => qa.opened()"
        )


def _wire_keeping(checks: Checks, shown: Shown, kept: gr.HTML) -> None:
    def keep(given: Answer | None, event: gr.SelectData) -> Any:
        what = do(event)
        return checks.keep(given, what.number) if what.do == "keep" else gr.skip()

    for place in (shown.answer, shown.article):
        place.select(keep, shown.asked, kept, **AT_ONCE)
