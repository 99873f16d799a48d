from __future__ import annotations

import numpy as np
import pytest

from index.location import Address
from index.milvus.ingest.vectors import PassageVectorCache, ReusableVectors
from index.milvus.rows import (
    EmbeddedPassage,
    digest_pairs,
    pack_vectors,
    passage_row,
    sentence_columns,
    unpack_vectors,
)
from index.sources.split import split_passages
from tests.support.toys import WORDS, ToyEmbedder, article, vectors_of

DIM, COLUMNS = len(WORDS) + 1, sentence_columns(len(WORDS) + 1, 256)


def passages(text: str):
    embedder = ToyEmbedder()
    return list(split_passages(article(text), count_tokens=embedder.count_tokens, max_tokens=256))


class Rows:
    """A server that has the passages of one text, with vectors that no embedder gives."""

    address = Address("http://127.0.0.1:1", "news")

    def __init__(self, text: str) -> None:
        self.rows = [
            passage_row(
                key,
                7,
                passage,
                "",
                EmbeddedPassage(digest, np.full(DIM, 9.0), pack_vectors(np.full((1, DIM), 9.0))),
                COLUMNS,
            )
            for key, (passage, digest) in enumerate(
                zip(passages(text), digest_pairs(passages(text)), strict=True)
            )
        ]

    def iterate(self, collection, condition, fields):
        assert collection == "news_000003_passages" and "died > 5" in condition
        return [row for row in self.rows if str(row["text"]) in condition]

    def query(self, collection, condition, fields):
        return self.rows


def test_a_text_is_embedded_once_and_counted_each_time():
    embedder = ToyEmbedder()
    cache = PassageVectorCache(Rows("Moon."), embedder, None)
    found = cache.of(passages("Stone. River.\n\nApple.\n\nStone. River."))
    assert embedder.embedded == ["Stone. River.", "Apple."]
    assert [cache.embedded, len(cache.of(passages("Apple.")))] == [3, 1]
    assert embedder.embedded == ["Stone. River.", "Apple."]
    assert np.array_equal(
        [one.vector for one in found[:2]], vectors_of(["Stone. River.", "Apple."])
    )
    assert unpack_vectors(found[0].sentences, DIM) == pytest.approx(
        vectors_of(["Stone.", "River."]), abs=1e-3
    )


def test_vectors_of_a_known_text_are_reused():
    embedder = ToyEmbedder()
    cache = PassageVectorCache(Rows("Moon."), embedder, ReusableVectors(3, 5, COLUMNS))
    new, known = cache.of(passages("Apple.\n\nMoon."))
    assert (embedder.embedded, cache.embedded) == (["Apple."], 1)
    assert known.vector.tolist() == [9.0] * DIM and new.vector.tolist() == [1.0, 0.0, 0.0, 0.0]
    assert unpack_vectors(known.sentences, DIM).tolist() == [[9.0] * DIM]
