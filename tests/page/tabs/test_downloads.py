import gradio as gr

from page.tabs.downloads import place_downloads


def test_each_format_has_a_button_that_makes_its_file():
    with gr.Blocks() as page:
        place_downloads(
            gr.State("pear"),
            lambda shown, format_name: {"name": f"{shown}.{format_name}"},
            ("Save it", ["md", "json"]),
            ("Or", ["ris"]),
        )
    buttons = [b.value for b in page.blocks.values() if isinstance(b, gr.Button)]
    assert buttons == ["md", "json", "ris"]
    made = [fn.fn("pear")["name"] for fn in page.fns.values() if fn.fn]
    assert made == ["pear.md", "pear.json", "pear.ris"]
    saved = [fn.js for fn in page.fns.values() if fn.js]
    assert saved == ["(file) => qa.save(file)"] * 3
