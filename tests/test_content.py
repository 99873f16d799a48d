from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest
from conftest import ToyEmbedder, article

from index.content import Content
from index.corpus import Article, sentence_texts
from index.lexical import LexicalIndex
from index.split import split_passages
from index.store import VectorStore

ARTICLES = (
    Article(
        id="Ordner/ä.txt",
        text="Eins. Zwei\u2028drei.\x85Vier.\n\nFünf \U0001f600 “sechs”.",
        digest="a" * 64,
        title="Größe\u2028und Maß",
        source="שלום",
        published=date(2024, 2, 29),
        url="https://example.org/?a=1&b=2",
    ),
    article('apple\x85 river. "stone"\\n\tapple.\x0c', "b.md"),
)


def content_of(articles: tuple[Article, ...]) -> Content:
    toy = ToyEmbedder()
    passages = tuple(
        passage
        for one in articles
        for passage in split_passages(one, count_tokens=toy.count_tokens, max_tokens=256)
    )
    texts = [p.text for p in passages]
    return Content(
        articles,
        passages,
        VectorStore.from_vectors(toy.encode_passages(texts)),
        VectorStore.from_vectors(toy.encode_passages(sentence_texts(passages))),
        LexicalIndex.from_texts(texts),
    )


@pytest.fixture
def content() -> Content:
    return content_of(ARTICLES)


@pytest.fixture
def read(content, tmp_path) -> Content:
    content.write(tmp_path)
    return Content.read(tmp_path)


def test_articles_and_passages_read_as_they_were_written(content, read):
    assert read.articles == ARTICLES
    assert read.passages == content.passages
    assert len(read.passages) == 3


def test_published_reads_as_a_date_or_none(read):
    assert [a.published for a in read.articles] == [date(2024, 2, 29), None]


def test_passages_read_hold_the_articles_read(read):
    assert all(any(p.article is a for a in read.articles) for p in read.passages)


def test_vectors_and_words_read_as_they_were_written(content, read):
    assert np.array_equal(read.passage_vectors.vectors(), content.passage_vectors.vectors())
    assert np.array_equal(read.sentence_vectors.vectors(), content.sentence_vectors.vectors())
    assert np.array_equal(read.lexical.scores("river"), content.lexical.scores("river"))
    assert read.lexical.scores("river").argmax() == 2


def test_an_article_is_one_line_of_json(content, tmp_path):
    content.write(tmp_path)
    lines = (tmp_path / "articles.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["id"] for line in lines[:-1]] == ["Ordner/ä.txt", "b.md"]
    assert lines[-1] == b""


def test_folder_holds_the_parts_and_nothing_else(content, tmp_path):
    content.write(tmp_path)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")) == [
        "articles.jsonl",
        "lexical",
        "lexical/data.csc.index.npy",
        "lexical/indices.csc.index.npy",
        "lexical/indptr.csc.index.npy",
        "lexical/params.index.json",
        "lexical/vocab.index.json",
        "passages.faiss",
        "passages.npy",
        "sentences.faiss",
        "sentences.npy",
    ]


def test_sentence_rows_belong_to_passages_in_order():
    content = content_of((article("One. Two. Three.\n\nFour.", "a"), article("Five. Six.", "b")))
    assert [len(p.sentences) for p in content.passages] == [3, 1, 2]
    assert content.first_sentence.tolist() == [0, 3, 4, 6]
    assert content.passage_of_sentence.tolist() == [0, 0, 0, 1, 2, 2]
