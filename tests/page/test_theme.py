import re

import pytest

from page import theme
from qa.questions.thread import MAX_TURNS


@pytest.mark.parametrize("text", [theme.CSS, theme.HEAD, theme.FIRST])
def test_nothing_is_fetched_from_elsewhere(text):
    assert not re.search(r"https?://|@import|url\(", text)


def test_every_font_is_one_of_the_system():
    assert all(
        "Font(" not in repr(font) or "Google" not in repr(font)
        for font in theme.THEME.font.split(",")
    )


def test_every_colour_is_named_for_light_and_for_dark():
    light, dark = (
        set(re.findall(r"(--[\w-]+):", block))
        for block in re.findall(r"gradio-container(?:\.dark)? \{\n(.*?)\n\}", theme.CSS, re.DOTALL)[
            :2
        ]
    )
    assert dark <= light and light - dark == {"--reading"}
    used = set(re.findall(r"var\((--[\w-]+)\)", theme.CSS + theme.FIRST))
    assert used - light <= {"--font"}


def test_what_is_drawn_first_has_the_colours_of_the_page():
    paper = re.findall(r"--paper: (#\w+)", theme.CSS)
    first = re.findall(r'html\[data-theme="\w+"\] \{ background: (#\w+)', theme.FIRST)
    theme_of = theme.THEME
    gradio = [theme_of.body_background_fill, theme_of.body_background_fill_dark]
    assert len(paper) == 2 and first == paper == gradio


@pytest.mark.parametrize("script", [theme.HEAD, theme.FIRST])
def test_the_script_writes_text_as_text(script):
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|document\.write", script)


@pytest.mark.parametrize(
    ("pattern", "loaded"), [("script/*.js", theme.SCRIPTS), ("style/*.css", theme.STYLES)]
)
def test_every_file_of_the_script_and_of_the_style_sheets_is_loaded_once(pattern, loaded):
    files = {path.stem for path in theme._HERE.glob(pattern)}
    assert files == {*loaded, "theme"} and len(loaded) == len(files) - 1


def test_files_of_the_script_call_only_what_others_offer():
    offered = re.findall(r"Object\.assign\(qa, \{([^}]+)\}\)", theme.HEAD)
    names = [name.strip() for given in offered for name in given.split(",")]
    assert len(names) == len(set(names))
    assert set(re.findall(r"\bqa\.(\w+)", theme.HEAD)) <= set(names)


def test_the_browser_remembers_as_many_questions_as_a_conversation_has_turns():
    assert re.search(rf"REMEMBERED = {MAX_TURNS}\b", theme.HEAD)
