from types import SimpleNamespace

import gradio as gr
import pytest

from page.panels.asking.topic import Topic
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
    topic, turns, said, given, article, cards, tabs, *passing, panel = answered.fn(
        None, "Did an apple fall?", "typed", Topic(), *no_filter
    )
    assert not panel.open
    assert "An apple fell." in said and given.text == "An apple fell."
    assert "qa-chosen" in article and "qa-card" in cards and tabs.visible
    assert passing == [""] * 5 and len(answered.outputs) == 13
    assert [turn.question for turn in topic.turns] == [
        "Did an apple fall?"
    ] and "New topic" in turns


def test_a_follow_up_leans_on_the_topic_where_it_is_typed(laid_out):
    def ask(words, how, topic):
        topic, turns, _, answer, *_ = laid_out["answer_question"].fn(
            None, words, how, topic, *[""] * 5
        )
        return answer and answer.question, topic, turns

    _, first, _ = ask("Did the Red Apple fall?", "typed", Topic())
    whole, topic, turns = ask("why?", "typed", first)
    assert (whole, len(topic.turns)) == ("Why did the Red Apple fall?", 2)
    assert 'data-ask="Did the Red Apple fall?"' in turns and "Why did" not in turns
    assert ask("why?", "on", first)[0] == "why?" and len(ask("why?", "on", first)[1].turns) == 2
    assert ask("why?", "new", first)[0] == "why?" and len(ask("why?", "new", first)[1].turns) == 1
    whole, unchanged, turns = ask("?", "typed", topic)
    assert whole is None and unchanged == topic and "Why did" in turns


def test_a_new_topic_forgets_the_last_with_its_answer(laid_out):
    forget = laid_out["forget"]
    click = SimpleNamespace(value={"do": "forget", "name": ""}, index=0)
    topic, turns, said, given, article, cards, tabs, *passing = forget.fn(None, click)
    assert (topic, turns, said, given, article, cards) == (Topic(), "", "", None, "", "")
    assert not tabs.visible and passing == [""] * 5
    click.value["do"] = "open"
    assert len(forget.fn(None, click)) == len(forget.outputs) and Topic() not in forget.fn(
        None, click
    )


def test_a_mistake_leaves_no_evidence_standing(laid_out):
    _, _, said, given, article, cards, tabs, *_ = laid_out["answer_question"].fn(
        None, "?", "typed", Topic(), None, None, None, None, None
    )
    assert "holds no word" in said and given is None
    assert (cards, article, tabs.visible) == ("", "", False)


def test_the_overview_follows_the_index_and_never_replaces_an_article(laid_out):
    overview, answer = laid_out["overview"], laid_out["answer_question"]
    assert "1 article<" in overview.fn(None)
    for start in (overview, laid_out["examples"]):
        assert {event for _, event in start.targets} == {"change"}  # which comes first too
        assert not set(start.outputs) & set(answer.outputs)


def test_a_question_is_asked_of_what_the_filter_leaves(laid_out):
    answered = laid_out["answer_question"]
    assert len(answered.inputs) == 8
    asked = "Did an apple fall?", "typed", Topic()
    _, _, said, given, *_ = answered.fn(None, *asked, "2023", "", [], [], [])
    assert "no article is left by the filter (from 2023-01-01)" in said and given is None
    _, _, said, given, *_ = answered.fn(None, *asked, "", "", [], [], ["a.txt"])
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

    assert take.fn(None, click("only"), answer) == ["2022-01-01", "2022-12-31", ["Donga"], [], []]
    assert len(take.outputs) == len(take.fn(None, click("keep"), answer)) == 5
    assert "Donga" not in str(take.fn(None, click("keep"), answer))
