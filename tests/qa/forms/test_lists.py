import pytest

from qa.answer import AnswerSpan
from qa.forms.lists import listed
from tests.support.toys import passages, span_of

TEXT = (
    "The ferry is built for cars, small lorries, bicycles and horses."
    " Smith, who owns the ferry, sells tea, coffee or cake on board."
    " The Board of Trade and Industry met on Monday. Wood came too."
)
(PASSAGE,) = passages(TEXT)


def spans(*found: tuple[str, float]) -> list[AnswerSpan]:
    return [AnswerSpan(PASSAGE, span_of(words, TEXT), score) for words, score in found]


def members(*found: tuple[str, float]) -> list[str]:
    given = listed(spans(*found))
    return [member.text for member in given.members] if given else []


@pytest.mark.parametrize(
    "found",
    ["cars, small lorries, bicycles and horses", "small lorries", "cars", "bicycles and horses"],
)
def test_the_whole_enumeration_around_a_span_is_parted(found):
    assert members((found, 0.9)) == ["cars", "small lorries", "bicycles", "horses"]


def test_the_answer_becomes_the_enumeration():
    given = listed(spans(("small lorries", 0.9)))
    assert given is not None
    assert [span.text for span in given.spans] == ["cars, small lorries, bicycles and horses"]


def test_an_enumeration_with_or_is_parted_there():
    assert members(("tea, coffee or cake", 0.9)) == ["tea", "coffee", "cake"]


def test_a_span_that_enumerates_is_taken_before_a_little_better_one_that_does_not():
    assert members(("the ferry", 0.5), ("tea, coffee or cake", 0.4)) == ["tea", "coffee", "cake"]
    assert members(("the ferry", 0.9), ("tea, coffee or cake", 0.4)) == []


def test_sure_answers_of_other_sentences_are_members_too_once():
    assert members(("Smith", 0.6), ("Wood", 0.4), ("Monday", 0.4)) == ["Smith", "Wood"]
    assert members(("Smith", 0.6), ("Wood", 0.2)) == []
    assert members(("Smith", 0.6), ("Smith", 0.5)) == []


def test_one_name_is_no_list_nor_are_several_sentences():
    assert members(("Board of Trade and Industry", 0.9)) == []
    assert members(("Industry met on Monday. Wood", 0.9)) == []
    assert listed([]) is None
