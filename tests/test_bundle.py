import json
from datetime import date

import pytest
from conftest import passages
from test_answer import answer, citation

from index.corpus import Span
from index.errors import ExportError
from qa.answer import Hit
from qa.bundle import CLOSINGS, OPENINGS, form_of, forms_in, hidden, is_data, parse
from qa.claim import Slice

NASTY = "</script> --> <!-- & -- \u2028 \udcff"


def test_the_form_is_the_json_form_without_the_time_with_the_passage():
    (passage,) = passages("An apple fell. The river rose.")
    hit = Hit(passage, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.5, 0.5))
    form = form_of(answer(hits=(hit,)))
    assert "elapsed_ms" not in form and form["generation"] == 1
    cited = form["citations"][0]
    assert (cited["passage"], cited["passage_start"], cited["passage_end"]) == (passage.text, 0, 30)


def test_without_its_hit_the_sentence_is_the_passage():
    assert form_of(answer())["citations"][0]["passage"] == "An apple fell."


def test_what_is_read_back_is_what_was_said():
    said = citation(title="Fruit", source="Daily", published=date(2023, 11, 7), copies=("b.txt",))
    read = parse(json.loads(json.dumps(form_of(answer(citations=(said,))))), "here")
    assert (read.question, read.answer, read.reason) == ("What fell?", "apple", None)
    assert (read.confidence, read.generation) == (0.5, 1)
    (claim,) = read.claims
    for name in said.__slots__:
        assert getattr(claim, name) == getattr(said, name)
    assert claim.passage == Slice(Span(0, 14), "An apple fell.")


def test_an_abstention_is_read_back():
    read = parse(form_of(answer(text=None, reason="nothing near", citations=())), "here")
    assert (read.answer, read.reason, read.claims) == (None, "nothing near", ())


def test_the_json_of_the_command_line_is_read_back_too():
    form = form_of(answer())
    del form["generation"]
    for key in ("passage", "passage_start", "passage_end"):
        del form["citations"][0][key]
    read = parse(form, "here")
    assert (read.generation, read.claims[0].passage) == (None, None)


@pytest.mark.parametrize("n", [0, 1], ids=["html", "markdown"])
def test_nothing_in_the_data_ends_the_block_they_hide_in(n):
    form = form_of(answer(question=NASTY, text=None, reason=NASTY, citations=()))
    block = f"{OPENINGS[n]}{hidden(form)}{CLOSINGS[n]}"
    assert block.count(CLOSINGS[n]) == 1 and "--" not in hidden(form)
    assert forms_in(f"before {block} after") == [form]
    assert not is_data(block)


def test_objects_arrays_and_lines_are_all_read():
    one, two = {"a": 1}, {"a": "\u2028"}
    lines = f"{json.dumps(one)}\n\n{json.dumps(two, ensure_ascii=False)}\n"
    assert forms_in(lines) == forms_in(json.dumps([one, two], indent=1)) == [one, two]
    assert forms_in(json.dumps(one, indent=1) * 2) == [one, one]
    assert forms_in("a text of no answers") == []


@pytest.mark.parametrize("text", ["{", '{"a": 1} x', "[1", OPENINGS[0] + "x" + CLOSINGS[0]])
def test_broken_json_is_a_value_error(text):
    with pytest.raises(ValueError):
        forms_in(text)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"question": None}, "question is None"),
        ({"answer": 7}, "answer is 7"),
        ({"answer": None}, "citations without an answer"),
        ({"citations": []}, "an answer without citations"),
        ({"citations": {}}, "citations is {}"),
        ({"confidence": 2}, "confidence is 2"),
        ({"confidence": float("nan")}, "confidence is nan"),
        ({"confidence": True}, "confidence is True"),
        ({"generation": "1"}, "generation is '1'"),
    ],
)
def test_a_malformed_answer_is_named_with_its_place(change, what):
    with pytest.raises(ExportError, match=f"^answer 2 of x is not an exported answer .*{what}"):
        parse(form_of(answer()) | change, "answer 2 of x")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"start": 8, "end": 3}, r"span \[8, 3\)"),
        ({"start": -1}, "start is out of bounds"),
        ({"end": 10**30}, "end is out of bounds"),
        ({"start": "3"}, "start is '3'"),
        ({"quote": None}, "quote is None"),
        ({"published": "yesterday"}, "yesterday"),
        ({"copies": "b.txt"}, "copies is 'b.txt'"),
        ({"score": "high"}, "score is 'high'"),
        ({"passage": 1}, "passage is 1"),
        ({"passage_start": 20}, r"span \[20, 14\)"),
    ],
)
def test_a_malformed_citation_is_named(change, what):
    form = form_of(answer())
    form["citations"][0] |= change
    with pytest.raises(ExportError, match=what):
        parse(form, "answer 1 of x")


@pytest.mark.parametrize("form", [1, "x", None, [], {}, {"question": "?"}, {"citations": [1]}])
def test_what_is_no_answer_is_said(form):
    with pytest.raises(ExportError, match=r"is not an exported answer .*; expected .*; export"):
        parse(form, "answer 1 of x")


def test_a_key_that_is_not_there_is_named():
    with pytest.raises(ExportError, match="no key 'question'"):
        parse({}, "answer 1 of x")
