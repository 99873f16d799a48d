from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.local.lexical.bm25 import Bm25
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from index.local.segments.order import RowOrder
from index.milvus.lexical.bm25 import query_idf, score_postings
from index.milvus.lexical.postings import NO_POSTINGS
from tests.index.milvus.lexical.test_postings import TEXTS, segmented, sentences


def asked(question, postings, size, tokens):
    term_idf = query_idf(question, postings, {}, size)
    return score_postings(term_idf, postings, max(tokens, 1) / max(size, 1))


@given(st.lists(sentences, min_size=1, max_size=6), sentences, st.integers(0, 6))
def test_scores_are_those_of_the_lexical_index(tmp_path_factory, texts, question, cut):
    folder = tmp_path_factory.mktemp("index") / "lexical"
    writer = LexicalWriter(folder)
    writer.append(texts)
    writer.finish()
    order = RowOrder(np.array([[0, 0, len(texts)]]), 1)
    expected = Bm25([LexicalIndex(folder)], order).scores(question)
    found, scores = asked(terms(question), *segmented(texts, cut))
    assert scores.dtype == np.float32
    assert found.tolist() == np.flatnonzero(expected).tolist()
    assert scores == pytest.approx(expected[found], abs=1e-6)


@pytest.mark.parametrize("question", [[], ["zebra"]])
def test_nobody_holds_a_term(question):
    for postings, size, tokens in (
        ({}, 0, 0),
        ({"zebra": NO_POSTINGS, "river": NO_POSTINGS}, 2, 5),
    ):
        found, scores = asked(question, postings, size, tokens)
        assert (found.tolist(), scores.tolist()) == ([], [])


def test_terms_without_postings_weigh_as_if_they_had():
    postings, size, _ = segmented(TEXTS, 3)
    said = ["river", "stone", "river"]
    whole = query_idf(said, postings, {}, size)
    assert whole["river"] > whole["stone"] > 0
    without = {term: some for term, some in postings.items() if term != "stone"}
    assert query_idf(said, without, {"stone": 3}, size) == whole


def test_terms_that_are_not_asked_for_make_no_difference():
    postings, size, tokens = segmented(TEXTS, 3)
    alone = {"river": postings["river"]}
    some, others = (asked(["river"], p, size, tokens) for p in (postings, alone))
    assert [a.tolist() for a in some] == [a.tolist() for a in others]
