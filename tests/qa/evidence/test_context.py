import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Span
from index.sources.paragraphs import split_paragraphs
from index.sources.split import split_sentences
from qa.evidence.context import (
    LONGEST,
    Context,
    context_of,
    paragraph_of,
    whole_quote,
    within_paragraph,
)
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


@pytest.mark.parametrize(("offset", "number"), [(0, 1), (2, 1), (33, 1), (35, 2), (900, 2)])
def test_paragraphs_count_from_one(offset, number):
    assert paragraph_of("\n\n" + TEXT, offset) == number


@pytest.mark.parametrize(
    ("span", "part"),
    [
        ("river", "river"),
        ("river rose.\n\nA stone", "river rose."),
        ("rose.\n\nA stone sank.", "A stone sank."),
        ("\n", "\n"),
    ],
)
def test_the_most_of_a_span_is_in_one_paragraph(span, part):
    assert within_paragraph(TEXT, span_of(span, TEXT)).of(TEXT) == part


def test_what_lies_outside_the_text_has_no_context():
    assert context_of(TEXT, Span(0, 9000)) is None


def test_a_paragraph_that_is_too_long_is_parted_at_sentences():
    text = " ".join(f"This is sentence number {n} of many." for n in range(500))
    quote = span_of("number 250", text)
    found = context_of(text, quote)
    assert found is not None and len(found.passage) <= LONGEST
    assert found.sentence.of(text) == "This is sentence number 250 of many."
    boundaries = split_sentences(text, Span(0, len(text)))
    assert found.passage.start in {s.start for s in boundaries}
    assert found.passage.end in {s.end for s in boundaries}


def test_a_sentence_that_is_too_long_is_parted_at_white_space():
    text = "word " * 5000 + "end."
    found = context_of(text, Span(10_000, 10_004))
    assert found is not None and found.sentence.contains(Span(10_000, 10_004))
    assert len(found.sentence) <= LONGEST and found.passage.contains(found.sentence)
    assert text[found.sentence.start - 1] == " " == text[found.sentence.end]


@given(st.text(alphabet="ab1 -.,$€%'°\u0301\n", max_size=30), st.data())
def test_whole_quote_stay_as_they_are_within_their_paragraph(text, data):
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        return
    paragraph = data.draw(st.sampled_from(paragraphs))
    start = data.draw(st.integers(paragraph.start, paragraph.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, paragraph.end)))
    whole = whole_quote(text, span)
    assert whole_quote(text, whole) == whole
    assert paragraph.contains(whole)
    found = context_of(text, whole)
    if whole.of(text).strip():
        assert found is not None and found.sentence.contains(whole)
        assert found.passage.contains(found.sentence)
        assert context_of(text, found.sentence) == found
