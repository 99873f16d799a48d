from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.local.lexical.bm25 import Bm25
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from index.local.segments.order import RowOrder
from tests.index.test_lexical import TEXTS, reference
from tests.support.later import Later

bm25s = Later("bm25s")


@pytest.fixture(scope="module")
def segment_of(tmp_path_factory):
    """Write the terms of texts into a folder of their own."""

    def segment_of(texts) -> LexicalIndex:
        folder = tmp_path_factory.mktemp("index") / "lexical"
        writer = LexicalWriter(folder)
        writer.append(texts)
        writer.finish()
        return LexicalIndex(folder)

    return segment_of


@pytest.fixture(scope="module")
def indexed(segment_of):
    """Index texts as one segment."""

    def indexed(texts) -> Bm25:
        return Bm25([segment_of(texts)], RowOrder(np.array([[0, 0, len(texts)]]), 1))

    return indexed


@pytest.fixture(scope="module")
def lexical(indexed) -> Bm25:
    return indexed(TEXTS)


def test_index_has_a_row_per_text(lexical):
    assert len(lexical) == 4
    assert lexical.scores("stone").shape == (4,)


@pytest.mark.parametrize(
    ("question", "best"),
    [("Which river?", 0), ("apples", 1), ("the doctor", 1), ("rising stones", 2)],
)
def test_text_that_holds_the_words_ranks_first(lexical, question, best):
    scores = lexical.scores(question)
    assert scores.argmax() == best
    assert scores[best] > np.delete(scores, best).max()


def test_text_that_holds_none_of_the_words_scores_zero(lexical):
    assert (lexical.scores("river stone") > 0).tolist() == [True, False, True, False]


@pytest.mark.parametrize("question", ["zebra", "of the", "", "?!", "a b c"])
def test_question_without_known_words_scores_zero(lexical, question):
    assert lexical.scores(question).tolist() == [0.0, 0.0, 0.0, 0.0]


def test_word_that_no_text_holds_lowers_the_score(lexical):
    assert (lexical.scores("stone zebra") < lexical.scores("stone"))[[0, 2]].all()


def test_score_is_bm25_over_the_sum_of_inverse_document_frequencies(indexed):
    # Two texts of two terms each, so the length is the mean: tf / (tf + 1.5) with tf = 1; the
    # inverse document frequency of the one term asked for stands in both halves of the fraction.
    lexical = indexed(["river stone", "apple wall"])
    assert lexical.scores("river").tolist() == pytest.approx([1 / 2.5, 0.0])
    # An unknown word weighs log(1 + 2.5 / 0.5), one that a text of two holds log(1 + 1.5 / 1.5).
    share = np.log(2) / (np.log(2) + np.log(6))
    assert lexical.scores("river zebra").tolist() == pytest.approx([share / 2.5, 0.0])


words = st.sampled_from(("apple", "river", "stone", "wall", "zebra", "the", "7", "é", "."))
sentences = st.lists(words, max_size=8).map(" ".join)


@given(texts=st.lists(sentences, min_size=1, max_size=6), question=sentences)
def test_scores_are_those_of_bm25s_over_their_bound(indexed, texts, question):
    scores = indexed(texts).scores(question)
    assert scores.shape == (len(texts),)
    assert ((scores >= 0) & (scores <= 1)).all()
    bm25 = bm25s.BM25(method="lucene", backend="numpy")
    bm25.index([found or [""] for found in reference(texts)], show_progress=False)
    asked = terms(question)
    holders = [sum(t in found for found in reference(texts)) for t in asked]
    bound = sum(np.log1p((len(texts) - h + 0.5) / (h + 0.5)) for h in holders)
    known = [term for term in asked if term in bm25.vocab_dict]
    expected = bm25.get_scores(known) / bound if known else np.zeros(len(texts))
    assert scores == pytest.approx(expected, abs=1e-5)


@given(
    texts=st.lists(st.tuples(sentences, st.booleans()), min_size=1, max_size=8), question=sentences
)
def test_scores_among_some_are_those_of_an_index_of_no_others(indexed, texts, question):
    mask = np.array([kept for _, kept in texts])
    among = indexed([text for text, _ in texts]).scores(question, mask)
    assert not among[~mask].any()
    if mask.any():
        alone = indexed([text for text, kept in texts if kept]).scores(question)
        assert among[mask].tolist() == alone.tolist()  # equal scores must stay equal


def test_a_word_repeated_hundreds_of_times_is_counted_exactly(indexed):
    texts = ["river " * 400 + "stone", "river wall " * 90, "river stone " * 91]
    mask = np.array([True, True, False])
    alone = indexed(texts[:2]).scores("river wall")
    assert indexed(texts).scores("river wall", mask)[:2].tolist() == alone.tolist()


def test_texts_of_function_words_alone_can_be_indexed(indexed):
    lexical = indexed(["Of the.", "And to."])
    assert len(lexical) == 2
    assert lexical.scores("of the river").tolist() == [0.0, 0.0]


@given(
    texts=st.lists(st.tuples(st.integers(0, 2), sentences), min_size=1, max_size=9),
    question=sentences,
    data=st.data(),
)
def test_segments_score_as_one_index_of_what_is_left_in_them(
    indexed, segment_of, texts, question, data
):
    every = [own for n in range(3) if (own := [text for number, text in texts if number == n])]
    rows = [(n, row) for n, own in enumerate(every) for row in range(len(own))]
    left = data.draw(st.sets(st.sampled_from(rows), min_size=1))
    # Rows of one segment stay in its order, those of several are mixed.
    order = data.draw(st.permutations([n for n, _ in left]))
    ascending = {n: iter(sorted(row for m, row in left if m == n)) for n in order}
    runs = [(n, row, row + 1) for n in order for row in [next(ascending[n])]]
    segments = [segment_of(own) for own in every]
    scores = Bm25(segments, RowOrder(np.array(runs), len(segments))).scores(question)
    alone = indexed([every[n][first] for n, first, _ in runs]).scores(question)
    assert scores.tolist() == alone.tolist()


@pytest.mark.parametrize("text", ["José Peña", "Łukasz Mürønø", "Søren Kjær"])
def test_accents_are_found_however_they_are_put_together_or_left_out(indexed, text):
    plain = {"José Peña": "Jose Pena", "Søren Kjær": "Soren Kjaer"}.get(text, "Lukasz Murono")
    lexical = indexed([unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)])
    for form in (unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text), plain):
        first, second = lexical.scores(form)
        assert first == second > 0
