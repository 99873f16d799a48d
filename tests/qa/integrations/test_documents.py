import pytest

from index import Filter, build
from index.errors import QuestionError, SettingsError
from qa.integrations.documents import find_documents
from tests.support.toys import APPLES


def test_a_document_is_a_passage_with_what_its_article_states(assistant, facts):
    first, *others = find_documents(assistant, "river sank", 10)
    (hit, *_) = assistant.search("river sank").hits
    assert first.text == "The river sank." and first.id == "news/b.txt:0-15"
    assert first.score == round(hit.score, 6)
    assert first.metadata == facts | {"score": first.score}
    assert [one.metadata["rank"] for one in others] == [2, 3]
    assert "title" not in others[0].metadata


def test_a_text_is_the_slice_that_its_offsets_name(assistant):
    for found in find_documents(assistant, "apple river", 10):
        article = assistant.generation.article[found.metadata["article"]]
        assert article.text[found.metadata["start"] : found.metadata["end"]] == found.text


def test_facts_are_texts_and_numbers_which_every_store_takes(assistant):
    for found in find_documents(assistant, "apple", 10):
        assert {type(value) for value in found.metadata.values()} <= {str, int, float}


def test_the_newest_generation_is_searched(assistant, seeds, index, embedder):
    build(seeds({"a.txt": "A pear fell.\n\n" + APPLES}), index, embedder=embedder)
    assert find_documents(assistant, "pear", 1)[0].text == "A pear fell."


def test_a_filter_leaves_only_some_articles(assistant):
    found = find_documents(assistant, "apple river", 10, Filter(sources=("Daily",)))
    assert [one.metadata["article"] for one in found] == ["news/b.txt"]


def test_mistakes_are_those_of_a_search(assistant):
    with pytest.raises(QuestionError, match="the question is empty"):
        find_documents(assistant, "", 1)
    with pytest.raises(SettingsError, match="a limit of 0 passages"):
        find_documents(assistant, "apple", 0)
