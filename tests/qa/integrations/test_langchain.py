"""With the real LangChain, imported by what uses it: that takes seconds, which workers that run
other tests are spared.
"""

import asyncio

import pytest

from index import Filter
from index.errors import QuestionError

pytestmark = pytest.mark.slow


@pytest.fixture
def opened(assistant):
    """A retriever of an assistant, with these options."""
    from qa.integrations.langchain import ArticleRetriever

    return lambda **options: ArticleRetriever(assistant=assistant, **options)


def test_invoke_gives_documents_best_first(opened, facts):
    from langchain_core.documents import Document

    found = opened().invoke("river sank")
    assert len(found) == 3 and all(isinstance(one, Document) for one in found)
    assert (found[0].page_content, found[0].id) == ("The river sank.", "news/b.txt:0-15")
    assert found[0].metadata == facts | {"score": found[0].metadata["score"]}


def test_the_limit_bounds_them(opened):
    assert len(opened(limit=2).invoke("river")) == 2


def test_a_filter_leaves_only_some_articles(opened):
    found = opened(where=Filter(sources=("Daily",))).invoke("apple")
    assert [one.metadata["article"] for one in found] == ["news/b.txt"]


def test_it_works_in_a_chain_in_a_batch_and_without_waiting(opened):
    from langchain_core.runnables import RunnableLambda

    retriever = opened(limit=1)
    texts = retriever | RunnableLambda(lambda found: found[0].page_content)
    assert texts.invoke("apple stone") == "An apple fell on the stone."
    assert texts.batch(["apple stone", "river sank"])[1] == "The river sank."
    assert asyncio.run(texts.ainvoke("river sank")) == "The river sank."


def test_mistakes_are_those_of_a_search(opened):
    with pytest.raises(QuestionError, match="the question is empty"):
        opened().invoke("")
