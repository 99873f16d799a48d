from types import SimpleNamespace

import gradio as gr
import pytest

from page.panels.events import Action
from page.tabs.callbacks import clicked, spoken

GERMAN_BROWSER = SimpleNamespace(headers={"accept-language": "de-DE,de;q=0.9"})


def greet(name, *, say):
    return f"{say('control.ask')} {name}"


@pytest.mark.parametrize(("request_", "said"), [(GERMAN_BROWSER, "Fragen Ann"), (None, "Ask Ann")])
def test_a_function_speaks_the_language_of_the_request(request_, said):
    assert spoken(greet)(request_, "Ann") == said


def test_a_click_is_handed_on_as_its_action():
    event = SimpleNamespace(value={"do": "open", "name": "a"}, index=3)
    told = clicked(lambda action, more, *, say: (action, more, say.tag))(GERMAN_BROWSER, event, "x")
    assert told == (Action("open", 3, "a"), "x", "de")


def test_gradio_hands_over_the_request_and_the_click():
    with gr.Blocks() as page:
        box = gr.HTML()
        box.select(clicked(greet), [box], box)
        box.change(spoken(greet), [box], box)
    assert [fn.name for fn in page.fns.values()] == ["greet", "greet"]
    for fn in page.fns.values():
        inputs, *_ = gr.helpers.special_args(fn.fn, ["shown"], GERMAN_BROWSER)
        assert inputs[0] is GERMAN_BROWSER and inputs[-1] == "shown"
