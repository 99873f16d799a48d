import pytest

from qa.questions.words import Opening, opening


@pytest.mark.parametrize(
    ("question", "word", "rest"),
    [
        ("When will he come?", "When", "will he come"),
        ("and how many came?", "how many", "came"),
        ("In which year was it built?", "In which", "year was it built"),
        ("what's AUKUS", "what's", "AUKUS"),
        ("Did Russia oppose it?", "", "Did Russia oppose it"),
        ("Isn’t it late?", "", "Isn’t it late"),
    ],
)
def test_the_opening_of_a_question(question, word, rest):
    assert opening(question) == Opening(word, rest)


@pytest.mark.parametrize("text", ["", "sanctions Russia", "Whatever happens", "The war in which"])
def test_what_does_not_open_as_a_question_has_no_opening(text):
    assert opening(text) is None


@pytest.mark.parametrize(
    ("question", "inverts"),
    [("When will he come?", True), ("Who won?", False), ("Which prison is closing?", False)],
)
def test_an_auxiliary_behind_the_question_word_inverts(question, inverts):
    found = opening(question)
    assert found is not None
    assert found.inverts is inverts
