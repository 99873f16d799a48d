from __future__ import annotations

from datetime import date

import pytest

from index.corpus import Omission
from index.sources.formats.fields import MAX_LENGTH, Fields, is_field_name, one_line, parse_fields


def odd(field: str, value: object) -> str:
    """The message about a value that cannot be read; the other fields must be."""
    other = "url" if field == "title" else "title"
    fields, (omission,) = parse_fields({other: "T", field: value})
    assert fields == Fields(**{other: "T"})
    return omission.reason


def test_known_fields_are_taken_and_all_others_passed_over():
    stated = {
        "title": " A\n title ",
        "source": 7,
        "published": "2024-05-31",
        "url": "https://example.org",
        "author": "Ann",
        "mood": ["x"],
    }
    fields = Fields("A title", "7", date(2024, 5, 31), "https://example.org", "Ann")
    assert parse_fields(stated) == (fields, ())


@pytest.mark.parametrize("nothing", [None, "", " ", "~", "null", [], {}, {"name": None}, [None]])
def test_what_is_not_stated_is_none(nothing):
    assert parse_fields(dict.fromkeys(["source", "author"], nothing)) == (Fields(), ())


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("Title", "title"),
        ("headline", "title"),
        ("publishedAt", "published"),
        ("date", "published"),
        ("publish_date", "published"),
        ("Published-On", "published"),
        ("link", "url"),
        ("authors", "author"),
        ("byline", "author"),
        ("publisher", "source"),
    ],
)
def test_field_has_the_names_that_people_give_it(key, field):
    value, read = ("2024-05-31", date(2024, 5, 31)) if field == "published" else ("A", "A")
    assert parse_fields({key: value}) == (Fields(**{field: read}), ())
    assert is_field_name(key)


def test_our_own_name_goes_first_and_an_empty_one_last():
    assert parse_fields({"headline": "H", "title": "T"})[0].title == "T"
    assert parse_fields({"headline": "H", "title": None})[0].title == "H"


@pytest.mark.parametrize(
    "written",
    [
        ["Ana Lopes", "Ben Okri"],
        [{"name": "Ana Lopes"}, {"@type": "Person", "name": "Ben Okri"}],
        ["Ana Lopes", None, "Ben Okri", "Ana Lopes"],
        "Ana Lopes, Ben Okri",
    ],
)
def test_authors_are_joined(written):
    assert parse_fields({"author": written}) == (Fields(author="Ana Lopes, Ben Okri"), ())


@pytest.mark.parametrize(
    "source", ["Lisgar Post", ["Lisgar Post"], {"id": None, "name": "Lisgar Post"}]
)
def test_source_may_be_an_object_with_a_name(source):
    assert parse_fields({"source": source}) == (Fields(source="Lisgar Post"), ())


@pytest.mark.parametrize("written", [1699315200, 1699315200000, 1699315200.5, "7 November 2023"])
def test_day_may_be_a_number_or_in_words(written):
    assert parse_fields({"published": written})[0].published == date(2023, 11, 7)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("published", "soon", "the field published is 'soon', no day that is certain"),
        ("published", "2024-03", "the field published is '2024-03', no day that is certain"),
        ("published", 17, "the field published is 17, no day that is certain"),
        ("published", {"a": 1}, 'the field published is {"a": 1}, no line of text'),
        ("title", ["a", "b"], 'the field title is ["a", "b"], no line of text'),
        ("title", {"a": "b"}, 'the field title is {"a": "b"}, no line of text'),
        ("title", True, "the field title is true, no line of text"),
        ("url", float("nan"), "the field url is NaN, no line of text"),
        ("source", {"id": 7}, 'the field source is {"id": 7}, which has no name'),
        ("author", [{"id": 7}], 'the field author is {"id": 7}, which has no name'),
        ("title", "a" * 1001, "the field title has 1,001 characters, more than 1,000"),
    ],
)
def test_what_cannot_be_read_costs_its_field_alone(field, value, reason):
    assert odd(field, value) == reason


def test_omission_counts_what_is_written():
    assert parse_fields({"published": "soon"})[1] == (
        Omission(4, "the field published is 'soon', no day that is certain"),
    )


def test_long_values_are_cut_in_what_is_said():
    assert len(odd("published", "x" * 900)) < 120
    assert len(odd("source", {"x" * 900: 1})) < 120
    assert parse_fields({"title": "x" * MAX_LENGTH})[0].title == "x" * MAX_LENGTH


def test_value_of_any_depth_is_left_out():
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep, "y"]
    assert "no line of text" in odd("title", deep)


@pytest.mark.parametrize(("text", "line"), [("a \n b", "a b"), (" ", None), ("\ud800a", "?a")])
def test_line_is_one_line_of_whole_characters(text, line):
    assert one_line(text) == line
