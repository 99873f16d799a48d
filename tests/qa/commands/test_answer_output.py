from dataclasses import replace

from qa.commands.answer_output import answer_to_text
from tests.qa.test_answer import answer, citation


def test_text_shows_the_answer_then_its_evidence():
    assert answer_to_text(answer()).splitlines() == [
        "apple",
        "(confidence 50%: likely)",
        "",
        "[1] a.txt, characters 0-14",
        "    An apple fell.",
    ]


def test_copies_are_named_below_the_evidence():
    copied = answer(citations=(citation(copies=("b.txt", "c\x1b.txt")),))
    assert answer_to_text(copied).splitlines()[-2:] == [
        "    An apple fell.",
        "    also in: b.txt, c\ufffd.txt",
    ]


def test_text_of_an_abstention_is_its_reason():
    text = answer_to_text(answer(text=None, reason="nothing near", citations=()))
    assert text == "No answer: nothing near."


def test_an_answer_that_a_part_of_the_index_had_no_say_in_says_so():
    degraded = answer(complete=False)
    text = answer_to_text(degraded)
    assert text.startswith(answer_to_text(answer()) + "\n\n")
    assert text.endswith(
        "A part of the index did not answer: there may be a better answer. Ask again."
    )


def test_nothing_printed_can_drive_the_terminal():
    hostile = replace(citation(), title="\x1b]0;owned\x07")
    assert "\x1b" not in answer_to_text(answer(citations=(hostile,)))
