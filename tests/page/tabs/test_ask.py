from types import SimpleNamespace

import gradio as gr
import pytest

from page.tabs.ask import build_ask_tab


@pytest.fixture
def laid_out(host, tmp_path):
    with gr.Blocks() as page:
        opened = host({"a.txt": "An apple fell."})
        build_ask_tab(page, fingerprint=gr.HTML(), host=opened, checks=tmp_path / "checks.jsonl")
    return {fn.name: fn for fn in page.fns.values()}


def test_a_question_fills_the_room_and_empties_what_was_about_the_last(laid_out):
    answered = laid_out["answer_question"]
    no_filter = ("", "", [], [], [])
    said, given, article, cards, tabs, panel, *passing = answered.fn(
        "Did an apple fall?", *no_filter
    )
    assert not panel.open
    assert "An apple fell." in said and given.text == "An apple fell."
    assert "qa-chosen" in article and "qa-card" in cards and tabs.visible
    assert passing == [""] * 4 and len(answered.outputs) == 10


def test_a_mistake_leaves_no_evidence_standing(laid_out):
    said, given, article, cards, tabs, *_ = laid_out["answer_question"].fn(
        "?", None, None, None, None, None
    )
    assert "holds no word" in said and given is None
    assert (cards, article, tabs.visible) == ("", "", False)


def test_the_overview_follows_the_index_and_never_replaces_an_article(laid_out):
    welcome, answer = laid_out["welcome"], laid_out["answer_question"]
    assert "1 article<" in welcome.fn()[1]
    assert {event for _, event in welcome.targets} == {"load", "change"}
    assert not set(welcome.outputs) & set(answer.outputs)


def test_a_question_is_asked_of_what_the_filter_leaves(laid_out):
    answered = laid_out["answer_question"]
    assert len(answered.inputs) == 6
    said, given, *_ = answered.fn("Did an apple fall?", "2023", "", [], [], [])
    assert "no article is left by the filter (from 2023-01-01)" in said and given is None
    said, given, *_ = answered.fn("Did an apple fall?", "", "", [], [], ["a.txt"])
    assert "Asked of 1 of 1 article: in a.txt." in said and given.where.within == ("a.txt",)


def test_the_filter_that_is_suggested_is_taken_by_its_chip_alone(host, tmp_path):
    dated = "---\ndate: 2022-11-07\nsource: Donga\n---\nThe apple rose."
    with gr.Blocks() as page:
        opened = host({"a.txt": "An apple fell.", "b.txt": dated})
        build_ask_tab(page, fingerprint=gr.HTML(), host=opened, checks=tmp_path / "checks.jsonl")
    take = next(fn for fn in page.fns.values() if fn.name == "take")
    answer = opened.assistant.ask("Which apple rose in 2022, according to Donga?")

    def click(kind: str) -> object:
        return SimpleNamespace(value={"do": kind, "name": ""}, index=0)

    assert take.fn(answer, click("only")) == ["2022-01-01", "2022-12-31", ["Donga"], [], []]
    assert len(take.outputs) == len(take.fn(answer, click("keep"))) == 5
    assert "Donga" not in str(take.fn(answer, click("keep")))
