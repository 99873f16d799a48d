"""With the real LlamaIndex, imported by what uses it: that takes seconds, which workers that run
other tests are spared.
"""

import asyncio

import pytest

from index import Filter
from index.errors import QuestionError

pytestmark = pytest.mark.slow


@pytest.fixture
def retriever(assistant):
    from qa.integrations.llama_index import ArticleRetriever

    return ArticleRetriever(assistant)


@pytest.fixture
def best(assistant):
    """A retriever of one passage."""
    from qa.integrations.llama_index import ArticleRetriever

    return ArticleRetriever(assistant, limit=1)


def test_retrieve_gives_nodes_with_scores_best_first(retriever, assistant, facts):
    from llama_index.core.schema import NodeWithScore

    found = retriever.retrieve("river sank")
    assert len(found) == 3 and all(isinstance(one, NodeWithScore) for one in found)
    first = found[0].node
    assert (first.text, first.node_id, first.ref_doc_id) == (
        "The river sank.", "news/b.txt:0-15", "news/b.txt",
    )  # fmt: skip
    assert (first.start_char_idx, first.end_char_idx) == (0, 15)
    assert first.metadata == facts | {"score": found[0].score}
    assert found[0].score == round(assistant.search("river sank").hits[0].score, 6)


def test_a_model_is_shown_title_source_and_date_and_no_bookkeeping(best):
    from llama_index.core.schema import MetadataMode, QueryBundle

    (found,) = best.retrieve(QueryBundle("river sank"))
    assert found.node.get_content(MetadataMode.LLM) == (
        "article: news/b.txt\ntitle: Rivers\nsource: Daily\npublished: 2023-11-07\n\n"
        "The river sank."
    )


def test_a_filter_leaves_only_some_articles(assistant):
    from qa.integrations.llama_index import ArticleRetriever

    retriever = ArticleRetriever(assistant, where=Filter(sources=("Daily",)))
    assert [one.node.ref_doc_id for one in retriever.retrieve("apple")] == ["news/b.txt"]


def test_it_is_retrieved_without_waiting(best):
    (found,) = asyncio.run(best.aretrieve("apple stone"))
    assert found.node.text == "An apple fell on the stone."


def test_mistakes_are_those_of_a_search(retriever):
    with pytest.raises(QuestionError, match="the question is empty"):
        retriever.retrieve("")
