"""With the real Haystack, which is imported by what uses it: that takes seconds, which workers that
run other tests are spared.
"""

import json
import os

import pytest

from index import Filter
from index.errors import IndexMissingError, QuestionError

pytestmark = pytest.mark.slow


@pytest.fixture
def opened():
    """A retriever of the articles of a folder."""
    from qa.integrations.haystack import ArticleRetriever

    return ArticleRetriever


@pytest.fixture
def retriever(opened, toy_models, assistant, index):
    return opened(str(index), limit=2)


def test_run_gives_documents_best_first(retriever, facts):
    from haystack import Document

    found = retriever.run(query="river sank")["documents"]
    assert len(found) == 2 and all(isinstance(one, Document) for one in found)
    assert (found[0].content, found[0].id) == ("The river sank.", "news/b.txt:0-15")
    assert found[0].meta == facts | {"score": found[0].score}
    assert len(retriever.run(query="river", limit=1)["documents"]) == 1


def test_it_works_in_a_pipeline_that_is_saved_and_loaded(retriever):
    from haystack import Pipeline
    from haystack.components.builders import PromptBuilder

    made = Pipeline()
    made.add_component("articles", retriever)
    template = "{% for one in documents %}{{ one.content }}|{% endfor %}"
    made.add_component("prompt", PromptBuilder(template, required_variables="*"))
    made.connect("articles.documents", "prompt.documents")
    loaded = Pipeline.loads(made.dumps(), allowed_modules=["qa.integrations.haystack"])
    for pipeline in (made, loaded):
        result = pipeline.run({"articles": {"query": "apple stone", "limit": 1}})
        assert result["prompt"]["prompt"] == "An apple fell on the stone.|"


def test_a_filter_leaves_only_some_articles_and_is_saved_too(toy_models, assistant, index):
    from qa.integrations.haystack import ArticleRetriever

    where = Filter(sources=("Daily",))
    made = ArticleRetriever(str(index), where=where)
    for retriever in (made, ArticleRetriever.from_dict(made.to_dict())):
        found = retriever.run(query="apple")["documents"]
        assert [one.meta["article"] for one in found] == ["news/b.txt"]
    json.dumps(made.to_dict())
    found = made.run(query="apple", where=Filter(within=("a.txt",)))["documents"]
    assert {one.meta["article"] for one in found} == {"a.txt"}


def test_the_index_is_opened_once_by_the_warm_up(retriever, monkeypatch):
    retriever.warm_up()
    monkeypatch.setattr("qa.assistant.Assistant.open", lambda *asked, **named: pytest.fail("again"))
    retriever.warm_up()
    assert retriever.run(query="river")["documents"]


def test_mistakes_are_those_of_the_library(opened, tmp_path, retriever):
    with pytest.raises(IndexMissingError, match="no index in"):
        opened(str(tmp_path / "none")).warm_up()
    with pytest.raises(QuestionError, match="the question is empty"):
        retriever.run(query="")


def test_it_reports_nothing_of_its_use(opened):
    from haystack.telemetry import _telemetry

    assert os.environ["HAYSTACK_TELEMETRY_ENABLED"] == "False" and _telemetry.telemetry is None
