import pytest

from qa.forms.wording import can_decide, coverage, is_plain, statement_of, wording_says

SAID = {
    ("Was the ferry late in March?", "The ferry was very late in March."): "yes",
    ("Was the ferry late in March?", "In March the ferry was not late."): "no",
    ("Is the mill open?", "Open is the mill."): None,
    ("Did the ferry sink?", "The ferry did not sink."): "no",
    ("Did the ferry sink?", "No ferry sank, but the mill burned down."): None,
    ("Did the town support the plan?", "The town opposed the plan."): "no",
    ("Did the town support the plan?", "The town never opposed the plan."): None,
    ("Was the mill built in 1820?", "The mill was built in 1825."): "no",
    ("Was the mill built in 1820?", "The mill was built in 1825 and burned in 1830."): None,
    ("Did the ferry cost £5m?", "The ferry cost £7m."): "no",
    ("Did Smith buy the mill?", "Smith may buy the mill."): None,
    ("Did Smith buy the mill?", "“Smith will buy the mill,” said Wood."): None,
    ("Did Smith buy the mill?", "Wood bought the mill of Smith."): None,
    ("Is the lake deep?", "The river is deep."): None,
}


@pytest.mark.parametrize(("question", "sentence"), SAID)
def test_a_word_is_said_where_a_sentence_has_what_is_asked_in_its_order(question, sentence):
    assert wording_says(question, sentence) == SAID[question, sentence]


def test_the_words_of_the_title_may_be_left_out():
    question, sentence = "Was the Kiel ferry late in March?", "The ferry was late in March."
    assert wording_says(question, sentence) is None
    assert wording_says(question, sentence, "The Kiel ferry") == "yes"


def test_what_denies_or_compares_is_not_decided():
    assert can_decide("Was the ferry late?", "The ferry was late.")
    assert not can_decide("Wasn't the ferry late?", "The ferry was late.")
    assert not can_decide("Is the ferry more expensive than the bus?", "It is.")
    assert not can_decide("Was the ferry late?", "Was the ferry late?")


def test_a_plain_sentence_neither_denies_nor_leaves_open_what_is_not_asked():
    assert is_plain("Was it late?", "The ferry was late.")
    assert not is_plain("Was it late?", "The ferry was never late.")
    assert not is_plain("Was it late?", "The ferry was probably late.")
    assert is_plain("Was it probably late?", "The ferry was probably late.")


def test_the_auxiliary_is_no_part_of_the_statement_nor_of_its_words():
    assert statement_of("Was the ferry late?") == "the ferry late."
    assert coverage("Was the ferry late?", "The ferry left.") == 0.5
