import json

import pytest

from index.errors import ExportError
from qa.checking.export.data import holds_text, parse_text, to_export_data


def test_what_is_read_back_is_what_was_written(checked):
    data = json.loads(json.dumps(to_export_data(checked)))
    read = parse_text(data, "here")
    assert to_export_data(read) == data and holds_text(data)
    assert read.text == checked.text and read.generation == 7
    assert [one.verdict for one in read.statements] == [
        "contradicted", "supported", "partly", "not_found",
    ]  # fmt: skip
    assert [v.found for v in read.statements[0].values] == ["8 May"]
    assert read.statements[2].quotes[0].result.changes == (
        checked.statements[2].quotes[0].result.changes
    )


def changed(data, path, value):
    *way, last = path
    for key in way:
        data = data[key]
    data[last] = value


@pytest.mark.parametrize(
    ("path", "value", "what"),
    [
        (("text",), 7, "text is 7"),
        (("text",), "Is it?", "the text states nothing"),
        (("text",), "An apple fell.", "4 statements, and the text has 1"),
        (("generation",), "7", "generation is '7'"),
        (("more",), 1, "an unknown key 'more'"),
        (("statements",), [], "0 statements, and the text has 4"),
        (("statements", 0, "verdict"), "true", "verdict is 'true'"),
        (("statements", 0, "probability"), 2.0, "probability is 2.0"),
        (("statements", 0, "values", 0, "start"), 1, "no value stands at 1-"),
        (("statements", 0, "values", 0, "status"), "same", "another one in its place"),
        (("statements", 0, "values", 0, "found"), None, "another one in its place"),
        (("statements", 0, "references"), [], "zip"),
        (("statements", 0, "references", 0, "holds"), "maybe", "holds is 'maybe'"),
        (("statements", 0, "citations", 0, "number"), 2, "not numbered from 1"),
        (("statements", 2, "quotes"), [], "zip"),
        (("statements", 2, "quotes", 0, "status"), "absent", "with evidence or without"),
        (("statements", 2, "quotes", 0, "citation"), 9, "which is not there"),
        (("statements", 2, "quotes", 0, "changes", 0, "kind"), "x", "kind is 'x'"),
    ],
)
def test_a_malformed_text_is_named(checked, path, value, what):
    data = to_export_data(checked)
    changed(data, path, value)
    with pytest.raises(ExportError, match=f"text 1 of x is not an exported text .*{what}"):
        parse_text(data, "text 1 of x")


@pytest.mark.parametrize("data", [None, 1, [], {}, {"statements": 1}, {"citations": []}])
def test_what_is_no_text_is_said(data):
    with pytest.raises(ExportError, match=r"is not an exported text .*; expected .*; export"):
        parse_text(data, "text 1 of x")
    assert holds_text(data) == (isinstance(data, dict) and "statements" in data)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("holds",), True),
        (("statements", 0, "text"), "A pear fell."),
        (("statements", 0, "start"), 1),
        (("statements", 0, "values", 0, "text"), "8 May"),
        (("statements", 2, "quotes", 0, "text"), "x"),
    ],
)
def test_what_follows_from_the_rest_is_not_read(checked, path, value):
    data = to_export_data(checked)
    changed(data, path, value)
    assert to_export_data(parse_text(data, "here")) == to_export_data(checked) != data
