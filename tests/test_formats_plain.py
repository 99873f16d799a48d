from __future__ import annotations

from datetime import date

import pytest

from index.errors import SeedError
from index.formats import plain
from index.formats.draft import Draft, Drafts
from index.formats.fields import Fields
from index.formats.plain import MAX_FRONT_MATTER


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


@pytest.mark.parametrize("written", ["yesterday", "2024-13-45", "31.5.2024", "[2024]"])
def test_bad_date_is_refused(written):
    message = refusal(f"---\npublished: {written}\n---\nText.")
    assert message.startswith("seed 'bad.txt' was published ")
    assert message.endswith("; expected a date like 2024-05-31; mend its field published")


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


@pytest.mark.parametrize(
    "yaml",
    ["title: a: b", "title: [", 'title: "\\UFFFFFFFF"', "title: " + "[" * 5000, "a: &a [*a]"],
    ids=["two colons", "open list", "no character", "deep", "loop"],
)
def test_front_matter_that_is_not_yaml_is_refused(yaml):
    message = refusal(f"---\n{yaml}\n---\nText.")
    assert message.startswith("seed 'bad.txt' has front matter that is not YAML (")
    assert message.endswith(
        "); expected lines like 'title: ...'; mend or remove the lines between the two ---"
    )
    assert "\n" not in message


@pytest.mark.parametrize(
    ("field", "written", "kind"),
    [("title", "[a, b]", "list"), ("source", "{a: b}", "dict"), ("url", "[]", "list")],
)
def test_field_of_several_values_is_refused(field, written, kind):
    assert refusal(f"---\n{field}: {written}\n---\nText.") == (
        f"seed 'bad.txt' has a {kind} as its {field}; expected one line of text;"
        f" write {field}: in quotes"
    )


def test_binary_file_is_refused():
    assert refusal(b"PK\x03\x04 and so on") == (
        "seed 'bad.txt' holds the control character '\\x03': it looks binary;"
        " expected UTF-8 text; save it as text or remove it"
    )


def test_invalid_utf8_is_refused():
    assert refusal("Café".encode("latin-1")) == (
        "seed 'bad.txt' is not valid UTF-8 (byte 3); expected UTF-8 text;"
        " save it as UTF-8 or remove it"
    )


def test_long_front_matter_is_refused():
    longest = "a: " + "b" * (MAX_FRONT_MATTER - 4) + "\n"
    assert text_of(f"---\n{longest}---\nText.") == "Text."
    assert refusal(f"---\n{longest}\n---\nText.") == (
        "seed 'bad.txt' has front matter of 20,001 characters; expected at most 20,000;"
        " move what is text below the second ---"
    )
