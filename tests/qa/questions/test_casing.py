import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.casing import with_capitals

TEXT = "Visitors met Clay Cockrell in Kigali. Cockrell works at Essex University, a university."


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("how far is it to kigali?", "how far is it to Kigali?"),
        ("where's clay cockrell's office", "where's Clay Cockrell's office"),
        ("who is cockrell", "who is Cockrell"),
        ("which university is it?", "which university is it?"),
        ("what about clay?", "what about clay?"),
        ("KIGALI or kigaliensis", "KIGALI or kigaliensis"),
    ],
)
def test_whole_names_are_written_as_the_texts_have_them(typed, written):
    assert with_capitals(typed, [TEXT]) == written


def test_a_name_that_is_a_word_too_is_left_as_it_is():
    assert with_capitals("who told us?", ["Soldiers of the US told us nothing."]) == "who told us?"


@given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=3))
def test_nothing_but_case_changes(question, texts):
    written = with_capitals(question, texts)
    assert len(written) == len(question)
    assert written.casefold() == question.casefold()
