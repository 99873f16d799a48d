import pytest

from index import Filter
from index.errors import QuestionError
from qa.evaluation.cases import read_cases
from qa.evaluation.part import asked_in_words, filter_of_line, key_of


def test_a_line_without_a_condition_is_asked_of_all_articles():
    assert filter_of_line({}) is None and filter_of_line({"filter": {}}) is None
    assert key_of("Who?", None) == asked_in_words("Who?", None) == "Who?"


def test_the_same_question_of_another_part_is_another():
    parts = [None, *(Filter(within=(name,)) for name in ("a.txt", "b.txt", "x" * 99, "x" * 98))]
    assert len({key_of("Who?", part) for part in parts}) == len(parts)


def test_a_filter_that_is_none_names_its_line(tmp_path):
    path = tmp_path / "checks.jsonl"
    path.write_text('{"question": "Who?", "answers": [], "filter": {"since": "2023"}}\n')
    with pytest.raises(
        QuestionError, match=r"checks.jsonl:1: a filter with an unknown key 'since'"
    ):
        read_cases(path)
