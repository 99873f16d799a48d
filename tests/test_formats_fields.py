from __future__ import annotations

from datetime import date

import pytest

from index.formats.fields import FieldError, Fields, day_of, fields_of, one_line


def test_known_fields_are_taken_and_all_others_passed_over():
    stated = {
        "title": " A\n title ",
        "source": 7,
        "published": "2024-05-31",
        "url": "https://example.org",
        "author": "Ann",
        "mood": ["x"],
    }
    assert fields_of(stated) == Fields(
        "A title", "7", date(2024, 5, 31), "https://example.org", "Ann"
    )


@pytest.mark.parametrize("nothing", [None, "", "~", "null"])
def test_what_is_not_stated_is_none(nothing):
    assert fields_of(dict.fromkeys(["title", "published", "author"], nothing)) == Fields()


@pytest.mark.parametrize(
    "written",
    [
        "2024-05-31",
        " 2024-05-31\n",
        "2024-05-31T23:59:59Z",
        "2024-05-31T01:00:00+0900",
        "2024-05-31T01:00:00.5+09:00",
        "2024-05-31 01:00",
    ],
)
def test_day_is_as_written(written):
    assert day_of(written) == date(2024, 5, 31)


@pytest.mark.parametrize(
    "written", ["", "yesterday", "2024-02-30", "2024-02-30T10:00", "31.5.2024"]
)
def test_what_is_no_day_is_refused(written):
    with pytest.raises(ValueError, match=r"isoformat|day"):
        day_of(written)


@pytest.mark.parametrize("value", [["a"], {"a": "b"}])
def test_field_of_several_values_is_refused(value):
    with pytest.raises(FieldError) as caught:
        fields_of({"author": value})
    kind = type(value).__name__
    assert (caught.value.what, caught.value.expected, caught.value.cure) == (
        f"has a {kind} as its author",
        "one line of text",
        "write author: in quotes",
    )


@pytest.mark.parametrize("value", ["soon", 20240531.5, ["2024"]])
def test_bad_date_is_refused(value):
    with pytest.raises(FieldError, match=r"^was published "):
        fields_of({"published": value})


@pytest.mark.parametrize(("text", "line"), [("a \n b", "a b"), (" ", None), ("\ud800a", "?a")])
def test_line_is_one_line_of_whole_characters(text, line):
    assert one_line(text) == line
