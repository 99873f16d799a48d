import gradio as gr
import pytest

from page.panels.filters import FilterInput
from page.tabs.browser_texts import label
from page.tabs.filters import build_filter, read_filter

FILES = {"n/a.txt": "---\nsource: Donga\n---\nAn apple fell.", "b.txt": "A stone sank."}


@pytest.fixture
def laid_out(host):
    with gr.Blocks() as page:
        controls = build_filter(host(FILES))
    return controls, {fn.name: fn for fn in page.fns.values()}


def test_it_is_closed_and_empty_until_it_is_opened(laid_out):
    controls, wired = laid_out
    assert controls.panel.open is False
    assert [(one.choices, one.visible) for one in (controls.sources, controls.places)] == [
        ([], False)
    ] * 2
    assert {event for _, event in wired["choices"].targets} == {"expand"}


def test_what_no_article_states_is_not_offered(laid_out):
    sources, authors, places, dates = laid_out[1]["choices"].fn(None)
    assert (sources.choices, sources.visible) == ([("Donga (1)", "Donga")], True)
    assert (authors.visible, places.visible) == (False, True)
    assert dates == "No article states a date."


def test_the_heading_says_how_many_articles_are_left(laid_out):
    controls, wired = laid_out
    heading, line = wired["summary"].fn(None, "", "", ["Donga"], [], [])
    assert heading.label == "Only 1 of 2 articles" and "Source Donga." in line
    assert wired["summary"].inputs == controls.inputs


def test_all_articles_are_asked_again_by_one_click(laid_out):
    controls, wired = laid_out
    cleared = wired["<lambda>"]
    assert cleared.outputs == controls.inputs
    assert read_filter(*cleared.fn()).parse() == read_filter(*[None] * 5).parse()


def test_values_are_read_in_the_order_of_the_controls(laid_out):
    labels = [label(name) for name in ("after", "before", "source", "author", "folder")]
    assert [control.label for control in laid_out[0].inputs] == labels
    assert read_filter("a", "b", ["c"], ["d"], ["e"]) == FilterInput(
        after="a", before="b", sources=["c"], authors=["d"], places=["e"]
    )
