import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.local.lexical.bm25 import Bm25
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from index.local.segments.order import RowOrder
from index.milvus.lexical.blocks import decode_postings, encode_blocks
from index.milvus.lexical.bm25 import query_idf
from index.milvus.lexical.postings import invert
from index.milvus.lexical.row_terms import encode_row_terms, score_rows

words = st.sampled_from(("apple", "river", "stones", "stone", "zebra", "the", "7", "é", "20."))
sentences = st.lists(words, max_size=8).map(" ".join)


@given(st.lists(sentences, min_size=1, max_size=6), sentences)
def test_rows_score_as_the_lexical_index_does(tmp_path_factory, texts, question):
    folder = tmp_path_factory.mktemp("index") / "lexical"
    writer = LexicalWriter(folder)
    writer.append(texts)
    writer.finish()
    found = invert(enumerate(texts))
    held = list(encode_row_terms(found.lists, np.arange(len(texts))))
    term_idf = query_idf(
        terms(question), decode_postings(encode_blocks(found.lists, 1)[0]), {}, found.size
    )
    scores = score_rows(term_idf, held, found.tokens / found.size)
    assert scores.dtype == np.float32
    order = RowOrder(np.array([[0, 0, len(texts)]]), 1)
    expected = Bm25([LexicalIndex(folder)], order).scores(question)
    assert scores == pytest.approx(expected, abs=1e-6)


def test_a_passage_without_terms_holds_nothing():
    found = invert([(7, "apple"), (8, "of the"), (9, "apple apple")])
    one, none, two = encode_row_terms(found.lists, np.array([7, 8, 9]))
    assert none == "" and one != two
    assert score_rows({"appl": 1.0}, [none, one], 1.0).tolist() == [0.0, pytest.approx(0.4)]


def test_nothing_asked_is_held_by_nobody():
    assert score_rows({}, [""], 1.0).tolist() == [0.0]
    assert score_rows({"appl": 1.0}, [], 1.0).tolist() == []
