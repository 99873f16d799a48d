import pytest

from qa.questions.kind import (
    defined_term,
    direct,
    is_computed,
    is_yes_no,
    kind_of,
    offers_choice,
)

KINDS = {
    "Who opened the bridge?": "who",
    "when did the ferry sink": "when",
    "In which year was the mill built?": "when",
    "Where is the old quay?": "where",
    "How many boats were lost?": "how_many",
    "how old is the mill": "how_many",
    "Why was the ferry late?": "why",
    "What caused the flood?": "why",
    "How did the fire start?": "how",
    "What did the mayor promise?": "what",
    "Which lake feeds the river?": "what",
    "Was the ferry late?": "yes_no",
    "is the mill open on Sunday": "yes_no",
    "can you swim in the lake": "yes_no",
    "which villages were flooded": "list",
    "which countries oppose the plan?": "list",
    "what sports team played in the cup": "what",
    "What flows between the two towns?": "what",
    "Who are the members of the board?": "list",
    "name all the rivers of the county": "list",
    "what are the three reasons for the delay?": "list",
    "Which Harbour Lions player was named captain?": "what",
    "What are the small arms of the squid called?": "what",
    "Who is Anna Smith?": "definition",
    "What is a weir?": "definition",
    "what does RNLI stand for": "definition",
    "Which is larger, the mill or the church?": "comparison",
    "ferry timetable winter": "keywords",
}


@pytest.mark.parametrize("question", KINDS)
def test_the_kind_of_a_question_follows_from_its_words(question):
    assert kind_of(question) == KINDS[question]


@pytest.mark.parametrize(
    "question", ["may ferry timetable", "will smith films", "Can you tell me when it sank?"]
)
def test_a_text_that_only_opens_with_an_auxiliary_is_not_answered_by_yes_or_no(question):
    assert not is_yes_no(question)


def test_words_that_only_introduce_a_question_are_left_out():
    assert direct("Could you please tell me why the ferry was late?") == "why the ferry was late?"
    assert direct("Do you know the way?") == "Do you know the way?"


def test_a_choice_is_recognised():
    assert offers_choice("Is the boat red or blue?")
    assert not offers_choice("Is the boat red?")


def test_a_name_or_a_noun_is_defined_and_no_clause():
    assert defined_term("What's a weir?") == "a weir"
    assert defined_term("Who is Anna Smith?") == "Anna Smith"
    assert defined_term("Who is the mayor of Kiel?") is None
    assert defined_term("What is he doing?") is None


def test_what_is_counted_or_compared_is_told_from_what_is_stated():
    asked = ("How many times did it sink?", "Which is larger, the mill or the church?")
    assert all(map(is_computed, asked))
    assert not is_computed("How many boats sank?")
