"""Passages, articles and postings as rows of a server, and back.

Owns what each field holds. Pure: sends nothing.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from index.corpus import Article, Passage, Span
from index.digests import digests_of, passage_digests
from index.embedding.protocol import Vectors
from index.manifest import Source, source_of
from index.milvus.schema import (
    DELETED_IN,
    NOT_DELETED,
    PLACEHOLDER,
    TEXT,
    Kind,
    Row,
    sentence_fields,
)
from index.sources.near_duplicates import Signatures

RECORD_FIELDS: Sequence[str] = ("key", "name", "part", "body")  # that ``record_bodies`` needs


@dataclass(frozen=True, slots=True)
class EmbeddedPassage:
    """A passage's digest, its vector, and those of its sentences in half precision, as text."""

    digest: tuple[int, int]
    vector: Vectors
    sentences: str


@dataclass(frozen=True, slots=True)
class PassageLocation:
    """The key of the first passage of a passage's article, and its spans in the article's text."""

    article: int
    span: Span
    sentences: tuple[Span, ...]
    digest: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article, the key of its first passage, the number of passages, and its signature."""

    article: Article
    key: int
    passages: int
    signature: Signatures


@dataclass(frozen=True, slots=True)
class IndexedFile:
    """A file of the seeds and its passages, which have the keys [first, first + passages).

    ``tokens`` counts the terms of all of them.
    """

    path: str
    source: Source
    first: int
    passages: int
    sentences: int
    tokens: int


def name_hash(text: str) -> int:
    """The number by which a record is looked up."""
    return int(digests_of([text]).astype("<i8")[0, 0])


def digest_pairs(passages: Iterable[Passage]) -> list[tuple[int, int]]:
    """The digest of each passage, as two numbers that a server takes."""
    found = passage_digests(passages).astype("<i8")
    return [(int(one), int(other)) for one, other in found]


def sentence_columns(dim: int, max_tokens: int) -> int:
    """Number of text fields for the vectors of as many sentences as a passage can have."""
    return -(-len(pack_vectors(np.zeros((max_tokens, dim), dtype=np.float32))) // TEXT)


def passage_row(
    key: int, article: int, passage: Passage, terms: str, embedded: EmbeddedPassage, columns: int
) -> Row:
    """A passage as a row; ``article`` is the key of its article's first passage, ``terms`` are its
    own as ``encode_row_terms`` gives them.
    """
    start = passage.span.start
    offsets = [b - start for s in passage.sentences for b in (s.start, s.end)]
    location = [article, start, passage.span.end, offsets, embedded.digest]
    parts = split_text(embedded.sentences)
    parts += [""] * (columns - len(parts))
    return {
        "pk": key,
        DELETED_IN: NOT_DELETED,
        "text": embedded.digest[0],
        "about": json.dumps(location, separators=(",", ":")),
        "terms": terms,
        **dict(zip(sentence_fields(columns), parts, strict=True)),
        "vector": embedded.vector,
    }


def passage_location(row: Row) -> PassageLocation:
    article, start, end, offsets, digest = json.loads(row["about"])
    pairs = zip(offsets[::2], offsets[1::2], strict=True)
    spans = tuple(Span(start + first, start + last) for first, last in pairs)
    return PassageLocation(article, Span(start, end), spans, (digest[0], digest[1]))


def pack_vectors(vectors: Vectors) -> str:
    """Sentence vectors, shape (n, dim), as text, in half precision."""
    return b64encode(vectors.astype("<f2").tobytes()).decode()


def packed_vectors(row: Row, columns: int) -> str:
    """The sentence vectors of a row as ``pack_vectors`` gave them."""
    return "".join(row[name] for name in sentence_fields(columns))


def unpack_vectors(text: str, dim: int) -> Vectors:
    """Vectors of shape (n, dim) out of what ``pack_vectors`` gave."""
    return np.frombuffer(b64decode(text), dtype="<f2").reshape(-1, dim).astype(np.float32)


def article_rows(one: ArticleRecord) -> Iterator[Row]:
    """The rows of an article's text and, where it has one, of its title."""
    signature = b64encode(one.signature.astype("<u4").tobytes()).decode()
    body = f"{one.passages} {signature} {one.article.to_json()}"
    yield from record_rows(Kind.ARTICLE, name_hash(one.article.id), one.key, body)
    if one.article.title:
        yield from record_rows(Kind.TITLE, name_hash(one.article.title), one.key, one.article.id)


def article_record(key: int, body: str) -> ArticleRecord:
    """The article of a record's body."""
    passages, encoded, line = body.split(" ", 2)
    signature = np.frombuffer(b64decode(encoded), dtype="<u4")
    return ArticleRecord(Article.from_json(line), key, int(passages), signature)


def article_opening(body: str) -> tuple[int, str]:
    """The number of an article's passages, and the beginning of its line of JSON, from the first
    part of a record's body.
    """
    passages, _, line = body.split(" ", 2)
    return int(passages), line


def file_rows(one: IndexedFile) -> Iterator[Row]:
    yield from record_rows(Kind.FILE, name_hash(one.path), one.first, json.dumps(asdict(one)))


def indexed_file(body: str) -> IndexedFile:
    """The file of a record's body."""
    fields = json.loads(body)
    source = fields.pop("source")
    return IndexedFile(**fields, source=source_of(source))


def postings_rows(segment: int, number: int, block: bytes) -> Iterator[Row]:
    """The rows of one block of postings; ``segment`` is the key of its segment."""
    yield from record_rows(Kind.POSTINGS, number, segment, b64encode(block).decode())


def decode_block(body: str) -> bytes:
    """The block of a record's body."""
    return b64decode(body, validate=True)


def common_terms_rows(segment: int, common: Mapping[str, int]) -> Iterator[Row]:
    """The rows of the terms without postings in a segment, and how many passages hold them."""
    yield from record_rows(Kind.COMMON, 0, segment, json.dumps(common))


def record_rows(kind: Kind, name: int, key: int, body: str) -> Iterator[Row]:
    """One record, in as many rows as its body needs.

    The number of the last part is negative, so that a missing part is found.
    """
    parts = split_text(body)
    for number, text in enumerate(parts, start=1):
        part = number if number < len(parts) else -number
        yield {
            "pk": f"{int(kind)}:{key}:{name}:{part}",
            "kind": int(kind),
            "name": name,
            "key": key,
            "part": part,
            DELETED_IN: NOT_DELETED,
            "body": text,
            PLACEHOLDER: [0.0, 0.0],
        }


def record_bodies(rows: Iterable[Row]) -> dict[tuple[int, int], str]:
    """The bodies of records by key and name, ascending, joined from their parts.

    A record of which a part is missing, as when a node is lost, is left out.
    """
    parts: dict[tuple[int, int], dict[int, str]] = {}
    for row in rows:
        parts.setdefault((row["key"], row["name"]), {})[row["part"]] = row["body"]
    return {
        at: "".join(some[part] for part in sorted(some, key=abs))
        for at, some in sorted(parts.items())
        if min(some) == -len(some)
    }


def split_text(text: str) -> list[str]:
    """A text in parts that a field takes, at least one."""
    size = TEXT if text.isascii() else TEXT // 4
    return [text[at : at + size] for at in range(0, max(len(text), 1), size)]
