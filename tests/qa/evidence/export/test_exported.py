import json
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from index.corpus import Span
from index.errors import ExportError
from index.filtering.filter import Filter
from qa.answer import Alternative, Answer, Item, Part, Scope
from qa.conversation import as_asked
from qa.evidence.claim import Claim, Slice
from qa.evidence.export.data import to_export_data
from qa.evidence.export.exported import parse_answer
from qa.wire.answer import answer_to_dict
from tests.qa.test_answer import answer, citation

HIT = {"article": "a.txt", "start": 0, "end": 14, "score": 1.0, "rank": 1}


def test_what_is_read_back_is_what_was_said():
    said = citation(title="Fruit", source="Daily", published=date(2023, 11, 7), copies=("b.txt",),
                    url="https://paper.example/a", author="Ann", page=3, paragraph=12)  # fmt: skip
    read = parse_answer(json.loads(json.dumps(to_export_data(answer(citations=(said,))))), "here")
    assert (read.question, read.answer, read.reason) == ("What fell?", "apple", None)
    assert (read.confidence, read.generation) == (0.5, 1)
    (claim,) = read.claims
    stated = {field.name: getattr(said, field.name) for field in fields(said)}
    assert claim == Claim(**stated | {"passage": Slice(Span(0, 14), "An apple fell.")})


def test_an_abstention_is_read_back():
    read = parse_answer(
        to_export_data(answer(text=None, reason="nothing near", citations=())), "here"
    )
    assert (read.answer, read.reason, read.claims) == (None, "nothing near", ())


def test_the_date_of_an_answer_is_read_back_and_may_not_be_another():
    new, old = citation(published=date(2023, 11, 7)), citation(number=2, article="b.txt")
    other = Alternative("apple", 0.4, (replace(old, published=date(2023, 10, 3)),))
    data = answer_to_dict(answer(citations=(new,), alternatives=(other,)))
    assert parse_answer(data, "here").as_of == date(2023, 11, 7)
    earlier = {key: value for key, value in data.items() if key != "as_of"}
    assert parse_answer(earlier, "here").as_of is None  # of a file of an earlier version
    for said, what in (("2023-11-08", "a date that is not"), (None, "as_of is null")):
        with pytest.raises(ExportError, match=what):
            parse_answer(data | {"as_of": said}, "here")


def test_a_filter_is_read_back():
    scope = Scope(Filter.parse(before="2023-12", authors=["Ann"], within=["a.txt"]), 5, 12, 2)
    said = answer(scope=scope, citations=(citation(published=date(2023, 11, 7)),))
    for data in (to_export_data(said), answer_to_dict(said)):
        assert parse_answer(json.loads(json.dumps(data)), "here").scope == scope
    assert parse_answer(to_export_data(answer()), "here").scope is None


def test_a_suggested_filter_is_read_in_a_line_alone():
    data = answer_to_dict(answer(), Filter(sources=("Donga",)))
    assert parse_answer(data, "here") == parse_answer(answer_to_dict(answer()), "here")
    for said in (None, {}, data["suggested_filter"] | {"sources": []}):
        with pytest.raises(ExportError):
            parse_answer(data | {"suggested_filter": said}, "here")
    exported = to_export_data(answer()) | {"suggested_filter": data["suggested_filter"]}
    with pytest.raises(ExportError, match="an unknown key 'suggested_filter'"):
        parse_answer(exported, "here")


@pytest.mark.parametrize(
    "where", [Filter(sources=("AP",)), Filter.parse(after="2023"), Filter(within=("b/",))]
)
def test_evidence_that_the_filter_leaves_out_is_refused(where):
    data = to_export_data(answer(scope=Scope(where, 5, 12, 2)))
    with pytest.raises(ExportError, match="a citation that the filter leaves out"):
        parse_answer(data, "here")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (
            {"after": "2024-01-01", "before": "2023-01-01"},
            "a filter that after 2024-01-01 is",
        ),
        ({"after": "2023"}, "Invalid isoformat"),
        ({"sources": ["Donga", "Donga"]}, "a filter in another spelling"),
        ({"sources": [""]}, "a filter that an empty name"),
        ({"sources": []}, "a filter in another spelling"),
        ({"sources": "Donga"}, "sources is 'Donga'"),
        ({"articles": 0}, "a filter of more articles than there are"),
        ({"articles": 12}, "a filter of more articles than there are"),
        ({"more": 1}, "an unknown key 'more'"),
    ],
)
def test_a_filter_of_another_form_is_refused(change, what):
    data = to_export_data(answer(scope=Scope(Filter(sources=("Donga",)), 5, 12, 2)))
    with pytest.raises(ExportError, match=f"here is not an exported answer .*{what}"):
        parse_answer(data | {"filter": data["filter"] | change}, "here")


def test_the_json_of_the_command_line_is_read_back_too():
    for said in (answer(), answer(complete=False)):
        read = parse_answer(answer_to_dict(said), "here")
        assert (read.generation, read.claims[0].passage) == (None, None)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"question": None}, "question is None"),
        ({"answer": 7}, "answer is 7"),
        ({"answer": None}, "citations without an answer"),
        ({"citations": []}, "an answer without citations"),
        ({"citations": {}}, "citations is {}"),
        ({"confidence": 2.0}, "confidence is 2"),
        ({"confidence": 1}, "confidence is 1"),
        ({"confidence": -0.0}, "confidence is -0.0"),
        ({"confidence": 0.12345678}, "confidence is 0.12345678"),
        ({"reason": "none"}, "a reason"),
        ({"more": 1}, "an unknown key 'more'"),
        ({"degraded": True}, "an unknown key 'degraded'"),
        ({"elapsed_ms": 1.0}, "an unknown key 'elapsed_ms'"),
        ({"hits": [{}]}, "no key 'article'"),
        ({"hits": [HIT | {"rank": 2}]}, "hit 1 has rank 2"),
        ({"hits": [HIT | {"score": 1}]}, "score is 1"),
        ({"hits": [HIT | {"more": 1}]}, "an unknown key 'more'"),
        ({"confidence": float("nan")}, "confidence is nan"),
        ({"confidence": True}, "confidence is True"),
        ({"generation": "1"}, "generation is '1'"),
    ],
)
def test_a_malformed_answer_is_named_with_its_place(change, what):
    with pytest.raises(ExportError, match=f"^answer 2 of x is not an exported answer .*{what}"):
        parse_answer(to_export_data(answer()) | change, "answer 2 of x")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"start": 8, "end": 3}, r"span \[8, 3\)"),
        ({"start": -1}, "start is out of bounds"),
        ({"end": 10**30}, "end is out of bounds"),
        ({"start": "3"}, "start is '3'"),
        ({"quote": None}, "quote is None"),
        ({"published": "yesterday"}, "yesterday"),
        ({"published": "20231107"}, "published is '20231107'"),
        ({"published": ""}, "Invalid isoformat"),
        ({"copies": "b.txt"}, "copies is 'b.txt'"),
        ({"copies": [1]}, r"copies is \[1\]"),
        ({"number": 2}, "not numbered from 1"),
        ({"more": 1}, "an unknown key 'more'"),
        ({"score": "high"}, "score is 'high'"),
        ({"passage": 1}, "passage is 1"),
        ({"passage_start": 20}, r"span \[20, 14\)"),
        ({"page": -1}, "page is out of bounds"),
        ({"page": "3"}, "page is '3'"),
        ({"paragraph": None}, "paragraph is None"),
        ({"author": 1}, "author is 1"),
        ({"link": 1}, "link is 1"),
    ],
)
def test_a_malformed_citation_is_named(change, what):
    form = to_export_data(answer())
    form["citations"][0] |= change
    with pytest.raises(ExportError, match=what):
        parse_answer(form, "answer 1 of x")


@pytest.mark.parametrize("form", [1, "x", None, [], {}, {"question": "?"}, {"citations": [1]}])
def test_what_is_no_answer_is_said(form):
    with pytest.raises(ExportError, match=r"is not an exported answer .*; expected .*; export"):
        parse_answer(form, "answer 1 of x")


def test_a_key_that_is_not_there_is_named():
    with pytest.raises(ExportError, match="no key 'article'"):
        parse_answer(to_export_data(answer()) | {"citations": [{}]}, "answer 1 of x")


def test_no_sentence_is_cited_twice():
    form = to_export_data(answer())
    form["citations"].append(form["citations"][0] | {"number": 2})
    with pytest.raises(ExportError, match="a sentence that is cited twice"):
        parse_answer(form, "answer 1 of x")


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"degraded": False}, "degraded is False"),
        ({"elapsed_ms": 1}, "elapsed_ms is 1"),
        ({"generation": 1}, "unknown key"),
        ({"passage": "An apple fell."}, "an unknown key 'passage'"),
    ],
)
def test_what_the_command_line_does_not_print_is_named(change, what):
    with pytest.raises(ExportError, match=what):
        parse_answer(answer_to_dict(answer()) | change, "answer 1 of x")


def of_parts() -> Answer:
    """The answer to two questions in one, the second of which has evidence of its own."""
    stone = citation(
        number=2, article="b.txt", quote="stone", span=Span(2, 7), sentence=Span(0, 13),
        sentence_text="A stone sank.",
    )  # fmt: skip
    return answer(
        parts=(
            Part("What fell?", "apple", None, 0.5, (citation(),)),
            Part(
                "What sank?", "stone", None, 0.4, (stone,), "yes", (Item("stone", Span(2, 7), 2),)
            ),
            Part("What flew?", None, "nothing near", 0.0, ()),
        )
    )


def test_a_follow_up_that_asks_several_things_is_read_back():
    said = as_asked(of_parts(), "Who, and what is next?")
    read = parse_answer(to_export_data(said), "here")
    assert (read.question, read.searched) == (said.question, of_parts().question)
    assert len(read.parts) == len(said.parts)


@pytest.mark.parametrize("written", [answer_to_dict, to_export_data])
def test_the_parts_of_a_question_are_read_back(written):
    read = parse_answer(json.loads(json.dumps(written(of_parts()))), "here")
    assert [(part.question, part.answer) for part in read.parts] == [
        ("What fell?", "apple"), ("What sank?", "stone"), ("What flew?", None),
    ]  # fmt: skip
    assert read.parts[1].items == of_parts().parts[1].items
    assert [part.decides for part in read.parts] == [None, "yes", None]
    assert [claim.number for claim in read.evidence] == [1, 2]


def test_a_corrected_question_is_read_back():
    read = parse_answer(to_export_data(answer(searched="Who fell?")), "here")
    assert read.searched == "Who fell?"


def moved(part: dict[str, Any], **places: int) -> dict[str, Any]:
    return part | {"items": [part["items"][0] | places]}


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda parts: parts[:1], "a single one"),
        (lambda parts: parts[2:] * 2, "none is answered"),
        (lambda parts: [parts[1], parts[0]], "not that of its first part"),
        (lambda parts: [parts[0] | {"answer": "pear"}, parts[1]], "not that of its first part"),
        (lambda parts: [*parts[:2], parts[2] | {"reason": None}], "or neither"),
        (lambda parts: [*parts[:2], parts[2] | {"decides": "yes"}], "without an answer"),
        (lambda parts: [parts[0], moved(parts[1], start=0)], "not the slice of its sentence"),
        (lambda parts: [parts[0], moved(parts[1], end=20)], "outside of the sentence"),
        (
            lambda parts: [
                parts[0] | {"citations": [parts[0]["citations"][0] | {"quote": "pear"}]},
                parts[1],
            ],
            "not that of its first part",
        ),
    ],
)
def test_parts_that_contradict_the_answer_are_refused(change, what):
    data = to_export_data(of_parts())
    with pytest.raises(ExportError, match=what):
        parse_answer(data | {"parts": change(data["parts"])}, "here")


def listing() -> Answer:
    items = (Item("An", Span(0, 2), 1), Item("apple", Span(3, 8), 1))
    return answer(kind="list", items=items)


def test_what_the_kind_of_a_question_gave_is_read_back():
    for said in (listing(), answer(kind="yes_no", decides="no")):
        read = parse_answer(json.loads(json.dumps(to_export_data(said))), "here")
        assert (read.kind, read.decides, read.items) == (said.kind, said.decides, said.items)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"decides": "yes"}, "a yes or no without"),
        ({"kind": "yes_no", "decides": "perhaps"}, "decides is 'perhaps'"),
        ({"kind": "riddle"}, "kind is 'riddle'"),
        ({"kind": "what"}, "items without"),
        ({"items": [{"item": "pear", "start": 3, "end": 8, "citation": 1}]}, "not the slice"),
        ({"items": [{"item": "rose", "start": 25, "end": 29, "citation": 1}]}, "outside of"),
        ({"items": [{"item": "apple", "start": 3, "end": 8, "citation": 2}]}, "outside of"),
    ],
)
def test_a_form_that_contradicts_the_answer_is_refused(change, what):
    data = to_export_data(listing())
    with pytest.raises(ExportError, match=what):
        parse_answer(data | change, "here")
