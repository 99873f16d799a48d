from __future__ import annotations

import json
from datetime import date

import pytest

from index.errors import SeedError
from index.sources.formats import records
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.records import (
    MAX_ID_LENGTH,
    MAX_RECORDS,
    MAX_REPORTED,
    read_json,
    read_json_lines,
)

ONE_TEXT = "expected one text, or a list of paragraphs; write it as one text"


def array(*values: object) -> Drafts:
    return read_json(json.dumps(values).encode(), "a.json")


def lines(*values: object) -> Drafts:
    return read_json_lines("\n".join(map(json.dumps, values)).encode(), "a.json")


def refusal(content: bytes | str, read=read_json) -> str:
    with pytest.raises(SeedError) as caught:
        read(content.encode() if isinstance(content, str) else content, "a.json")
    assert caught.value.seed == "a.json"
    return str(caught.value)


@pytest.mark.parametrize("read", [array, lines])
def test_records_are_articles(read):
    full = {
        "title": "A title",
        "text": "One.\n\nTwo.",
        "published": "2024-05-31T10:00:00Z",
        "source": "Daily",
        "url": "https://example.org/a",
        "author": "Ann",
        "mood": "not kept",
    }
    fields = Fields("A title", "Daily", date(2024, 5, 31), "https://example.org/a", "Ann")
    assert read(full, {"text": "Three."}) == Drafts(
        (Draft("One.\n\nTwo.", fields, record="1"), Draft("Three.", record="2"))
    )


def test_object_is_one_article_called_by_its_path():
    assert read_json(b'{"text": "One.", "id": "x"}', "a.json").drafts[0].text == "One."
    assert read_json(b'{"text": "One."}', "a.json") == Drafts((Draft("One."),))


def test_lines_are_numbered_as_in_the_file():
    content = '{"text": "One."}\n\n \n{"text": "A line\u2028 separator."}\r\n'
    assert read_json_lines(content.encode(), "a.json") == Drafts(
        (Draft("One.", record="1"), Draft("A line\u2028 separator.", record="4"))
    )


def keys(*ids: object) -> list[str | None]:
    return [d.record for d in array(*({"text": "T.", "id": value} for value in ids)).drafts]


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["x", 7, "a/b c"], ["x", "7", "a/b c"]),
        (["x", "x", "y"], ["1", "2", "y"]),
        ([None, "", " ", True, 1.5, ["x"]], ["1", "2", "3", "4", "5", "6"]),
        (["a\nb", "\ud800", "x" * (MAX_ID_LENGTH + 1), 10**100], ["1", "2", "3", "4"]),
        (["2", None, "no.2"], ["2", "no.no.2", "no.2"]),
        ([" x "], ["x"]),
    ],
    ids=["stated", "twice", "no ids", "unfit", "another's number", "spaces"],
)
def test_record_is_told_apart_by_a_fit_id_or_by_its_number(ids, expected):
    assert keys(*ids) == expected


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (7, "is of the type int; expected an object with the key text; correct or remove it"),
        (
            {"title": "T"},
            "holds no text; expected an article under the key text; write it or remove the record",
        ),
        (
            {"text": " \n\u0000"},
            "holds no text; expected an article under the key text; write it or remove the record",
        ),
        (
            {"text": [" ", ""]},
            "holds no text; expected an article under the key text; write it or remove the record",
        ),
        ({"text": ["a", 7]}, f"has a text that is a list with more than text in it; {ONE_TEXT}"),
        ({"text": {"a": "b"}}, f"has a text that is of the type dict; {ONE_TEXT}"),
        ({"text": 7}, f"has a text that is of the type int; {ONE_TEXT}"),
    ],
)
@pytest.mark.parametrize("read", [array, lines])
def test_bad_record_is_named_and_the_others_are_read(read, record, message):
    found = read({"text": "One."}, record, {"text": "Three."})
    assert found.drafts == (Draft("One.", record="1"), Draft("Three.", record="3"))
    assert [str(e) for e in found.rejected] == [f"record 2 of seed 'a.json' {message}"]


@pytest.mark.parametrize("read", [array, lines])
def test_text_may_be_a_list_of_paragraphs(read):
    (draft,) = read({"text": ["The bridge opens in May.", " ", "It cost 9 million."]}).drafts
    assert draft.text == "The bridge opens in May.\n\nIt cost 9 million."


def test_line_that_is_not_json_is_named():
    found = read_json_lines(b'{"text": "One."}\n{"text": \n' + b"[" * 100_000, "a.json")
    assert [d.text for d in found.drafts] == ["One."]
    assert [str(e).split(";")[0] for e in found.rejected] == [
        "record 2 of seed 'a.json' is not JSON (Expecting value: line 1 column 10 (char 9))",
        "record 3 of seed 'a.json' is not JSON (it is nested too deeply)",
    ]


def test_many_bad_records_are_not_named_one_by_one():
    found = array({"text": "One."}, *[{"body": "x"}] * (MAX_REPORTED + 5))
    assert len(found.rejected) == MAX_REPORTED + 1
    assert found.rejected[-1].found == "seed 'a.json' holds 5 more records that cannot be used"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON (Expecting property name enclosed in double quotes: line 1 column 2"),
        ("", "is not JSON (Expecting value: line 1 column 1 (char 0)); expected an array of"),
        ("[" * 100_000, "is not JSON (it is nested too deeply)"),
        ("9" * 10_000, "is of the type float"),
        (
            '"text"',
            "is of the type str; expected an array of objects with the key text, or one such",
        ),
        ("[]", "holds no article; expected at least one; write one or remove the file"),
        ("{}", "holds no text; expected an article under the key text"),
        ("\x00", "holds the control character '\\x00': it looks binary"),
    ],
)
def test_file_that_holds_no_records_is_refused(content, message):
    assert refusal(content).startswith(f"seed 'a.json' {message}")


def test_more_records_than_the_limit_are_refused(monkeypatch):
    monkeypatch.setattr(records, "MAX_RECORDS", 2)
    assert len(lines({"text": "T."}, {"text": "T."}).drafts) == 2
    assert refusal("1\n2\n3", read_json_lines) == (
        "seed 'a.json' holds 3 records; expected at most 2; split it into smaller files"
    )
    assert MAX_RECORDS == 50_000


def test_text_loses_what_cannot_be_stored():
    (draft,) = array({"text": "a\u0000b\r\n\ud800c"}).drafts
    assert draft.text == "ab\n?c"


def test_metadata_that_cannot_be_read_costs_no_text():
    odd = {"text": "T.", "title": {}, "published": "soon", "author": [{"id": 1}], "source": ["a"]}
    (draft,) = array(odd).drafts
    assert (draft.text, draft.fields) == ("T.", Fields(source="a"))
    assert [o.reason.split(" is ")[0] for o in draft.omissions] == [
        "the field published",
        "the field author",
    ]


def test_fields_may_be_lists_objects_and_numbers():
    record = (
        '{"text": "T.", "authors": ["Ana Lopes", "Ben Okri"], "publishedAt": 1699315200000,'
        ' "source": {"id": null, "name": "Lisgar Post"}, "title": 1984}'
    )
    (draft,) = read_json(record.encode(), "a.json").drafts
    assert draft.fields == Fields(
        "1984", "Lisgar Post", date(2023, 11, 7), author="Ana Lopes, Ben Okri"
    )


@pytest.mark.parametrize("number", ["9" * 10_000, "-" + "9" * 10_000, "1e999", "NaN", "Infinity"])
def test_number_of_any_size_costs_nothing(number):
    record = f'{{"text": "T.", "title": {number}, "mood": {number}, "id": {number}}}'
    (draft,) = read_json(f"[{record}]".encode(), "a.json").drafts
    assert (draft.text, draft.fields, draft.record) == ("T.", Fields(), "1")


def test_object_with_two_texts_is_refused_and_other_keys_may_stand_twice():
    found = read_json_lines(
        b'{"text": "One.", "text": "Two."}\n{"text": "T.", "mood": 1, "mood": 2}\n', "a.json"
    )
    assert found.drafts == (Draft("T.", record="2"),)
    assert [str(e) for e in found.rejected] == [
        "record 1 of seed 'a.json' states its text twice; expected one text; make two records of it"
    ]


def test_text_may_hold_raw_tabs_newlines_and_control_characters():
    (draft,) = read_json(b'{"text": "One.\tTwo.\n\x02Three.\\u0002Four."}\x1a', "a.json").drafts
    assert draft.text == "One.\tTwo.\nThree.Four."


@pytest.mark.slow
def test_as_many_records_as_may_be_are_read():
    text = ",".join(['{"text": "One.", "title": "T"}'] * MAX_RECORDS)
    assert len(read_json(f"[{text}]".encode(), "a.json").drafts) == MAX_RECORDS


@pytest.mark.slow
def test_article_of_nine_megabytes_is_read():
    (draft,) = read_json(json.dumps({"text": "One. " * 1_800_000}).encode(), "a.json").drafts
    assert len(draft.text) == 9_000_000
