import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import terms
from index.local.lexical.index import LexicalIndex
from index.local.lexical.writer import LexicalWriter
from index.milvus.lexical.bm25 import rarities
from index.milvus.lexical.postings import blocks, collect, read
from index.milvus.lexical.row_terms import held_terms, shares

words = st.sampled_from(("apple", "river", "stones", "stone", "zebra", "the", "7", "é", "20."))
sentences = st.lists(words, max_size=8).map(" ".join)


@given(st.lists(sentences, min_size=1, max_size=6), sentences)
def test_rows_score_as_the_lexical_index_does(tmp_path_factory, texts, question):
    folder = tmp_path_factory.mktemp("index") / "lexical"
    writer = LexicalWriter(folder)
    writer.append(texts)
    writer.finish()
    found = collect(enumerate(texts))
    held = list(held_terms(found.lists, np.arange(len(texts))))
    rarity = rarities(terms(question), read(blocks(found.lists, 1)[0]), {}, found.size)
    scores = shares(rarity, held, found.tokens / found.size)
    assert scores.dtype == np.float32
    assert scores == pytest.approx(LexicalIndex(folder).scores(question), abs=1e-6)


def test_a_passage_without_terms_holds_nothing():
    found = collect([(7, "apple"), (8, "of the"), (9, "apple apple")])
    one, none, two = held_terms(found.lists, np.array([7, 8, 9]))
    assert none == "" and one != two
    assert shares({"appl": 1.0}, [none, one], 1.0).tolist() == [0.0, pytest.approx(0.4)]


def test_nothing_asked_is_held_by_nobody():
    assert shares({}, [""], 1.0).tolist() == [0.0]
    assert shares({"appl": 1.0}, [], 1.0).tolist() == []
