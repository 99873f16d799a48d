import re

import gradio as gr
import pytest

from page.panels.library.visit import Visit
from page.state.index_monitor import IndexMonitor
from page.tabs.articles import build_articles_tab


class Event:
    """The event that Gradio hands a callback after a click on one of the page's controls."""

    def __init__(self, do: str, *, name: str = "", number: int = 0) -> None:
        self.value, self.index = {"do": do, "name": name}, number


def callbacks(host):
    with gr.Blocks() as page, gr.Tab() as tab:
        build_articles_tab(tab, fingerprint=gr.HTML(), host=host, monitor=IndexMonitor(host))
    return {fn.name: fn.fn for fn in page.fns.values()}


@pytest.fixture
def laid_out(host):
    return callbacks(host({"a.txt": "An apple fell."}))


@pytest.fixture
def visit():
    return Visit()


def test_a_file_is_deleted_in_two_steps(laid_out, seeds, visit):
    rows, _, said = laid_out["act"](None, Event("ask", name="a.txt"), visit)
    assert said == gr.skip() and 'data-do="delete"' in rows
    assert 'data-do="delete"' in laid_out["redraw"](None, visit)  # as when the index changes
    rows, _, said = laid_out["act"](None, Event("cancel", name="a.txt"), visit)
    assert said == gr.skip() and 'data-do="delete"' not in rows
    for _ in range(2):  # the second, of a double click, is not confirmed
        laid_out["act"](None, Event("delete", name="a.txt"), visit)
    assert (seeds({}) / "a.txt").exists()
    laid_out["act"](None, Event("ask", name="a.txt"), visit)
    rows, _, said = laid_out["act"](None, Event("delete", name="a.txt"), visit)
    assert "Deleted a.txt." in said and 'class="qa-kind">deleted<' in rows
    assert not (seeds({}) / "a.txt").exists()
    assert laid_out["act"](None, Event("delete", name="a.txt"), visit)[2] == gr.skip()


def test_a_file_with_several_articles_is_deleted_from_the_row_of_any(host, seeds, visit):
    host = host({"a.txt": "An apple.", "two.jsonl": '{"text": "One."}\n{"text": "Two."}'})
    act = callbacks(host)["act"]
    rows, _, _ = act(None, Event("sort", name="title"), visit)
    ask = re.search(r'data-do="ask" data-name="(two\.jsonl[^"]+)"', rows)[1]
    rows, _, _ = act(None, Event("ask", name=ask), visit)
    delete = re.search(r'data-do="delete" data-name="([^"]+)"', rows)[1]
    assert "Deleted two.jsonl." in act(None, Event("delete", name=delete), visit)[2]
    assert not (seeds({}) / "two.jsonl").exists()


def test_the_original_is_saved_or_the_reason_told_why_not(laid_out, visit):
    rows, file, said = laid_out["act"](None, Event("original", name="a.txt"), visit)
    assert (rows, said) == (gr.skip(), gr.skip()) and file["name"] == "a.txt"
    _, file, said = laid_out["act"](None, Event("original", name="../a.txt"), visit)
    assert file is None and "no article file" in said


def test_what_another_event_draws_is_left_as_it_is(laid_out, visit, monkeypatch):
    monkeypatch.setattr(Visit, "drawn", lambda *_: None)
    assert laid_out["redraw"](None, visit) == gr.skip()
    assert laid_out["act"](None, Event("sort", name="date"), visit)[0] == gr.skip()


def test_a_file_is_added_and_the_drop_zone_is_empty_again(laid_out, tmp_path, visit):
    (tmp_path / "new.txt").write_text("A stone sank.")
    dropped, said, pending, rows = laid_out["add"](None, [str(tmp_path / "new.txt")], visit)
    assert dropped is None and "Added new.txt." in said and pending == [] and "new.txt" in rows


def test_a_name_that_is_taken_is_settled_by_a_word(laid_out, tmp_path, seeds, visit):
    (tmp_path / "a.txt").write_text("Other.")
    _, _, pending, _ = laid_out["add"](None, [str(tmp_path / "a.txt")], visit)
    said, _ = laid_out["resolve"](None, Event("replace"), pending, visit)
    assert "Replaced a.txt." in said and (seeds({}) / "a.txt").read_text() == "Other."
