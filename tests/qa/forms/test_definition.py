import pytest

from qa.answer import AnswerSpan
from qa.forms.definition import defined, definitions
from tests.support.toys import passages, span_of

TEXT = (
    "Instead, a retired carpenter, Anna Lind, drew the plans with her granddaughter Lise, an"
    " architect in Kiel, and a vet. They joined the Quad, a grouping of Kiel, Lübeck and Rostock."
    " A holt is a den of logs, built by otters. The painter Jan Holm said no."
)


def first(term: str, sentence: str) -> str | None:
    return next((span.of(sentence) for span in definitions(term, sentence)), None)


@pytest.mark.parametrize(
    ("sentence", "definition"),
    [
        ("Anna Lind, 41, a vet from Kiel, came.", "a vet from Kiel"),
        ("Anna Lind, who chairs the council, came.", "who chairs the council"),
        ("Anna Lind, skipper of the Hope, came.", "skipper of the Hope"),
        ("A vet from Kiel, Dr Anna Lind, came.", "A vet from Kiel"),
        ("“No,” said the union's representative, Anna Lind.", "the union's representative"),
        ("The judges were last year's winner, Anna Lind.", "last year's winner"),
        ("The food writer Anna Lind came.", "The food writer"),
        ("Anna Lind (a vet from Kiel) came.", "a vet from Kiel"),
        ("Anna Lind was a vet who worked in Kiel, and she died there.", "a vet who worked in Kiel"),
        ("Lind became one of the first 3.5 million.", None),
    ],
)
def test_the_words_beside_a_name_are_found_whole(sentence, definition):
    assert first("anna lind", sentence) == definition


@pytest.mark.parametrize(
    "sentence",
    ["Anna Lind, the vicar, and a nurse came.", "Anna Lind went to the vet.", "The day Anna came."],
)
def test_other_words_beside_a_name_are_no_definition(sentence):
    assert first("Anna Lind", sentence) is None


@pytest.mark.parametrize(
    ("question", "found", "whole"),
    [
        ("who is anna lind", "carpenter", "a retired carpenter"),
        ("Who is Lise?", "architect", "an architect in Kiel"),
        ("what is the quad", "a grouping", "a grouping of Kiel, Lübeck and Rostock"),
        ("What is a holt?", "den", "a den of logs, built by otters"),
        ("who is jan holm", "no", "The painter"),
        ("Who drew the plans?", "carpenter", "carpenter"),
    ],
)
def test_what_is_proposed_for_a_definition_is_the_whole_of_it(question, found, whole):
    (passage,) = passages(TEXT)
    span = AnswerSpan(passage, span_of(found, TEXT), 0.9)
    assert [one.text for one in defined(question, [span])] == [whole]


def test_a_longer_answer_stays_and_one_of_another_sentence_too():
    (passage,) = passages(TEXT)
    for words in ("the plans with her granddaughter Lise, an architect in Kiel", "den of logs"):
        span = AnswerSpan(passage, span_of(words, TEXT), 0.9)
        assert defined("Who is Lise?", [span]) == [span]
