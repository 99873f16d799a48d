import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Span
from index.sources.split import split_paragraphs, split_sentences
from qa.evidence.context import LONGEST, LONGEST_WORD, Context, context_of, whole_words
from tests.support.toys import span_of

TEXT = "An apple fell. The river rose.\n\nA stone sank."


@pytest.mark.parametrize(
    ("quote", "sentence", "passage"),
    [
        ("river", "The river rose.", "An apple fell. The river rose."),
        ("A stone sank.", "A stone sank.", "A stone sank."),
        ("fell. The", *["An apple fell. The river rose."] * 2),
    ],
)
def test_a_quote_stands_in_its_whole_sentence_and_paragraph(quote, sentence, passage):
    found = context_of(TEXT, span_of(quote, TEXT))
    assert found == Context(span_of(sentence, TEXT), span_of(passage, TEXT))


@pytest.mark.parametrize("quote", ["rose.\n\nA stone", "\n\n"])
def test_a_quote_stands_in_one_paragraph(quote):
    assert context_of(TEXT, span_of(quote, TEXT)) is None


def test_what_lies_outside_the_text_has_no_context():
    assert context_of(TEXT, Span(0, 9000)) is None


def test_a_paragraph_that_is_too_long_is_parted_at_sentences():
    text = " ".join(f"This is sentence number {n} of many." for n in range(500))
    quote = span_of("number 250", text)
    found = context_of(text, quote)
    assert found is not None and len(found.passage) <= LONGEST
    assert found.sentence.of(text) == "This is sentence number 250 of many."
    borders = split_sentences(text, Span(0, len(text)))
    assert found.passage.start in {s.start for s in borders}
    assert found.passage.end in {s.end for s in borders}


def test_a_sentence_that_is_too_long_is_parted_at_white_space():
    text = "word " * 5000 + "end."
    found = context_of(text, Span(10_000, 10_004))
    assert found is not None and found.sentence.contains(Span(10_000, 10_004))
    assert len(found.sentence) <= LONGEST and found.passage.contains(found.sentence)
    assert text[found.sentence.start - 1] == " " == text[found.sentence.end]


WHOLE = [  # text, a quote that cuts it, what it is widened to
    ("in 1942 it fell", "42", "1942"),
    ("it was -17 there", "17", "-17"),
    ("it was −17°C there", "17", "−17°C"),
    ("it fell by (-0.7%) then", "0.7", "-0.7%"),
    ("it paid -$17 for it", "17", "-$17"),
    ("it paid $-1.5bn for it", "1.5", "$-1.5bn"),
    ("it paid 17 € or 17€ then", "17€", "17€"),
    ("it paid 18€ then", "18", "18€"),
    ("of 1,942,000 people", "942", "1,942,000"),
    ("at 10:30 on 2023-11-07", "30", "10:30"),
    ("at 10:30 on 2023-11-07", "11", "2023-11-07"),
    ("some .5 of it", "5", ".5"),
    ("call +47 555", "47", "+47"),
    ("a non-smoker came", "smoker", "non-smoker"),
    ("the T-17 came", "17", "T-17"),
    ("an 11-year-old came", "11", "11"),
    ("an 11-year-old came", "year", "11-year"),
    ("the Seoul-based firm", "Seoul", "Seoul"),
    ("the Seoul-based firm", "Seo", "Seoul"),
    ("from 1939-1945 on", "1939", "1939-1945"),
    ("he doesn't come", "does", "doesn't"),
    ("the U.S. came", "S", "U.S"),
    ("ask office@harbour.example now", "harbour", "office@harbour.example"),
    ("the cafe\u0301 is open", "cafe", "cafe\u0301"),
    ("Obama's visit", "Obama", "Obama"),
    ("Obama’s visit", "Obama", "Obama"),
    ("the apples fell", "apple", "apples"),
    ("the apple fell", " apple ", "apple"),
    ("a snake_case name", "case", "snake_case"),
    ("हिन्दी में", "हि", "हिन्दी"),
    ("“17” of them", "17", "17"),
    ("17. It", "17", "17"),
    ("from A (1998) on", "1998", "1998"),
    ("a - 17 of them", "17", "17"),
]


@pytest.mark.parametrize(("text", "quote", "whole"), WHOLE)
def test_no_word_and_no_number_is_cut(text, quote, whole):
    assert whole_words(text, span_of(quote, text)).of(text) == whole


def test_what_has_no_borders_is_cut_where_it_was():
    text = "a" * 10 * LONGEST_WORD
    assert whole_words(text, Span(300, 310)) == Span(300, 310)


@given(st.text(alphabet="ab1 -.,$€%'°\u0301\n", max_size=30), st.data())
def test_whole_words_stay_as_they_are_within_their_paragraph(text, data):
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        return
    paragraph = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, paragraph.end)))
    whole = whole_words(text, span)
    assert whole_words(text, whole) == whole
    assert paragraph.contains(whole)
    found = context_of(text, whole)
    if whole.of(text).strip():
        assert found is not None and found.sentence.contains(whole)
        assert found.passage.contains(found.sentence)
        assert context_of(text, found.sentence) == found
