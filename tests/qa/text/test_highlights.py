from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Span
from index.sources.paragraphs import split_paragraphs
from qa.answer import AnswerSpan
from qa.evidence.citations import cite
from qa.text.highlights import Segment, segments
from tests.support.toys import passages, span_of


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
