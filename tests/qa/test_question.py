import pytest

from index.errors import QuestionError
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


@pytest.mark.parametrize(
    ("asked", "cleaned"),
    [
        ("  When\tdid\nit fall? ", "When did it fall?"),
        ("When\x00 did \x1b[31mit fall?", "When did [31mit fall?"),
        ("\u202eWhen\u200b did it fall?\ufeff", "When did it fall?"),
        ("Wo fiel\ud800 er?", "Wo fiel? er?"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_questions_are_cleaned(asked, cleaned):
    assert clean_question(asked, 1000) == cleaned


@pytest.mark.parametrize("question", ["", "  \n ", "\u202e\u200b"])
def test_an_empty_question_is_refused(question):
    with pytest.raises(QuestionError, match=r"^the question is empty; expected .*; ask one"):
        clean_question(question, 1000)


def test_a_question_without_a_word_is_refused():
    with pytest.raises(QuestionError, match=r"^the question '\?!' holds no word; expected"):
        clean_question("?!", 1000)


def test_a_question_that_is_too_long_is_refused():
    with pytest.raises(QuestionError, match="has 100000 characters; expected at most 1000"):
        clean_question("a" * 100_000, 1000)
