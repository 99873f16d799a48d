import html
from html.parser import HTMLParser
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.html import Html, browser_text, escape

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "${alert(1)}",
    "{{constructor.constructor('alert(1)')()}}",
    "`backticks`",
    '"><b onmouseover=alert(1)>',
    "' onfocus='alert(1)",
    "\u202etxt.exe",
]


class Seen(HTMLParser):
    """Collects the tags and the text that a browser would make of some HTML."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_from_outside_becomes_markup_or_a_placeholder(text):
    assert not set("<>\"'`${}\u202e") & set(escape(text))
    assert Seen(f'<p title="{escape(text)}">{escape(text)}</p>').tags == ["p"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_shown_letter_by_letter(text):
    shown = "".join(
        "\ufffd" if (category(c) == "Cc" and c not in "\t\n") or "\u202a" <= c <= "\u202e" else c
        for c in text
    )
    assert Seen(f"<p>{escape(text)}</p>").text == shown


@pytest.mark.parametrize("mark", "\x00\r\x1b\x7f\x9b\u061c\u200b\u200f\u202e\u2066\ufeff\U000e0041")
def test_nothing_escaped_can_drive_a_terminal_or_be_there_unseen(mark):
    assert mark not in escape(f"a{mark}b")


def test_half_a_character_of_a_file_name_is_no_error():
    assert escape("a\udce9.txt") == "a?.txt"


@given(st.text())
def test_what_a_browser_gives_back_is_known(text):
    assert browser_text(text) == Seen(f"<p>{escape(text)}</p>").text


def test_text_that_is_put_into_html_is_escaped_and_html_is_not():
    tag, quoted = Html("<b>"), "&lt;&#x27;&#123;"
    assert tag + "<'{" == f"<b>{quoted}" and "<'{" + tag == f"{quoted}<b>"
    assert Html(", ").join(["<'{", tag]) == f"{quoted}, <b>"
    assert Html("{}{x}").format("<'{", x=tag) == f"{quoted}<b>"
    assert escape(tag) == tag and isinstance(tag + "<", Html)


@given(st.text(alphabet="ab<>&\"'"))
def test_the_characters_are_those_that_exported_answers_have(text):
    assert escape(text) == html.escape(text)
