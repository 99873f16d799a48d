from __future__ import annotations

import numpy as np

from index.local.content import LocalContent
from tests.support.toys import ToyEmbedder


def own_vectors(content: LocalContent) -> bool:
    """Whether each row holds the vector that its text has."""
    expected = ToyEmbedder().encode_passages(content.passages)
    return np.array_equal(content.passage_vectors.vectors(), expected.passages) and np.array_equal(
        content.sentence_vectors, expected.sentences.astype(np.float16)
    )


def test_a_passage_is_embedded_once_however_often_it_occurs(written, embedder):
    content = written("one", "Stone. Apple.\n\nStone.\n\nStone. Apple.")
    assert embedder.embedded == ["Stone. Apple.", "Stone."]
    assert own_vectors(content)


def test_known_passages_are_copied_with_their_sentences(written, embedder):
    old = written("old", "Stone. Apple.\n\nRiver. Apple stone. Who?\n\nGone.")
    embedder.embedded.clear()
    content = written(
        "new", "Apple. New.\n\nRiver. Apple stone. Who?\n\nStone. Apple.", previous=old
    )
    assert embedder.embedded == ["Apple. New."]
    assert own_vectors(content)


def test_nothing_is_left_over(written, tmp_path):
    written("one", "Stone.")
    assert not list((tmp_path / "one").glob("new-*"))
