"""An answer as JSON is as stored, for the programs and the exported files of earlier versions."""

import json
from datetime import date

import pytest

from index.filtering.filter import Filter
from qa.answer import Alternative, Answer, Hit, Scope
from qa.evidence.export.writers import to_json
from qa.wire.answer import AnswerRecord, answer_to_dict
from tests.qa.test_answer import answer, citation
from tests.support.toys import passages

LINE = (
    '{"alternatives": [], "answer": "apple", "citations": [{"article": "a.txt", "author": "Ann",'
    ' "copies": ["b.txt"], "digest":'
    f' "{"0" * 64}", "end": 8, "link": "https://paper.example#:~:text=An%20apple%20fell.",'
    ' "number": 1, "page": 2, "paragraph": 7, "published": "2024-05-31", "quote": "apple",'
    ' "score": 0.333333, "sentence": "An apple fell.", "sentence_end": 14, "sentence_start": 0,'
    ' "source": "Daily", "start": 3, "title": "Fr\\u00fcit", "url": "https://paper.example"}],'
    ' "confidence": 0.666667, "elapsed_ms": 1.235, "hits": [{"article": "a.txt", "end": 30,'
    ' "rank": 1, "score": 1.234568, "start": 0}], "question": "What fell?", "reason": null}'
)
FILE = f"""{{
 "alternatives": [],
 "answer": "apple",
 "citations": [
  {{
   "article": "a.txt",
   "author": "Ann",
   "copies": [
    "b.txt"
   ],
   "digest": "{"0" * 64}",
   "end": 8,
   "link": "https://paper.example#:~:text=An%20apple%20fell.",
   "number": 1,
   "page": 2,
   "paragraph": 7,
   "passage": "An apple fell. The river rose.",
   "passage_end": 30,
   "passage_start": 0,
   "published": "2024-05-31",
   "quote": "apple",
   "score": 0.333333,
   "sentence": "An apple fell.",
   "sentence_end": 14,
   "sentence_start": 0,
   "source": "Daily",
   "start": 3,
   "title": "Fr\\u00fcit",
   "url": "https://paper.example"
  }}
 ],
 "confidence": 0.666667,
 "generation": 1,
 "hits": [
  {{
   "article": "a.txt",
   "end": 30,
   "rank": 1,
   "score": 1.234568,
   "start": 0
  }}
 ],
 "question": "What fell?",
 "reason": null
}}
"""


@pytest.fixture
def cited() -> Answer:
    (passage,) = passages("An apple fell. The river rose.")
    hit = Hit(passage, score=1.23456789, rank=1, dense=0.5, lexical=0.5, sentences=(0.5, 0.5))
    stated = citation(title="Früit", source="Daily", published=date(2024, 5, 31), score=1 / 3,
                      copies=("b.txt",), url="https://paper.example", author="Ann", page=2,
                      paragraph=7,
                      link="https://paper.example#:~:text=An%20apple%20fell.")  # fmt: skip
    return answer(citations=(stated,), hits=(hit,), confidence=2 / 3, elapsed_ms=1.23456)


def test_the_line_that_the_command_line_prints_is_as_stored(cited):
    assert json.dumps(answer_to_dict(cited), sort_keys=True) == LINE


def test_the_exported_file_is_as_stored(cited):
    assert to_json(cited) == FILE


def test_an_abstention_has_a_reason_and_no_citations():
    form = answer_to_dict(answer(text=None, reason="nothing near", citations=()))
    assert (form["answer"], form["reason"], form["citations"]) == (None, "nothing near", [])


def test_only_an_answer_of_a_part_of_the_index_is_marked_in_the_line():
    whole = answer_to_dict(answer())
    assert answer_to_dict(answer(complete=False)) == whole | {"degraded": True}
    assert not AnswerRecord.of(answer()).degraded


def test_json_of_lone_surrogates_can_be_written():
    assert json.dumps(answer_to_dict(answer(question="\ud800"))).isascii()


def test_a_filter_is_said_only_where_there_was_one():
    assert "filter" not in answer_to_dict(answer())
    where = Filter.parse(after="2023-10", as_of="2023-12", sources=["Donga"], within=["a/"])
    assert answer_to_dict(answer(scope=Scope(where, 5, 12, 2)))["filter"] == {
        "after": "2023-10-01",
        "before": None,
        "as_of": "2023-12-31",
        "sources": ["Donga"],
        "authors": [],
        "within": ["a/"],
        "articles": 5,
        "total": 12,
        "undated": 2,
    }


def test_a_filter_that_is_suggested_is_said_with_its_conditions():
    said = answer_to_dict(answer(), Filter.parse(as_of="2023-12"))["suggested_filter"]
    assert said == {
        "after": None, "before": None, "as_of": "2023-12-31",
        "sources": [], "authors": [], "within": [],
    }  # fmt: skip


def test_the_date_of_an_answer_is_said_where_another_answer_has_another():
    new = citation(published=date(2023, 11, 7))
    for day, said in ((date(2023, 10, 3), "2023-11-07"), (date(2023, 11, 7), None), (None, None)):
        old = Alternative("apple", 0.4, (citation(number=2, article="b.txt", published=day),))
        one = answer(citations=(new,), alternatives=(old,))
        assert answer_to_dict(one).get("as_of") == said
