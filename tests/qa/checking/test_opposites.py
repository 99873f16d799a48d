import pytest

from qa.checking.opposites import opposes

OPPOSED = [
    ("Prices of bread rose in the town.", "Prices of bread fell in the town.", "rose"),
    ("The goal of the town was reached.", "The aim was missed by the town.", "reached"),
    ("The car keeps the pedals.", "The new car of the firm dispenses with all pedals.", "keeps"),
    ("The minister did not open the bridge.", "The minister did open the bridge.", "not"),
    ("The minister opened the bridge.", "The minister never opened the bridge.", "never"),
]


@pytest.mark.parametrize(("statement", "sentence", "word"), OPPOSED)
def test_a_sentence_that_says_the_opposite_in_like_words_is_found(statement, sentence, word):
    assert opposes(statement, sentence) == word


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("Prices rose.", "Wages of all the workers in the factories fell."),
        ("The tax is not due on the island until 2017.", "The island has until 2017 before a tax"
         " that many others pay already will be raised."),
        ("Prices rose.", "Prices rose."),
    ],
)  # fmt: skip
def test_sentences_of_other_words_are_not_compared(statement, sentence):
    assert opposes(statement, sentence) is None
