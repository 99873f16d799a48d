import pytest

from qa.answer import AnswerSpan, Hit
from qa.forms.abstention import reason_for_none
from qa.retrieval.searcher import Searched
from tests.support.toys import passages, span_of

TEXT = "The old quay was built in 1874. The ferry lands there."
(PASSAGE,) = passages(TEXT)


def reason(question: str, *found: tuple[str, float], threshold: float = 0.5) -> str | None:
    hit = Hit(PASSAGE, 1.0, 1, 1.0, 1.0, (1.0,) * len(PASSAGE.sentences))
    spans = [AnswerSpan(PASSAGE, span_of(words, TEXT), score) for words, score in found]
    return reason_for_none(Searched(question, (hit,), True), spans, threshold)


def test_the_words_that_no_passage_has_are_named():
    assert reason("Why was the old quay closed?", ("1874", 0.04)) == (
        "passages were found, but none of them has “closed”, and the best of them answers with a"
        " confidence of only 4%; an answer needs 50%"
    )


def test_few_missing_words_are_named_and_none_that_only_ask():
    said = reason("please list red, blue, green, grey and pink quay in total", ("1874", 0.04))
    assert said is not None and "none of them has “red” or “blue” or “green”, and" in said


@pytest.mark.parametrize("question", ["Wann wurde der Kai gebaut?", "¿Cuándo se cerró el muelle?"])
def test_who_asks_in_another_language_is_told_which_one_is_read(question):
    said = reason(question, ("1874", 0.04)) or ""
    assert said.endswith("; questions are read in English: ask it in English")
    assert reason(question, ("1874", 0.9)) is None


@pytest.mark.parametrize("question", ["When was the old quay built?", "why do old ferries land"])
def test_a_word_in_another_form_is_not_missing(question):
    assert "none of them" not in (reason(question, ("1874", 0.04)) or "")


def test_two_answers_that_are_nearly_as_good_are_both_named():
    said = reason("When?", ("1874", 0.4), ("The ferry", 0.35))
    assert said is not None and said.endswith("none of them clear: “1874” or “The ferry”")


def test_an_answer_at_the_threshold_is_given():
    assert reason("When was the quay built?", ("1874", 0.5)) is None
