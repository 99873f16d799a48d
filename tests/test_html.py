from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.html import escaped

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


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00")))
def test_escaped_text_is_shown_letter_by_letter(text):
    shown = text.translate({ord(c): "\ufffd" for c in "\u202a\u202b\u202c\u202d\u202e"})
    assert Seen(f"<p>{escaped(text)}</p>").text == shown


def test_half_a_character_of_a_file_name_is_no_error():
    assert escaped("a\udce9.txt") == "a?.txt"
