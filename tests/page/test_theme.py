import re

from page import theme
from qa.questions.thread import MAX_TURNS


def test_nothing_is_fetched_from_elsewhere():
    for text in (theme.CSS, theme.HEAD):
        assert not re.search(r"https?://|@import|url\(", text)
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
    used = set(re.findall(r"var\((--[\w-]+)\)", theme.CSS))
    assert used - light <= {"--font"}


def test_the_script_writes_text_as_text():
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|\beval\b|document\.write", theme.HEAD
    )


def test_the_browser_remembers_as_many_questions_as_a_conversation_has_turns():
    assert f"REMEMBERED = {MAX_TURNS}," in theme.HEAD
