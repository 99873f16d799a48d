from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest

from index.corpus import Article, Origin, Passage, Span, sentence_texts
from tests.support.toys import article

TEXT = "One two. Three four."
FIRST, SECOND = Span(0, 8), Span(9, 20)


def test_span_is_half_open():
    assert Span(4, 8).of(TEXT) == "two."
    assert len(Span(4, 8)) == 4


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_span_that_holds_nothing_is_refused(start: int, end: int):
    with pytest.raises(ValueError, match=rf"span \[{start}, {end}\); expected 0 <= start < end"):
        Span(start, end)


def test_spans_sort_by_start_then_end():
    assert sorted([Span(2, 3), Span(0, 5), Span(0, 2)]) == [Span(0, 2), Span(0, 5), Span(2, 3)]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Span(2, 6), True),
        (Span(3, 5), True),
        (Span(1, 3), False),
        (Span(5, 7), False),
        (Span(8, 9), False),
    ],
)
def test_span_contains_what_lies_between_its_ends(other: Span, expected: bool):
    assert Span(2, 6).contains(other) is expected


def test_article_is_named_by_its_title_or_else_by_its_id():
    assert article(TEXT, "a.txt", title="A title").name == "A title"
    assert article(TEXT, "a.txt").name == "a.txt"


def test_article_states_nothing_that_was_not_given():
    bare = Article(id="a.txt", text=TEXT, digest="0" * 64)
    assert (bare.title, bare.source, bare.published, bare.url) == (None, None, None, None)
    assert (bare.author, bare.pages) == (None, ())


def test_articles_are_equal_by_value():
    assert article(TEXT, published=date(2024, 5, 31)) == article(TEXT, published=date(2024, 5, 31))
    assert article(TEXT, published=date(2024, 5, 31)) != article(TEXT)


def test_article_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        article(TEXT).text = "other"  # type: ignore[misc]


def test_article_without_id_is_refused():
    with pytest.raises(ValueError, match=r"without an id; expected its path inside the seeds"):
        article(TEXT, "")


def test_article_without_text_is_refused():
    with pytest.raises(ValueError, match=r"'a\.txt' holds no text; expected at least one sentence"):
        article(" \n\u00a0")


def test_digest_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"digest 'abc'; expected 64 hexadecimal digits"):
        Article(id="a.txt", text=TEXT, digest="abc")


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (7, 1), (8, 2), (9, 4), (19, 4)])
def test_page_of_an_offset_is_counted_from_one(offset: int, page: int):
    """Page 3 is empty and starts where page 4 does; page 5 is empty and the last."""
    assert article(TEXT, pages=(0, 8, 9, 9, 20)).page_of(offset) == page


def test_article_without_pages_has_no_page_of_an_offset():
    assert article(TEXT).page_of(5) is None


@pytest.mark.parametrize("offset", [-1, 20])
def test_page_of_an_offset_outside_the_text_is_refused(offset: int):
    with pytest.raises(ValueError, match=rf"offset {offset}; expected 0 <= offset < 20"):
        article(TEXT, pages=(0,)).page_of(offset)


@pytest.mark.parametrize("pages", [(1,), (0, 9, 8), (0, 21), (-1, 0)])
def test_pages_must_ascend_from_zero_inside_the_text(pages: tuple[int, ...]):
    with pytest.raises(
        ValueError, match=r"'a\.txt' start at .*; expected offsets from 0 to at most 20"
    ):
        article(TEXT, pages=pages)


def test_pages_read_from_a_list_are_a_tuple():
    assert article(TEXT, pages=[0, 8]) == article(TEXT, pages=(0, 8))


def test_text_of_a_passage_is_the_slice():
    assert Passage(article(TEXT), SECOND, (SECOND,)).text == "Three four."


def test_passage_beyond_its_article_is_refused():
    with pytest.raises(
        ValueError, match=r"ends at 21; expected at most 20, the length of 'a\.txt'"
    ):
        Passage(article(TEXT), Span(0, 21), (FIRST,))


def test_passage_without_sentences_is_refused():
    with pytest.raises(ValueError, match=r"has no sentence; expected at least one"):
        Passage(article(TEXT), Span(0, 20), ())


@pytest.mark.parametrize(
    "sentences",
    [(SECOND, FIRST), (Span(0, 10), SECOND), (Span(0, 8), Span(9, 20), Span(9, 20))],
    ids=["out of order", "overlapping", "twice"],
)
def test_sentences_must_be_in_order_and_apart(sentences: tuple[Span, ...]):
    with pytest.raises(ValueError, match="is out of order or outside"):
        Passage(article(TEXT), Span(0, 20), sentences)


def test_sentences_must_lie_inside_the_passage():
    with pytest.raises(ValueError, match=r"Span\(start=0, end=8\) is out of order or outside"):
        Passage(article(TEXT), Span(4, 20), (FIRST, SECOND))


@pytest.mark.parametrize(
    ("span", "widened"),
    [
        (Span(4, 7), FIRST),
        (Span(9, 14), SECOND),
        (Span(4, 14), Span(0, 20)),
        (Span(7, 9), Span(0, 9)),
        (Span(8, 10), Span(8, 20)),
    ],
    ids=["first", "second", "both", "into the gap", "from the gap"],
)
def test_span_is_widened_to_the_sentences_it_touches(span: Span, widened: Span):
    assert Passage(article(TEXT), Span(0, 20), (FIRST, SECOND)).sentence_around(span) == widened


def test_span_between_sentences_has_no_sentence_around_it():
    with pytest.raises(ValueError, match=r"Span\(start=8, end=9\) touches no sentence"):
        Passage(article(TEXT), Span(0, 20), (FIRST, SECOND)).sentence_around(Span(8, 9))


def test_sentence_texts_run_passage_by_passage():
    one = Passage(article(TEXT), Span(0, 20), (FIRST, SECOND))
    other = Passage(article("Five."), Span(0, 5), (Span(0, 5),))
    assert sentence_texts([other, one]) == ["Five.", "One two.", "Three four."]


def test_the_origin_is_read_from_the_beginning_of_an_articles_line():
    said = {"source": 'a, "text": "b', "author": "Ann \u00e9\\", "published": date(2023, 11, 7)}
    line = article('", "text": "', **said).to_json().encode()
    end = line.index(b', "text": "') + len(b', "text": "')
    for part in (line, line[:end]):
        assert Origin.from_json(part) == Origin(id="a.txt", **said)
    assert Origin.from_json(article(TEXT).to_json().encode()) == Origin("a.txt", None, None, None)
    for cut in range(end):
        with pytest.raises(ValueError, match=r"no text in the first \d+ bytes"):
            Origin.from_json(line[:cut])
