from dataclasses import replace
from datetime import date

from conftest import passages, span_of
from hypothesis import given
from hypothesis import strategies as st
from test_answer import answer, citation

from index.corpus import Span
from index.sources.split import split_paragraphs
from qa.answer import AnswerSpan
from qa.commands.render import Segment, answer_to_text, origin, printable, segments
from qa.evidence.citations import cite


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


def test_origin_lists_what_is_stated():
    stated = replace(citation(), title="Fruit", published=date(2024, 5, 31))
    assert origin(stated) == "Fruit · 2024-05-31 · a.txt, characters 0-14"


def test_nothing_printed_can_drive_the_terminal():
    assert printable("a\x1b[31m\u202eb\r\nc\x07") == "a\ufffd[31m\ufffdb c\ufffd"
    hostile = replace(citation(), title="\x1b]0;owned\x07")
    assert "\x1b" not in answer_to_text(answer(citations=(hostile,)))


def test_segments_mark_sentence_and_quote():
    text = "It rained. An apple fell."
    (passage,) = passages(text)
    cited = cite([AnswerSpan(passage, span_of("apple", text), 0.5)], limit=1)
    assert segments(text, cited, [Span(0, 25)]) == [
        [
            Segment("It rained. ", "plain"),
            Segment("An ", "sentence", 1),
            Segment("apple", "quote", 1),
            Segment(" fell.", "sentence", 1),
        ]
    ]


def test_where_citations_overlap_the_first_is_shown():
    text = "An apple fell."
    (passage,) = passages(text)
    one = cite([AnswerSpan(passage, span_of("apple fell", text), 0.5)], limit=1)[0]
    two = replace(cite([AnswerSpan(passage, span_of("apple", text), 0.5)], limit=1)[0], number=2)
    (cut,) = segments(text, [one, two], [Span(0, 14)])
    assert [(s.text, s.number) for s in cut if s.kind == "quote"] == [("apple", 1), (" fell", 1)]


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_segments_lose_nothing_of_a_paragraph(text, data):
    paragraphs = split_paragraphs(text)
    passage = data.draw(st.sampled_from(passages(text)))
    sentence = data.draw(st.sampled_from(passage.sentences))
    cited = cite([AnswerSpan(passage, sentence, 0.5)], limit=1)
    cut = segments(text, cited, paragraphs)
    assert ["".join(s.text for s in row) for row in cut] == [p.of(text) for p in paragraphs]
