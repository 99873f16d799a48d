from index.filtering.filter import Filter
from qa.answer import Scope
from qa.memo import AnswerMemo
from tests.qa.test_answer import answer


def test_an_answer_is_kept_by_question_and_threshold():
    memo = AnswerMemo(size=2)
    kept = answer()
    memo.keep(kept, threshold=0.5)
    assert memo.get("What fell?", threshold=0.5) is kept
    assert memo.get("What fell?", threshold=0.4) is None
    assert memo.get("What rose?", threshold=0.5) is None


def test_the_answer_used_least_recently_is_forgotten_first():
    memo = AnswerMemo(size=2)
    for question in ("a", "b"):
        memo.keep(answer(question=question), threshold=0.5)
    assert memo.get("a", threshold=0.5)
    memo.keep(answer(question="c"), threshold=0.5)
    assert [memo.get(q, threshold=0.5) is not None for q in "abc"] == [True, False, True]


def test_an_answer_of_a_part_of_the_index_is_not_kept():
    memo = AnswerMemo(size=2)
    memo.keep(answer(complete=False), threshold=0.5)
    assert memo.get("What fell?", threshold=0.5) is None


def test_an_answer_under_a_filter_is_another_answer():
    memo, where = AnswerMemo(size=3), Filter(sources=("Donga",))
    whole, part = answer(), answer(scope=Scope(where, 1, 2, 0))
    for kept in (whole, part):
        memo.keep(kept, threshold=0.5)
    assert memo.get("What fell?", threshold=0.5) is whole
    assert memo.get("What fell?", threshold=0.5, where=Filter(sources=("Donga",))) is part
    assert memo.get("What fell?", threshold=0.5, where=Filter(sources=("AP",))) is None
