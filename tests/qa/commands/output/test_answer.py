from dataclasses import replace
from datetime import date

from index.corpus import Span
from index.filtering.filter import Filter
from qa.answer import Alternative, AnswerSpan, Item, Part, Scope
from qa.commands.output.answer import answer_to_text
from tests.qa.readers.test_sentence_reader import hit
from tests.qa.test_answer import answer, citation


def test_text_shows_the_answer_then_its_evidence():
    assert answer_to_text(answer()).splitlines() == [
        "apple",
        "(confidence 50%: likely)",
        "",
        "[1] a.txt, paragraph 1, characters 0-14",
        "    An apple fell.",
    ]


def test_author_page_and_address_are_shown():
    from_pdf = citation(article="a.pdf", author="Ann Author", page=3, paragraph=12,
                        url="https://paper.example/\x1b[2J")  # fmt: skip
    assert answer_to_text(answer(citations=(from_pdf,))).splitlines()[-3:] == [
        "[1] Ann Author · a.pdf, page 3, paragraph 12, characters 0-14",
        "    An apple fell.",
        "    https://paper.example/\ufffd[2J",
    ]


def test_copies_are_named_below_the_evidence():
    copied = answer(citations=(citation(copies=("b.txt", "c\x1b.txt")),))
    assert answer_to_text(copied).splitlines()[-2:] == [
        "    An apple fell.",
        "    also in: b.txt, c\ufffd.txt",
    ]


def test_text_of_an_abstention_is_its_reason_and_the_nearest_sentences():
    none = answer(text=None, reason="nothing near", citations=())
    assert answer_to_text(none) == "No answer: nothing near."
    none = replace(none, hits=(hit("An apple fell. A stone sank.", sentences=(0.2, 0.9)),))
    lines = answer_to_text(none).splitlines()
    assert lines[:3] == ["No answer: nothing near.", "", "Nearest sentences:"]
    assert lines[4:] == ["    A stone sank."]


def test_the_sentence_of_the_best_proposal_is_the_first_of_the_nearest():
    found = hit("An apple fell. A stone sank.", sentences=(0.2, 0.9))
    apple = AnswerSpan(found.passage, Span(3, 8), 0.4)
    none = answer(text=None, reason="unsure", citations=(), hits=(found,), proposals=(apple,))
    lines = answer_to_text(none).splitlines()
    assert lines[4::2] == ["    An apple fell.", "    A stone sank."]
    unlikely = replace(none, proposals=(replace(apple, score=0.05),))
    assert answer_to_text(unlikely).splitlines()[4:] == ["    A stone sank."]


def test_each_part_of_a_question_is_shown_with_its_answer():
    one = answer()
    parts = (
        Part("When?", one.text, None, 0.5, one.citations, "no", (Item("An", Span(0, 2), 1),)),
        Part("Where?", None, "nothing near", 0.1, ()),
    )
    assert answer_to_text(replace(one, parts=parts)).splitlines()[:7] == [
        "When?", "    No: apple", "    At least these 1: An [1]",
        "    (confidence 50%: likely · [1])", "Where?", "    No answer: nothing near.", "",
    ]  # fmt: skip


def test_the_word_and_the_items_of_a_list_are_shown():
    assert answer_to_text(answer(kind="yes_no", decides="yes")).startswith("Yes: apple\n")
    items = (Item("An", Span(0, 2), 1), Item("apple", Span(3, 8), 1))
    lines = answer_to_text(answer(kind="list", items=items)).splitlines()
    assert lines[:2] == ["apple", "At least these 2: An [1] · apple [1]"]


def test_a_corrected_question_is_shown():
    assert "(searched: Who is he?)" in answer_to_text(answer(searched="Who is he?"))


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


def test_text_names_what_other_articles_say_with_their_dates():
    ours = citation(published=date(2024, 3, 5))
    theirs = citation(
        number=2, article="b.txt", quote="stone", span=Span(2, 7), sentence=Span(0, 13),
        sentence_text="A stone fell.", published=date(2023, 11, 30),
    )  # fmt: skip
    other = Alternative("stone", 0.31, (theirs,))
    assert answer_to_text(answer(citations=(ours,), alternatives=(other,))).splitlines() == [
        "apple",
        "(confidence 50%: likely)",
        "As of 5 Mar 2024 (an older article of 30 Nov 2023 says “stone”).",
        "",
        "The articles disagree. Other answers:",
        "    stone (2023-11-30 · confidence 31%: possible · [2])",
        "",
        "[1] 2024-03-05 · a.txt, paragraph 1, characters 0-14",
        "    An apple fell.",
        "[2] 2023-11-30 · b.txt, paragraph 1, characters 0-13",
        "    A stone fell.",
    ]


def test_the_part_of_the_articles_that_was_asked_is_said():
    scope = Scope(Filter.parse(after="2023-10", sources=["Don\x1bga"]), 5, 1200, 2)
    words = (
        "(asked of 5 of 1,200 articles: from 2023-10-01, source Don\ufffdga; 2 that state no date"
        " are left out)"
    )
    assert " ".join(answer_to_text(answer(scope=scope)).split()).startswith(
        f"apple (confidence 50%: likely) {words} [1]"
    )
    none = answer(text=None, reason="nothing near", citations=(), scope=replace(scope, undated=0))
    assert answer_to_text(none).splitlines()[1].startswith("(asked of 5 of 1,200 articles")


def test_an_older_answer_is_named_with_the_date_of_the_given_one():
    new = citation(published=date(2023, 11, 7))
    old = citation(number=2, article="b.txt", published=date(2023, 10, 3))
    said = answer(citations=(new,), alternatives=(Alternative("apple", 0.4, (old,)),))
    assert answer_to_text(said).splitlines()[2] == (
        "As of 7 Nov 2023 (an older article of 3 Oct says “apple”)."
    )
    assert "As of" not in answer_to_text(replace(said, citations=(replace(new, published=None),)))
