import dataclasses

import pytest

from index import build
from index.errors import ArgumentError, FilterError, IndexMissingError, QuestionError
from qa.retrieval.search_result import search_to_dict
from qa.wire.answer import answer_to_dict


def test_an_endpoint_says_what_the_command_line_says(endpoints):
    called = endpoints()
    assistant = called.newest.assistant
    keys = ("filter", "as_of", "parts", "searched", "suggested_filter", "kind", "decides", "items")
    null = dict.fromkeys(keys)
    for said, expected in (
        (called.ask("apple"), answer_to_dict(assistant.ask("apple")) | null),
        (called.search("apple", 1), search_to_dict(assistant.search("apple", limit=1))),
    ):
        known = expected | {"elapsed_ms": 0, "degraded": False}
        assert dataclasses.asdict(said) | {"elapsed_ms": 0} == known


def test_the_filter_that_a_question_names_is_suggested_for_another_call(endpoints):
    called = endpoints({"a.txt": "---\ndate: 2023-11-07\n---\nApples.", "b.txt": "Apples fell."})
    suggested = called.ask("What fell in 2023?").suggested_filter
    assert (suggested.after, suggested.before) == ("2023-01-01", "2023-12-31")
    for answer in (called.ask("What fell?"), called.ask("What fell in 2023?", after="2023")):
        assert answer.suggested_filter is None


def test_status_and_update_count_files(endpoints, seeds):
    called = endpoints({"a.txt": "An apple fell."})
    seeds({"b.txt": "A stone sank.", "bad.txt": b"\x00"})
    status = called.status()
    assert (status.generation, status.articles, status.updating) == (1, 1, False)
    assert status.added == ["b.txt", "bad.txt"]
    update = called.update()
    assert (update.generation, update.articles, update.embedded) == (2, 2, 1)
    assert "bad.txt" in update.rejected[0]
    assert called.ask("stone").citations[0].article == "b.txt"


def test_status_opens_no_model_and_sees_what_others_built(endpoints, seeds, index, embedder):
    called = endpoints({"a.txt": "An apple fell."})
    build(seeds({"b.txt": "A stone sank."}), index, embedder=embedder)
    assert called.status().generation == 2
    assert called.newest._assistant is None


def test_errors_are_those_of_the_library(endpoints):
    with pytest.raises(QuestionError, match="the question is empty"):
        endpoints().ask("")


def test_without_an_index_each_says_how_to_build_one(endpoints):
    called = endpoints({})
    for call in (called.status, called.update, lambda: called.ask("Who?")):
        with pytest.raises(IndexMissingError, match=r"no index in .*; run qa index"):
            call()


def test_each_takes_a_filter(endpoints):
    dated = "---\ndate: 2023-11-07\nsource: Donga\nauthor: Ann\n---\nAn apple rose."
    called = endpoints({"a.txt": "An apple fell.", "north/b.txt": dated})
    for conditions in (
        {"after": "2023"}, {"before": "2023-12"}, {"as_of": "2024"}, {"sources": ["donga"]},
        {"authors": ["Ann"]}, {"within": ["north"]},
    ):  # fmt: skip
        said = called.ask("apple", **conditions)
        assert (said.filter.articles, said.filter.total) == (1, 2)
        assert [hit.article for hit in said.hits] == ["north/b.txt"], conditions
        found = called.search("apple", **conditions)
        assert [passage.article for passage in found.passages] == ["north/b.txt"]
    with pytest.raises(FilterError, match="no article is left by the filter"):
        called.check_text("An apple rose.", before="2022")


def test_a_follow_up_is_searched_as_it_is_written_out(endpoints):
    called = endpoints()
    first = called.ask("Did the Red Apple fall?")
    assert first.searched is None
    short = {"question": "Did the Red Apple fall?", "answer": first.answer}
    for turn in (short, dataclasses.asdict(first)):
        said = called.ask(" why? ", history=[turn])
        assert (said.question, said.searched) == ("why?", "Why did the Red Apple fall?")
        assert said.hits == called.ask("Why did the Red Apple fall?").hits
    again = called.ask("and where?", history=[turn, dataclasses.asdict(said)])
    assert again.searched == "Where did the Red Apple fall?"
    assert called.ask("Who is the king?", history=[turn]).searched is None
    with pytest.raises(ArgumentError, match=r"history\[0\] is {'q': 1}; expected"):
        called.ask("why?", history=[{"q": 1}])
