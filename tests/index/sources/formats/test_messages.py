from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.messages import (
    drafts_from_dict,
    drafts_to_dict,
    json_line,
    parse_json_line,
)

FOUND = Drafts(
    (
        Draft("One.\n\nTwo \u2028 \U0001f34e."),
        Draft(
            "Three.",
            Fields("T", "S", date(2024, 5, 31), "https://example.org", "A"),
            pages=(0, 3),
            record="é#1",
            omissions=(Omission(4, "notes"),),
        ),
    ),
    (SeedError(found="f", expected="e", cure="c", seed="half \udc80.json"),),
)
DRAFT = drafts_to_dict(FOUND)["drafts"][1]


def test_what_a_reader_gives_comes_back():
    line = json_line(drafts_to_dict(FOUND))
    assert line.count(b"\n") == 1
    found = drafts_from_dict(parse_json_line(line))
    assert found.drafts == FOUND.drafts
    assert [vars(e) | {"args": e.args} for e in found.rejected] == [
        vars(e) | {"args": e.args} for e in FOUND.rejected
    ]


def test_nothing_that_a_draft_may_hold_is_left_at_its_default_here():
    draft = FOUND.drafts[1]
    for value, default in ((draft, FOUND.drafts[0]), (draft.fields, Fields())):
        assert all(getattr(value, f.name) != getattr(default, f.name) for f in fields(value))


@pytest.mark.parametrize("line", [b"", b"\n", b"[]\n", b'{"a": \n', b"\xff\n", b"[" * 200_000])
def test_what_is_no_answer_is_refused(line):
    with pytest.raises(ValueError):
        parse_json_line(line)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"drafts": [], "rejected": None},
        {"drafts": {}, "rejected": []},
        {"drafts": [None], "rejected": []},
        {"drafts": [], "rejected": [{"found": "f"}]},
        {"drafts": [], "rejected": [{"found": "f", "expected": "e", "cure": "c", "more": "m"}]},
        {"drafts": [], "rejected": ["f"]},
        *(
            {"drafts": [DRAFT | change], "rejected": []}
            for change in (
                {"text": 1},
                {"fields": None},
                {"fields": DRAFT["fields"] | {"published": "today"}},
                {"fields": DRAFT["fields"] | {"title": ["T"]}},
                {"pages": ["0"]},
                {"record": 1},
                {"omissions": [{"characters": 0, "reason": "none"}]},
                {"omissions": [[4, "notes"]]},
            )
        ),
    ],
)
def test_what_no_reader_gives_is_refused(value):
    with pytest.raises(ValueError):
        drafts_from_dict(value)
