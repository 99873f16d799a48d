"""With the real LangChain."""

import asyncio

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from index import Filter
from index.errors import QuestionError
from qa.integrations.langchain import ArticleRetriever


def test_invoke_gives_documents_best_first(assistant, facts):
    found = ArticleRetriever(assistant=assistant).invoke("river sank")
    assert len(found) == 3 and all(isinstance(one, Document) for one in found)
    assert (found[0].page_content, found[0].id) == ("The river sank.", "news/b.txt:0-15")
    assert found[0].metadata == facts | {"score": found[0].metadata["score"]}


def test_the_limit_bounds_them(assistant):
    assert len(ArticleRetriever(assistant=assistant, limit=2).invoke("river")) == 2


def test_a_filter_leaves_only_some_articles(assistant):
    retriever = ArticleRetriever(assistant=assistant, where=Filter(sources=("Daily",)))
    assert [one.metadata["article"] for one in retriever.invoke("apple")] == ["news/b.txt"]


def test_it_works_in_a_chain_in_a_batch_and_without_waiting(assistant):
    retriever = ArticleRetriever(assistant=assistant, limit=1)
    texts = retriever | RunnableLambda(lambda found: found[0].page_content)
    assert texts.invoke("apple stone") == "An apple fell on the stone."
    assert texts.batch(["apple stone", "river sank"])[1] == "The river sank."
    assert asyncio.run(texts.ainvoke("river sank")) == "The river sank."


def test_mistakes_are_those_of_a_search(assistant):
    with pytest.raises(QuestionError, match="the question is empty"):
        ArticleRetriever(assistant=assistant).invoke("")
