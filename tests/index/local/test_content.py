"""The text of an index as it is written (writer.py) and read (rows.py, content.py)."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from index.corpus import Article
from index.digests import NOT_FOUND
from index.local.content import LocalContent
from index.local.segments.segment import Segment
from index.local.text.rows import CACHED_ARTICLES
from index.local.text.writer import TextWriter
from index.local.vectors.embedding import EmbeddingOptions
from index.local.vectors.update import write_vectors
from index.sources.split import split_passages
from index.workers.pool import SERIAL
from tests.index.local.built import content_of
from tests.support.toys import ToyEmbedder, article, vectors_of

ARTICLES = (
    Article(
        id="Ordner/ä.txt",
        text="Eins. Zwei\u2028drei.\x85Vier.\n\nFünf \U0001f600 “sechs”.",
        digest="a" * 64,
        title="Größe\u2028und Maß",
        source="שלום",
        published=date(2024, 2, 29),
        url="https://example.org/?a=1&b=2",
        pages=(0, 5),
    ),
    article('apple\x85 river. "stone"\\n\tapple.\x0c', "b.md"),
    article("One. Two. Three.\n\nFour.\n\nFive. Six.", "c.md"),
)
FILES = [
    "article-ids.npy",
    "articles.jsonl",
    "articles.npy",
    "lexical",
    "passage-digests.npy",
    "passages.faiss",
    "passages.npy",
    "sentence-vectors.npy",
    "sentences.npy",
    "signatures.npy",
]


def cut(one: Article):
    toy = ToyEmbedder()
    return list(split_passages(one, count_tokens=toy.count_tokens, max_tokens=256))


@pytest.fixture
def written(tmp_path):
    """Write articles, and rows of another segment, into a folder of that name."""

    def written(name, *parts, previous=None, renamed=None):
        folder = tmp_path / name
        folder.mkdir()
        writer = TextWriter(folder)
        for part in parts:
            if isinstance(part, Article):
                writer.append(part, cut(part))
            else:
                old = Segment(previous)
                writer.copy_rows(old.text, old.lexical, *part, renamed=renamed)
        writer.finish()
        options = EmbeddingOptions(embedder=ToyEmbedder(), workers=SERIAL, progress=lambda *_: None)
        known = np.full(len(Segment(folder).text.passage_rows), NOT_FOUND)
        write_vectors(folder, known, None, options)
        return folder

    return written


@pytest.fixture
def content(written) -> LocalContent:
    return content_of(written("index", *ARTICLES))


def bytes_of(folder):
    return {p.name: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_articles_and_passages_read_as_they_were_written(content):
    assert tuple(content.articles) == ARTICLES
    assert list(content.passages) == [p for one in ARTICLES for p in cut(one)]
    assert len(content.passages) == 6


def test_rows_are_a_sequence(content):
    passages = list(content.passages)
    assert content.passages[-1] == passages[-1]
    assert content.passages[np.int64(2)] == passages[2]
    assert content.passages[1:3] == passages[1:3]
    with pytest.raises(IndexError):
        content.passages[6]


def test_passages_of_one_article_share_it(content):
    assert content.passages[0].article is content.passages[1].article


def test_few_articles_are_kept_in_memory(written):
    many = [article(f"Text {n}.", f"{n:03}.txt") for n in range(CACHED_ARTICLES + 10)]
    content = content_of(written("index", *many))
    first = content.articles[0]
    assert list(content.articles) == many
    assert content.articles[0] == first and content.articles[0] is not first


def test_an_article_is_found_by_its_id(content):
    assert content.article["b.md"] == ARTICLES[1]
    assert list(content.article) == [a.id for a in ARTICLES]
    assert ("c.md" in content.article, "d.md" in content.article) == (True, False)


def test_sentence_rows_belong_to_passages_in_order(content):
    assert content.segments[0].text.sentence_offsets(np.array([5, 3, 4])).tolist() == [
        [10, 12],
        [6, 9],
        [9, 10],
    ]


def test_sentences_are_scored_passage_by_passage(content):
    apple = ToyEmbedder().encode_question("apple")
    found = content.scored("apple", apple, np.array([2, 5]))
    for i, passage in enumerate((content.passages[2], content.passages[5])):
        own = vectors_of([s.of(passage.article.text) for s in passage.sentences])
        assert found.sentences_of(i) == pytest.approx(own @ apple, abs=1e-3)
        assert found.best[i] == found.sentences_of(i).max()


def test_a_story_is_told_by_its_first_article(written):
    text = "The minister met reporters in the old town and spoke of trade, of ships and of steel."
    told = [article(text, "a.txt"), article("Birds sang.", "b.txt"), article(text, "c.txt")]
    content = content_of(written("index", *told))
    assert content.copies.tolist() == [0, 1, 0]
    assert content.duplicate_groups(range(3)) == ["a.txt", "b.txt", "a.txt"]


def test_every_passage_has_its_digest_vector_and_words(content):
    vectors = ToyEmbedder().encode_passages(content.passages)
    assert len({tuple(digest) for digest in content.segments[0].text.passage_digests.tolist()}) == 6
    assert np.array_equal(content.passage_vectors.vectors(), vectors.passages)
    assert len(content.lexical) == 6
    assert content.lexical.scores("river").argmax() == 2


def test_an_article_is_one_line_of_json(written):
    folder = written("index", *ARTICLES)
    lines = (folder / "articles.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["id"] for line in lines[:-1]] == ["Ordner/ä.txt", "b.md", "c.md"]
    assert lines[-1] == b""


def test_folder_holds_the_parts_and_nothing_else(written):
    assert sorted(p.name for p in written("index", *ARTICLES).iterdir()) == FILES


def test_rows_copied_give_the_bytes_of_a_fresh_index(written):
    old = written("old", *ARTICLES)
    new = article("A new stone.\n\nApple.", "bb.md")
    one, two, three = ARTICLES
    updated = written("new", (1, 2), new, (2, 3), (0, 1), previous=old)
    assert bytes_of(updated) == bytes_of(written("fresh", two, new, three, one))


def test_a_renamed_article_is_copied_with_its_new_id(written):
    old = written("old", *ARTICLES)
    moved = written("new", (1, 3), previous=old, renamed=lambda name: f"news/{name}")
    content = content_of(moved)
    assert [a.id for a in content.articles] == ["news/b.md", "news/c.md"]
    assert [p.text for p in content.passages] == [p.text for a in ARTICLES[1:] for p in cut(a)]
    assert content.article["news/c.md"].text == ARTICLES[2].text
