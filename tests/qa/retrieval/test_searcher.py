from __future__ import annotations

import pytest

from index import build, load
from qa.questions.aliases import Aliases
from qa.retrieval.retriever import Retriever
from qa.retrieval.searcher import Searcher

ALIASES = Aliases((("ROK", "South Korea", "Republic of Korea"), ("Fed", "Federal Reserve")))


@pytest.fixture
def searcher(seeds, index, embedder):
    folder = seeds({
        "a.txt": "South Korea elected Lee.\n\nThe Republic of Korea has rivers.",
        "b.txt": "The Fed raised interest.\n\nGermany elected Merz.\n\nThe colour is grey.",
    })  # fmt: skip
    build(folder, index, embedder=embedder)
    content = load(index, embedder=embedder).content
    retriever = Retriever(content, embedder, candidates=10, lexical_weight=1.0)
    return Searcher(retriever, ALIASES, k=2)


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("whom did the ROK elect", "whom did the South Korea elect"),
        ("which rivers has the ROK", "which rivers has the Republic of Korea"),
        ("which color is grey", "which colour is grey"),
        ("did the Federal Reserve raise interst", "did the Fed raise interest"),
    ],
)
def test_a_question_is_searched_in_the_words_of_the_articles(searcher, typed, searched):
    found = searcher.search(typed)
    assert found.question == searched
    assert found.hits == searcher.search(searched).hits


@pytest.mark.parametrize(
    "question",
    ["did the Fed raise interest", "whom did South Korea elect", "is grey a colour", "zebras"],
)
def test_a_question_in_the_words_of_the_articles_is_left(searcher, question):
    assert searcher.search(question).question == question
