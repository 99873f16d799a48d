from pathlib import Path

import numpy as np
import pytest

from index import build, load
from qa.retrieval.retriever import Retriever
from tests.support.toys import ToyEmbedder


@pytest.fixture
def retriever(seeds, index, embedder):
    folder = seeds({
        "a.txt": "apple apple.\n\nriver stone.\n\nNothing at all. Apple here.",
        "b.txt": "A zebra crossed.\n\nriver stone.",
    })  # fmt: skip
    build(folder, index, embedder=embedder)
    content = load(index, embedder=embedder).content
    return Retriever(content, embedder, candidates=10, lexical_weight=1.0)


def texts(hits):
    return [hit.passage.text for hit in hits]


def test_score_is_the_sum_of_its_parts(retriever):
    first, second, *_ = retriever.retrieve("apple", 10).hits
    assert first.passage.text == "apple apple."
    assert first.dense == pytest.approx(1.0)
    assert first.sentences == pytest.approx((1.0,))
    assert first.score == pytest.approx(max(first.sentences) + first.lexical)
    # apple against (1 apple, 4 others) and, for the better sentence, (1 apple, 1 other)
    assert second.passage.text == "Nothing at all. Apple here."
    assert second.dense == pytest.approx(1 / 17**0.5)
    assert second.sentences == pytest.approx((0.0, 1 / 2**0.5), abs=1e-3)  # in half precision
    assert [hit.duplicate_group for hit in (first, second)] == ["a.txt", "a.txt"]


def test_equal_scores_keep_the_order_of_the_articles(retriever):
    hits = retriever.retrieve("river stone", 2).hits
    assert texts(hits) == ["river stone.", "river stone."]
    assert [hit.passage.article.id for hit in hits] == ["a.txt", "b.txt"]
    assert hits[0].score == hits[1].score


def test_words_find_what_vectors_cannot_tell_apart(retriever):
    (hit,) = retriever.retrieve("zebra", 1).hits
    assert hit.passage.text == "A zebra crossed."
    assert hit.lexical > 0


def test_ranks_count_from_one_and_k_bounds_them(retriever):
    assert [hit.rank for hit in retriever.retrieve("stone", 3).hits] == [1, 2, 3]
    assert len(retriever.retrieve("stone", 100).hits) == 5


def test_every_passage_has_a_standing(retriever):
    for key, passage in enumerate(retriever.content.passages):
        (hit,) = (h for h in retriever.retrieve("apple", 5).hits if h.passage == passage)
        standing = retriever.rank_best("apple", np.array([key]))
        assert (standing.key, standing.rank, standing.is_candidate) == (key, hit.rank, True)
        assert (standing.score, standing.dense, standing.lexical) == (
            pytest.approx(hit.score), hit.dense, hit.lexical,
        )  # fmt: skip
        assert standing.best_sentence == pytest.approx(max(hit.sentences))


def test_of_several_passages_the_best_one_stands_for_all(retriever):
    assert retriever.rank_best("apple", np.array([1, 2])).key == 2


def test_what_is_no_candidate_has_a_rank_all_the_same(retriever):
    narrow = Retriever(retriever.content, ToyEmbedder(), candidates=1, lexical_weight=1.0)
    standing = narrow.rank_best("apple", np.array([4]))
    assert (standing.rank, standing.is_candidate) == (5, False)


def test_standings_are_the_same_a_few_rows_at_a_time(retriever, monkeypatch):
    rows = np.arange(5)
    whole = [retriever.rank_best("apple stone", rows[[i]]) for i in rows]
    monkeypatch.setattr("index.local.content.SURVEY_CHUNK", 2)
    assert [retriever.rank_best("apple stone", rows[[i]]) for i in rows] == whole


def test_few_candidates_are_enough_for_the_best(seeds, index):
    embedder = ToyEmbedder()
    build(seeds({"a.txt": "\n\n".join(["stone river."] * 30 + ["apple."])}), Path(index),
          embedder=embedder)  # fmt: skip
    content = load(index, embedder=embedder).content
    hits = Retriever(content, embedder, candidates=1, lexical_weight=1.0).retrieve("apple", 5).hits
    assert hits[0].passage.text == "apple."


def test_of_equal_words_the_first_passages_are_candidates(seeds, index, embedder):
    text = "\n\n".join(["Nothing here."] * 3 + ["A zebra."] * 4)
    build(seeds({"a.txt": text}), index, embedder=embedder)
    content = load(index, embedder=embedder).content
    hits = Retriever(content, embedder, candidates=2, lexical_weight=1.0).retrieve("zebra", 2).hits
    assert [hit.passage.span.start for hit in hits] == [text.index("A zebra."), 55]
    assert text[55:63] == "A zebra."
