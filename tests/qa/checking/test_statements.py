import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import TextError
from qa.checking.statements import parse_draft, quotations, read_text


def test_a_text_is_cut_into_sentences_without_questions():
    draft = parse_draft("It rained. Why? Nobody knows.\n\nA new day came.")
    assert [s.text for s in draft.statements] == ["It rained.", "Nobody knows.", "A new day came."]
    assert all(s.span.of(draft.text) == s.text for s in draft.statements)


def test_a_quotation_is_not_cut():
    draft = parse_draft("She said: “It rained. It snowed.” Then she left.")
    assert [s.text for s in draft.statements] == [
        "She said: “It rained. It snowed.”",
        "Then she left.",
    ]
    (quote,) = draft.statements[0].quotes
    assert draft.statements[0].quoted(quote) == quote.of(draft.text) == "It rained. It snowed."


def test_sources_are_read_and_are_no_statements():
    draft = parse_draft("It rained [1]. It snowed [2].\n\n[1] a.txt\n[2]: The weather, b.txt\n")
    assert [s.references for s in draft.statements] == [(1,), (2,)]
    assert draft.sources == {1: "a.txt", 2: "The weather, b.txt"}
    assert draft.statements[0].without_references == "It rained    ."


@pytest.mark.parametrize(("text", "found"), [("", "is empty"), ("Why? 12.", "states nothing")])
def test_a_text_without_a_statement_is_refused(text, found):
    with pytest.raises(TextError, match=found):
        parse_draft(text)


def test_a_text_that_is_too_long_is_refused():
    with pytest.raises(TextError, match="the text has 30 characters; expected at most 20"):
        parse_draft("It rained." * 3, limit=20)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. " * 5001, "the text has 5,001 sentences and quotes; expected at most"),
        ('"Snow", he said. ' * 2501, "the text has 5,002 sentences and quotes; expected"),
        ("It rained. It " + "snowed " * 1429, "at character 11 of the text has 10,005 characters"),
        ("“It rained. It snowed.” " + "“It rained " * 14_000, "at character 24 of the text has"),
    ],
)
def test_a_text_with_more_than_can_be_checked_is_refused(text, found):
    with pytest.raises(TextError, match=found):
        parse_draft(text)


@given(st.text(alphabet='ab A.?!"“”[1]\n ', max_size=80))
def test_statements_are_slices_in_order(text):
    try:
        draft = parse_draft(text)
    except TextError:
        return
    spans = [s.span for s in draft.statements]
    assert all(s.span.of(text) == s.text for s in draft.statements)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_a_file_or_stream_is_read_as_utf8(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_bytes("\ufeffÉté.\r\nHiver.".encode())
    assert read_text(path) == read_text(io.BytesIO(path.read_bytes())) == "Été.\nHiver."


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a\0b"])
def test_a_binary_file_is_refused(tmp_path, content):
    path = tmp_path / "draft.bin"
    path.write_bytes(content)
    with pytest.raises(TextError, match=r"; expected .*; save .* as plain text"):
        read_text(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(TextError, match=r"cannot be read .No such file .*; name such a file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(TextError, match=r"cannot be read .Is a directory"):
        read_text(tmp_path)


QUOTED = [
    ('He said: "So it is."', ["So it is."]),
    ("“It isn’t a joke,” she said.", ["It isn’t a joke,"]),
    ("«Oui» et „ja“", ["Oui", "ja"]),
    ("the ‘workers’ rights act’", ["workers"]),
    ("'So it is,' they said, 'isn't it?'", ["So it is,", "isn't it?"]),
    ("workers' rights and bosses' duties", []),
    ('a 19" screen', []),
    ('"..."', []),
    ("“he called it ‘mad’ twice”", ["he called it ‘mad’ twice"]),
    ('"never\nclosed"', []),
]


@pytest.mark.parametrize(("text", "found"), QUOTED)
def test_a_quotation_stands_between_a_pair_of_marks(text, found):
    assert [span.of(text) for span in quotations(text)] == found


@given(st.text(alphabet="ab \"'“”‘’«».\n", max_size=60))
def test_quotations_are_apart_and_hold_a_letter(text):
    spans = list(quotations(text))
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
    assert all(any(map(str.isalnum, span.of(text))) for span in spans)
