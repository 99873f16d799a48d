from dataclasses import replace

from qa.answer import Answer, Item
from qa.joint_answer import ask_in_turn, join_parts
from tests.qa.test_answer import answer

NONE = Answer("Where?", None, "nothing was found", 0.1, (), (), 1, 0.0)


def test_each_part_is_asked_with_the_parts_before_it_in_mind():
    asked: list[str] = []

    def ask(question: str) -> Answer:
        asked.append(question)
        return replace(NONE, question=question)

    found = ask_in_turn(["When does Blinken arrive?", "Whom does he meet?"], ask)
    assert asked == ["When does Blinken arrive?", "Whom does Blinken meet?"]
    assert [one.question for one in found] == asked


def test_the_answer_is_that_of_the_first_part_that_has_one():
    one = answer()
    joined = join_parts("Where and when?", [NONE, one])
    assert joined is not None
    assert (joined.question, joined.text, joined.citations) == (
        "Where and when?", one.text, one.citations,
    )  # fmt: skip
    assert [part.text for part in joined.parts] == [None, one.text]
    assert joined.parts[0].reason == "nothing was found"


def test_the_evidence_of_the_other_parts_is_numbered_on():
    one = answer()
    joined = join_parts("When and where?", [one, replace(one, question="Where?")])
    assert joined is not None
    numbers = [citation.number for citation in joined.evidence]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == len(one.evidence) + len(one.citations)
    assert [hit.rank for hit in joined.hits] == list(range(1, len(one.hits) + 1))


def test_a_part_keeps_its_word_and_its_items():
    one = answer()
    yes = replace(answer(), kind="yes_no", decides="yes")
    items = (Item("apple", one.citations[0].span, 1),)
    joined = join_parts("Where, and what?", [yes, replace(one, kind="list", items=items)])
    assert joined is not None
    assert [part.decides for part in joined.parts] == ["yes", None]
    assert (joined.decides, joined.items) == (None, ())
    (item,) = joined.parts[1].items
    assert item.citation == joined.parts[1].citations[0].number > 1


def test_parts_without_any_answer_are_not_joined():
    assert join_parts("Where and when?", [NONE, NONE]) is None
