import pytest

from qa.readers.questions import is_heading, is_question, not_answering
from tests.support.toys import span_of


@pytest.mark.parametrize(
    "text",
    [
        "When does the pool open?",
        "Reporter: And when will they come home?",
        "## Who pays for the repairs?",
        "“Who let them in?”",
        "WHEN WILL THE STRIKE END?",
        "Q: The costs",
    ],
)
def test_a_question_mark_or_a_label_asks(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "It opens on 3 May.",
        "Who dares wins, he said.",
        "“Who let them in?” asked the guard.",
        "Did you know that the tower was built in 1889?",
        "The storm killed twelve people, didn’t it?",
    ],
)
def test_what_says_something_does_not_ask(text):
    assert not is_question(text)


def test_a_line_of_its_own_that_opens_as_a_question_asks():
    assert is_question("How long is the bridge", alone=True)
    assert is_question("1. Who built the pool", alone=True)
    assert not is_question("How long is the bridge")
    assert not is_question("When the rain stopped, they went home.", alone=True)


ASKED = "When will the strike end?"


def closed(question: str, sentence: str) -> list[str]:
    return [span.of(sentence) for span in not_answering(question, sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "WHEN WILL THE STRIKE END?",
        "Reporter: Minister, when will this strike of the drivers end?",
        "Will the strike end on 19 May?",
    ],
)
def test_all_of_the_same_question_is_no_answer(sentence):
    assert closed(ASKED, sentence) == [sentence]


def test_of_another_question_the_words_that_ask_are_no_answer():
    assert closed(ASKED, "How many drivers came?") == ["How many", "?"]
    rhetorical = "Who would have thought that Petrov, born in 1987, would win?"
    assert closed("When was Petrov born?", rhetorical) == ["Who", "?"]


def test_a_quoted_question_is_no_answer_and_nor_is_who_asked_it():
    quoted = "“When will the strike end?” asked a driver."
    assert closed(ASKED, quoted) == [quoted]
    told = "Asked “When will the strike end?”, the union of drivers said it would end on 19 May."
    assert closed(ASKED, told) == ["“When will the strike end?”"]
    assert closed("Who drives the trains?", quoted) == []


def test_what_introduces_a_quoted_question_says_something():
    told = "The strike of the drivers will end on 19 May, and then she cried: “Will it end?"
    assert closed(ASKED, told) == ["“Will it end?"]
    smashed = "Carle smashed his phone with a saucepan while a friend cried: “Are you mad?"
    assert closed("What did Carle smash his phone with?", smashed) == ["?"]


def test_what_was_asked_may_be_quoted_where_that_is_asked_for():
    assert closed("What did the guard ask?", "Who let the guard in?") == []


def test_a_heading_is_marked_or_a_short_line_over_prose():
    text = (
        "Octopus escapes from aquarium\n\nAn octopus has left its tank by a drain, the keepers say."
    )
    assert is_heading(text, span_of("Octopus escapes from aquarium", text))
    assert not is_heading(text, span_of(text.split("\n\n")[1], text))
    assert is_heading("# Fares\n\nDogs: free", span_of("# Fares", "# Fares"))
    listed = "Dogs: free\n\nCars up to five metres in length: $24."
    assert not is_heading(listed, span_of("Dogs: free", listed))
