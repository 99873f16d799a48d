import pytest

from qa.answer import AnswerSpan
from qa.forms.clause import whole_clauses
from qa.questions.kind import kind_of
from tests.support.toys import passages, span_of


def whole(question: str, found: str, text: str) -> str:
    (passage,) = passages(text)
    span = AnswerSpan(passage, span_of(found, text), 0.9)
    (clause,) = whole_clauses(question, kind_of(question), [span])
    return clause.text


@pytest.mark.parametrize(
    ("question", "found", "text", "clause"),
    [
        (
            "why did the otters vanish", "pesticides",
            "They left because pesticides, above all dieldrin, poisoned the eels, and few came.",
            "because pesticides, above all dieldrin, poisoned the eels",
        ),
        (
            "Why is it open less?", "heat", "It is open less in order to save heat and money.",
            "in order to save heat and money",
        ),
        (
            "why are they shy", "dogs", "Since dogs kill cubs, the otters hide all day.",
            "Since dogs kill cubs",
        ),
        (
            "How are crumbs made?", "crusts", "They are made by slowly drying crusts; they rest.",
            "by slowly drying crusts",
        ),
    ],
)  # fmt: skip
def test_a_part_of_a_clause_becomes_the_clause(question, found, text, clause):
    assert whole(question, found, text) == clause


@pytest.mark.parametrize(
    ("question", "found", "text"),
    [
        ("why did it end", "hardly anybody came", "It ended because hardly anybody came."),
        ("why did it end", "rain", "It ended because of rain in May."),
        ("why is it old", "rules", "It has stood since 1926 under rules of the guild."),
        (
            "why was it thought bad",
            "bones",
            "It was so because it was thought bones are poor food.",
        ),
        ("why did it end", "nobody", "It was old because of age; nobody came."),
        ("who came", "Anna", "It was full because Anna sang there."),
    ],
)
def test_another_answer_stays_as_it_is(question, found, text):
    assert whole(question, found, text) == found
