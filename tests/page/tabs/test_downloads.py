import gradio as gr

from page.panels.download import answer_help_html, bibliography_help_html
from page.tabs.browser_texts import label
from page.tabs.downloads import place_downloads


def test_each_format_has_a_button_that_makes_its_file():
    with gr.Blocks() as page:
        place_downloads(
            gr.State("pear"),
            lambda shown, format_name: {"name": f"{shown}.{format_name}"},
            (answer_help_html, ["md", "json"]),
            (bibliography_help_html, ["ris"]),
        )
    buttons = [b.value for b in page.blocks.values() if isinstance(b, gr.Button)]
    assert buttons == [label(f"format.{name}") for name in ("md", "json", "ris")]
    made = [fn.fn("pear")["name"] for fn in page.fns.values() if fn.fn]
    assert made == ["pear.md", "pear.json", "pear.ris"]
    saved = [fn.js for fn in page.fns.values() if fn.js]
    assert saved == ["(file) => qa.save(file)"] * 3
