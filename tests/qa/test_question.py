import pytest

from qa.question import clean_question, is_clean


@pytest.mark.parametrize(
    "text",
    ["Who\u200bcame?", " Who came?", "Who  came?", "Who came?\n", "?!", "", "\u202eWho came?"],
)
def test_what_no_question_looks_like_is_not_clean(text):
    assert not is_clean(text)


@pytest.mark.parametrize(
    "text", ["Who came?", "누가 왔습니까?", "a" * 5000, "مَن جاء؟", "👩\u200d🚀 x"]
)
def test_a_cleaned_question_stays_as_it_is(text):
    assert is_clean(text) and clean_question(text, 5000) == text
