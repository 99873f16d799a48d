from __future__ import annotations

from datetime import date

import pytest

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats import plain
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields


def article(content: str | bytes) -> Draft:
    (draft,) = plain.read(content.encode() if isinstance(content, str) else content, "a.txt").drafts
    return draft


def text_of(content: str | bytes) -> str:
    return article(content).text


def refusal(content: str | bytes) -> str:
    with pytest.raises(SeedError) as caught:
        plain.read(content.encode() if isinstance(content, str) else content, "bad.txt")
    assert caught.value.seed == "bad.txt"
    return str(caught.value)


@pytest.mark.parametrize("text", ["One.\n", "# Two\n\n*Three* is [here](x).\n"])
def test_text_is_kept_as_written(text):
    assert plain.read(text.encode(), "a.md") == Drafts((Draft(text),))


def test_byte_order_mark_is_no_text():
    assert text_of(b"\xef\xbb\xbfCaf\xc3\xa9.\n") == "Café.\n"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_line_ends_in_one_newline(ending):
    assert text_of(f"One.{ending}{ending}Two.{ending}") == "One.\n\nTwo.\n"


def test_front_matter_gives_the_fields_and_leaves_the_text():
    content = (
        "---\ntitle: 'Blinken: a visit'\nsource: Donga\npublished: 2023-11-08\n"
        "url: https://example.org/a\nauthor: Ann\nmood: not kept\n---\nThe text.\n"
    )
    assert article(content) == Draft(
        "The text.\n",
        Fields(
            title="Blinken: a visit",
            source="Donga",
            published=date(2023, 11, 8),
            url="https://example.org/a",
            author="Ann",
        ),
        omissions=(Omission(12, "its front matter has fields that no article has (mood)"),),
    )


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"], ids=["bare", "BOM"])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_front_matter_is_found_behind_any_mark_and_line_ending(start, ending):
    content = start + b"---\ntitle: T\n---\nText.\n".replace(b"\n", ending)
    draft = article(content)
    assert (draft.fields.title, draft.text) == ("T", "Text.\n")


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("No", "No"),
        ("12:30", "12:30"),
        ("1.10", "1.10"),
        ("007", "007"),
        ("'  two\n  words '", "two words"),
        ("", None),
        ("~", None),
        ("null", None),
    ],
)
def test_title_is_what_the_file_says(written, stated):
    assert article(f"---\ntitle: {written}\n---\nText.").fields.title == stated


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-31",
        "'2024-05-31'",
        "2024-05-31 23:59:59",
        "2024-05-31T23:59:59Z",
        "2024-05-31T01:00:00+09:00",
    ],
)
def test_published_is_the_day_as_written(written):
    assert article(f"---\npublished: {written}\n---\nText.").fields.published == date(2024, 5, 31)


@pytest.mark.parametrize("written", ["", "~"])
def test_published_may_be_left_open(written):
    assert article(f"---\npublished: {written}\n---\nText.").fields.published is None


@pytest.mark.parametrize(
    "content",
    [
        "---\n- a\n- list\n---\nText.\n",
        "---\nA line between rules.\n---\nText.\n",
        "---\n---\nText.\n",
        "---\nNo second rule.\n",
        "Text.\n---\ntitle: too late\n---\n",
        "--- title: no ---\nText.\n",
    ],
    ids=["list", "sentence", "empty", "unclosed", "below text", "one line"],
)
def test_what_is_no_mapping_is_text(content):
    assert article(content) == Draft(content)


def test_binary_file_is_refused():
    assert refusal(b"PK\x03\x04 and so on") == (
        "seed 'bad.txt' holds the control character '\\x03': it looks binary;"
        " expected UTF-8 text; save it as text or remove it"
    )


def test_invalid_utf8_is_refused():
    assert refusal("Café".encode("latin-1")) == (
        "seed 'bad.txt' is not valid UTF-8 (byte 3, on line 1); expected UTF-8 text;"
        " save it as UTF-8, or set QA_ENCODING to what it is in"
    )


@pytest.mark.parametrize(
    "written",
    ["yesterday", "2024-13-45", "2024-03", "05/03/2024", "[2024]", "[2024-01-01, 2024-01-02]"],
)
def test_date_that_is_not_certain_costs_itself_alone(written):
    draft = article(f"---\ntitle: T\npublished: {written}\n---\nText.")
    assert (draft.text, draft.fields) == ("Text.", Fields(title="T"))
    (omission,) = draft.omissions
    assert omission.reason.startswith("the field published is ")


@pytest.mark.parametrize("field", ["title", "source", "url"])
def test_field_of_several_values_costs_itself_alone(field):
    draft = article(f"---\ndate: 2024-03-05\n{field}: [a, b]\n---\nText.")
    assert (draft.text, draft.fields) == ("Text.", Fields(published=date(2024, 3, 5)))
    assert [o.reason for o in draft.omissions] == [
        f'the field {field} is ["a", "b"], no line of text'
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The board met.\n\x1a", "The board met.\n"),
        ("The board\x0bmet.", "The board\nmet."),
        ("One.\x0cTwo.", "One.\nTwo."),
        ("The province pays\x02 two thirds.", "The province pays two thirds."),
        ("\x16\x16\x01urgent\x02The board of Lisgar met.\x03", "urgent The board of Lisgar met."),
        ("The board met.\x00", "The board met."),
        ("A \x1b[31mred\x1b[0m word of the board.", "A red word of the board."),
    ],
    ids=["Ctrl-Z", "VT", "FF", "STX", "wire", "NUL", "colour"],
)
def test_control_characters_cost_nothing(written, read):
    assert text_of(written + " More text follows.") == read + " More text follows."
