import gradio as gr

from page.tabs.ask_components import place_components


def test_what_an_answer_fills_and_what_it_empties_are_different_components(host):
    with gr.Blocks():
        parts = place_components(host({"a.txt": "An apple fell."}))
    filled, emptied = ({c._id for c in some} for some in (parts.answered, parts.cleared))
    assert len(filled | emptied) == len(parts.answered) + len(parts.cleared) == 12
    assert not {parts.overview._id, parts.question._id} & (filled | emptied)
