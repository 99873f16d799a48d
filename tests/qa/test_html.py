from html.parser import HTMLParser
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.html import escaped, shown

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
    assert not set("<>\"'`${}\u202e") & set(escaped(text))
    assert Seen(f'<p title="{escaped(text)}">{escaped(text)}</p>').tags == ["p"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_escaped_text_is_shown_letter_by_letter(text):
    shown = "".join(
        "\ufffd" if (category(c) == "Cc" and c not in "\t\n") or "\u202a" <= c <= "\u202e" else c
        for c in text
    )
    assert Seen(f"<p>{escaped(text)}</p>").text == shown


@pytest.mark.parametrize("mark", "\x00\r\x1b\x7f\x9b\u061c\u200b\u200f\u202e\u2066\ufeff\U000e0041")
def test_nothing_escaped_can_drive_a_terminal_or_be_there_unseen(mark):
    assert mark not in escaped(f"a{mark}b")


def test_half_a_character_of_a_file_name_is_no_error():
    assert escaped("a\udce9.txt") == "a?.txt"


@given(st.text())
def test_what_a_browser_gives_back_is_known(text):
    assert shown(text) == Seen(f"<p>{escaped(text)}</p>").text
