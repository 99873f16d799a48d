from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Passage, Span
from qa.answer import AnswerSpan
from qa.evidence.citations import cite
from tests.support.toys import article, passages, span_of

TEXT = "An apple fell. The river rose. A stone sank."


def spans(*parts: str, text: str = TEXT) -> list[AnswerSpan]:
    (passage,) = passages(text)
    return [AnswerSpan(passage, span_of(part, text), 0.5) for part in parts]


def test_a_quote_is_widened_to_its_sentence():
    (citation,) = cite(spans("river"), limit=3)
    assert (citation.quote, citation.sentence_text) == ("river", "The river rose.")
    assert (citation.span, citation.sentence) == (Span(19, 24), Span(15, 30))


def test_each_sentence_is_cited_once_and_numbered_in_order():
    citations = cite(spans("river", "rose", "apple"), limit=3)
    assert [(c.number, c.quote) for c in citations] == [(1, "river"), (2, "apple")]


def test_no_more_than_the_limit():
    assert [c.quote for c in cite(spans("stone", "river", "apple"), limit=2)] == ["stone", "river"]


def test_a_quote_over_a_border_cites_both_sentences():
    (citation,) = cite(spans("fell. The river"), limit=1)
    assert citation.sentence_text == "An apple fell. The river rose."


def test_what_the_article_states_is_cited():
    stated = article(TEXT, title="Fruit", source="Daily", published=date(2024, 5, 31))
    passage = Passage(stated, Span(0, 14), (Span(0, 14),))
    (citation,) = cite([AnswerSpan(passage, Span(3, 8), 0.5)], limit=1)
    assert (citation.article, citation.title, citation.source) == ("a.txt", "Fruit", "Daily")
    assert (citation.published, citation.digest) == (date(2024, 5, 31), stated.digest)


def test_the_same_words_in_two_articles_are_two_citations():
    a, b = (passages(TEXT, id=name)[0] for name in ("a.txt", "b.txt"))
    citations = cite([AnswerSpan(p, Span(3, 8), 0.5) for p in (a, b)], limit=3)
    assert [c.article for c in citations] == ["a.txt", "b.txt"]


def told(*names: str, part: str = "apple") -> list[AnswerSpan]:
    cut = [passages(TEXT, id=name)[0] for name in names]
    return [AnswerSpan(passage, span_of(part, TEXT), 0.5) for passage in cut]


def test_a_copy_is_named_by_the_first_citation_of_its_story():
    groups = {"a.txt": "a.txt", "b.txt": "a.txt", "d.txt": "a.txt"}
    citations = cite(told("b.txt", "c.txt", "a.txt", "d.txt"), limit=3, duplicate_groups=groups)
    assert [(c.number, c.article, c.copies) for c in citations] == [
        (1, "b.txt", ("a.txt", "d.txt")),
        (2, "c.txt", ()),
    ]


def test_copies_take_no_place_of_the_limit_and_are_named_beyond_it():
    groups = {"a.txt": "a.txt", "b.txt": "a.txt", "d.txt": "a.txt"}
    citations = cite(told("a.txt", "b.txt", "c.txt", "d.txt"), limit=2, duplicate_groups=groups)
    assert [(c.article, c.copies) for c in citations] == [
        ("a.txt", ("b.txt", "d.txt")),
        ("c.txt", ()),
    ]


def test_other_sentences_of_the_cited_article_are_cited_and_of_its_copies_not():
    evidence = told("a.txt", "b.txt") + told("b.txt", "a.txt", part="river")
    citations = cite(evidence, limit=3, duplicate_groups={"a.txt": "b.txt", "b.txt": "b.txt"})
    assert [(c.article, c.quote, c.copies) for c in citations] == [
        ("a.txt", "apple", ("b.txt",)),
        ("a.txt", "river", ()),
    ]


@given(st.text(min_size=1).filter(str.strip), st.data())
def test_quotes_are_slices_whatever_the_text(text, data):
    cut = passages(text)
    chosen = []
    for passage in data.draw(st.lists(st.sampled_from(cut), min_size=1)):
        sentence = data.draw(st.sampled_from(passage.sentences))
        start = data.draw(st.integers(sentence.start, sentence.end - 1))
        end = data.draw(st.integers(start + 1, passage.span.end))
        chosen.append(AnswerSpan(passage, Span(start, end), 0.5))
    citations = cite(chosen, limit=5)
    assert [c.number for c in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        assert citation.quote == text[citation.span.start : citation.span.end]
        assert citation.sentence_text == text[citation.sentence.start : citation.sentence.end]
    assert len({(c.sentence.start, c.sentence.end) for c in citations}) == len(citations)
