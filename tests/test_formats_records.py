from __future__ import annotations

import json
from datetime import date

import pytest

from index.errors import SeedError
from index.formats import records
from index.formats.draft import Draft, Drafts
from index.formats.fields import Fields
from index.formats.records import MAX_ID_LENGTH, MAX_NAMED, MAX_RECORDS, read_json, read_json_lines


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
        (7, "is of the type int; expected an object with the key text; mend or remove it"),
        (
            {"title": "T"},
            "holds no text; expected an article under the key text; write it or remove the record",
        ),
        (
            {"text": " \n\u0000"},
            "holds no text; expected an article under the key text; write it or remove the record",
        ),
        (
            {"text": ["a"]},
            "holds no text; expected an article under the key text; write it or remove the record",
        ),
        (
            {"text": "T.", "published": "soon"},
            "was published 'soon'; expected a date like 2024-05-31; mend its field published",
        ),
        (
            {"text": "T.", "title": {}},
            "has a dict as its title; expected one line of text; write title: in quotes",
        ),
    ],
)
@pytest.mark.parametrize("read", [array, lines])
def test_bad_record_is_named_and_the_others_are_read(read, record, message):
    found = read({"text": "One."}, record, {"text": "Three."})
    assert found.drafts == (Draft("One.", record="1"), Draft("Three.", record="3"))
    assert [str(e) for e in found.rejected] == [f"record 2 of seed 'a.json' {message}"]


def test_line_that_is_not_json_is_named():
    found = read_json_lines(b'{"text": "One."}\n{"text": \n' + b"[" * 100_000, "a.json")
    assert [d.text for d in found.drafts] == ["One."]
    assert [str(e).split(";")[0] for e in found.rejected] == [
        "record 2 of seed 'a.json' is not JSON (Expecting value: line 1 column 10 (char 9))",
        "record 3 of seed 'a.json' is not JSON (it is nested too deeply)",
    ]


def test_many_bad_records_are_not_named_one_by_one():
    found = array({"text": "One."}, *[{"body": "x"}] * (MAX_NAMED + 5))
    assert len(found.rejected) == MAX_NAMED + 1
    assert found.rejected[-1].found == "seed 'a.json' holds 5 more records that cannot be used"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is not JSON (Expecting property name enclosed in double quotes: line 1 column 2"),
        ("", "is not JSON (Expecting value: line 1 column 1 (char 0)); expected an array of"),
        ("[" * 100_000, "is not JSON (it is nested too deeply)"),
        ("9" * 10_000, "is not JSON (Exceeds the limit (4300"),
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
