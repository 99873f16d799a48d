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
