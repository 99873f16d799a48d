from __future__ import annotations

import pytest

from index.manifest import Source
from index.milvus.rows import ArticleRecord, IndexedFile, PassageLocation
from index.milvus.views import Articles, ArticlesById, Passages, Sources, passage, sources_of
from index.sources.near_duplicates import signature
from tests.support.toys import article, passages

ARTICLES = [article("One. Two.\n\nThree.", "b.txt"), article("Four.", "a.txt", title="T")]
SOURCES = {"b.txt": Source("b" * 64, 1), "a.txt": Source("a" * 64, 1), "c.txt": Source("c" * 64, 0)}


class Held:
    """The rows of two articles in a server, and what is asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.told = [
            ArticleRecord(one, key, 1, signature(one.text))
            for key, one in zip((5, 9), ARTICLES, strict=True)
        ]
        self.article = ArticlesById(self)
        self.articles = Articles(self)

    class record:  # noqa: N801
        articles, passages = 2, 3

    def find_article(self, name):
        self.asked.append(name)
        return next((one for one in self.told if one.article.id == name), None)

    def source(self, path):
        self.asked.append(path)
        return SOURCES.get(path)

    def article_at(self, key):
        return next(one.article for one in self.told if one.key == key)

    def articles_at(self, keys):
        return [self.article_at(key) for key in keys]

    def files(self):
        self.asked.append("all files")
        return {
            path: IndexedFile(path, source, 0, 0, 0, 0) for path, source in sorted(SOURCES.items())
        }

    def all_passages(self):
        for one in self.told:
            for cut in passages(one.article.text, one.article.id):
                yield PassageLocation(one.key, cut.span, cut.sentences, (0, 0))


@pytest.fixture
def held():
    return Held()


def test_articles_come_in_the_order_of_their_keys_and_are_counted_unread(held):
    assert len(held.articles) == 2 and held.asked == []
    assert list(held.articles) == ARTICLES
    assert ARTICLES[1] in held.articles
    assert article("Other.", "a.txt") not in held.articles
    assert "a.txt" not in held.articles


def test_an_article_is_looked_up_by_its_id(held):
    assert held.article["a.txt"] == ARTICLES[1]
    assert held.asked == ["a.txt"]
    with pytest.raises(KeyError, match=r"c\.txt"):
        held.article["c.txt"]
    assert (list(held.article), len(held.article)) == (["b.txt", "a.txt"], 2)


def test_passages_know_their_articles(held):
    found = list(Passages(held))
    assert [(one.article, one.text) for one in found] == [
        (ARTICLES[0], "One. Two."),
        (ARTICLES[0], "Three."),
        (ARTICLES[1], "Four."),
    ]
    assert (len(Passages(held)), found[2] in Passages(held)) == (3, True)
    assert (
        passage(ARTICLES[1], PassageLocation(9, found[2].span, found[2].sentences, (0, 0)))
        == found[2]
    )


def test_files_are_looked_up_one_by_one_or_gone_through_once(held):
    sources = Sources(held)
    assert sources["c.txt"] == SOURCES["c.txt"]
    assert "d.txt" not in sources
    assert held.asked == ["c.txt", "d.txt"]
    assert dict(sources) == SOURCES == dict(sources.items())
    assert (list(sources), len(sources)) == (["a.txt", "b.txt", "c.txt"], 3)
    assert held.asked.count("all files") == 1


def test_sources_are_what_came_of_files(held):
    assert sources_of(held.files()) == SOURCES
