from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Article, Omission, Passage
from index.manifest import Rejection, Source
from index.milvus.rows import (
    ArticleRecord,
    EmbeddedPassage,
    IndexedFile,
    article_record,
    article_rows,
    decode_block,
    digest_pairs,
    file_rows,
    indexed_file,
    name_hash,
    pack_vectors,
    packed_vectors,
    passage_location,
    passage_row,
    postings_rows,
    record_bodies,
    record_rows,
    sentence_columns,
    split_text,
    unpack_vectors,
)
from index.milvus.schema import NOT_DELETED, RECORDS, TEXT, Kind, passage_fields
from index.sources.near_duplicates import signature
from tests.support.toys import article, passages, span_of

ODD = 'É "q"\\ \n\u2028שלום \U0001f600'
texts = st.text(alphabet='aé\u2028\U0001f600"\\\n', max_size=20)
numbers = st.integers(-(2**63), 2**63 - 1)


def in_fields(row: dict, fields: list) -> None:
    """A server must take the row: these fields, no text too long, no number too large."""
    assert set(row) == {name for name, _, _ in fields}
    for name, kind, size in fields:
        if kind == "VARCHAR":
            assert len(row[name].encode()) <= size, name
        elif kind == "INT64":
            assert -(2**63) <= row[name] < 2**63


@given(texts, st.integers(1, 20_000), numbers, numbers)
def test_a_record_comes_back_from_its_parts_in_any_order(text, times, name, key):
    body = text * times
    rows = list(record_rows(Kind.ARTICLE, name, key, body))
    for row in rows:
        in_fields(row, RECORDS)
    assert len({row["pk"] for row in rows}) == len(rows)
    assert record_bodies(reversed(rows)) == {(key, name): body}


def test_of_many_records_each_has_its_own_body_in_the_order_of_their_keys():
    rows = [r for key in (3, 1, 2) for r in record_rows(Kind.TITLE, -key, key, f"{key}" * 140_000)]
    found = record_bodies(rows[::-1])
    assert list(found) == [(1, -1), (2, -2), (3, -3)]
    assert found[2, -2] == "2" * 140_000


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_a_record_of_which_a_part_is_missing_is_none(lost):
    rows = list(record_rows(Kind.ARTICLE, 1, 2, "a" * (2 * TEXT + 1)))
    assert len(rows) == 3
    del rows[lost]
    assert record_bodies(rows) == {}


@given(texts, st.integers(0, 20_000))
def test_pieces_fit_whatever_the_letters(text, times):
    pieces = split_text(text * times)
    assert "".join(pieces) == text * times
    assert pieces and all(len(piece.encode()) <= TEXT for piece in pieces)


def test_an_article_comes_back_with_all_its_fields():
    one = Article(
        id=f"Ordner/{ODD}.txt",
        text=f"{ODD}\n" * 9000,
        digest="a" * 64,
        title=ODD,
        source="שלום",
        published=date(2024, 2, 29),
        url="https://example.org/?a=1&b=2",
        author="A",
        pages=(0, 5),
    )
    rows = list(article_rows(ArticleRecord(one, 77, 12, signature(one.text))))
    by_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in Kind}
    (((key, name), body),) = record_bodies(by_kind[Kind.ARTICLE]).items()
    back = article_record(key, body)
    assert (key, name, back.key, back.passages) == (77, name_hash(one.id), 77, 12)
    assert back.article == one
    assert np.array_equal(back.signature, signature(one.text))
    assert record_bodies(by_kind[Kind.TITLE]) == {(77, name_hash(ODD)): one.id}


def test_an_article_without_a_title_has_no_record_of_one():
    one = article("Text.")
    rows = article_rows(ArticleRecord(one, 1, 1, signature(one.text)))
    assert {row["kind"] for row in rows} == {Kind.ARTICLE}


@pytest.mark.parametrize(
    "source",
    [
        Source("a" * 64, 3),
        Source("c" * 64, 1, omissions=(Omission(4, ODD), Omission(5, "notes"))),
        Source("b" * 64, 0, (Rejection(ODD, "b", "c"), Rejection("d", "e", "f"))),
    ],
)
def test_a_file_comes_back(source):
    one = IndexedFile(f"a/{ODD}.txt", source, 9, 4, 6, 40)
    ((_, body),) = record_bodies(file_rows(one)).items()
    assert indexed_file(body) == one


@pytest.mark.parametrize("size", [0, 1, 49_151, 49_152, 200_000])
def test_postings_come_back(size):
    letters = np.random.default_rng(1).bytes(size)
    rows = list(postings_rows(5, 3, letters))
    for row in rows:
        in_fields(row, RECORDS)
    assert [decode_block(body) for body in record_bodies(rows).values()] == [letters]
    assert {(row["key"], row["name"]) for row in rows} == {(5, 3)}


@given(st.binary(min_size=1, max_size=40), st.integers(1, 5000))
def test_blocks_come_back_in_parts_that_a_field_takes(letters, times):
    rows = list(postings_rows(5, 3, letters * times))
    assert [decode_block(body) for body in record_bodies(rows).values()] == [letters * times]
    assert all(0 < len(row["body"]) <= TEXT and row["body"].isascii() for row in rows)


def test_a_part_holds_as_much_as_it_may():
    rows = postings_rows(5, 3, bytes(TEXT))
    assert [len(row["body"]) for row in rows] == [TEXT, TEXT // 3]


def row_of(passage: Passage, sentences: int, columns: int, dim: int = 4) -> dict:
    vectors = np.linspace(-1, 1, sentences * dim, dtype=np.float32).reshape(-1, dim)
    (digest,) = digest_pairs([passage])
    vectored = EmbeddedPassage(digest, np.ones(dim, dtype=np.float32), pack_vectors(vectors))
    return passage_row(11, 10, passage, "words", vectored, columns)


def test_a_passage_comes_back():
    (_, passage) = passages("Apple. River.\n\nStones here. And there.", max_tokens=8)
    columns = sentence_columns(4, 256)
    row = row_of(passage, 2, columns)
    in_fields(row, passage_fields(4, columns))
    at = passage_location(row)
    assert (row["pk"], row["died"], at.article) == (11, NOT_DELETED, 10)
    assert (at.span, at.sentences) == (passage.span, passage.sentences)
    assert at.digest == digest_pairs([passage])[0] and row["text"] == at.digest[0]
    expected = np.linspace(-1, 1, 8, dtype=np.float32).reshape(-1, 4)
    assert unpack_vectors(packed_vectors(row, columns), 4) == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(("dim", "tokens"), [(4, 256), (384, 256), (1024, 512)])
def test_a_passage_of_as_many_sentences_as_tokens_fits(dim, tokens):
    text = "".join(f"S{n}. " for n in range(tokens)).strip()
    whole = span_of(text, text)
    spans = tuple(span_of(f"S{n}.", text) for n in range(tokens))
    columns = sentence_columns(dim, tokens)
    row = row_of(Passage(article(text), whole, spans), tokens, columns, dim)
    in_fields(row, passage_fields(dim, columns))
    assert passage_location(row).sentences == spans
    assert unpack_vectors(packed_vectors(row, columns), dim).shape == (tokens, dim)


def test_a_digest_is_of_text_and_sentences_and_not_of_the_place():
    one, other = passages("Apple. River."), passages("Stone.\n\nApple. River.", max_tokens=4)
    assert digest_pairs(one)[0] == digest_pairs(other[1:])[0]
    text = one[0].article.text
    joined = Passage(one[0].article, one[0].span, (span_of(text, text),))
    assert digest_pairs([joined])[0] != digest_pairs(one)[0]
