import gradio as gr
import pytest

from page.tabs.check import build_check_tab
from qa.checking import check
from qa.readers.sentence_reader import SentenceReader


@pytest.fixture
def dependencies(config):
    return {d["api_name"]: d for d in config["dependencies"]}


def test_one_text_is_checked_at_a_time(dependencies):
    assert dependencies["check"]["queue"] and dependencies["check"]["api_visibility"] == "private"


def test_a_click_on_a_sentence_does_not_wait_behind_a_check(dependencies):
    assert dependencies["show_evidence"]["queue"] is False


def test_a_checked_text_can_be_saved_and_a_mistake_cannot(host, monkeypatch):
    monkeypatch.setattr(check, "_value_reader", SentenceReader)
    with gr.Blocks() as page:
        build_check_tab(host({"a.txt": "An apple fell."}))
    run = next(fn.fn for fn in page.fns.values() if fn.name == "check")
    no_filter = ("", "", [], [], [])
    *_, saving = run(None, "An apple fell.", *no_filter)
    assert saving.visible
    marked, done, _, saving = run(None, "", *no_filter)
    assert "the text is empty" in marked and done is None and not saving.visible
