"""Passages, articles and postings as rows of a server, and back.

Owns what lies in which field. Pure: sends nothing.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from index.corpus import Article, Passage, Span
from index.digests import Digests, digests_of, passage_digests
from index.embedding.protocol import Vectors
from index.manifest import Source, source_of
from index.milvus.schema import ALIVE, SPARE, TEXT, Kind, Row, sentence_fields
from index.sources.near_duplicates import Signatures


@dataclass(frozen=True, slots=True)
class Vectored:
    """A passage's digest, its vector, and those of its sentences in half precision, as text."""

    digest: tuple[int, int]
    vector: Vectors
    sentences: str


@dataclass(frozen=True, slots=True)
class About:
    """Where a passage stands: the key of its article's first passage, and its borders there."""

    article: int
    span: Span
    sentences: tuple[Span, ...]
    digest: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """An article: the key of its first passage, how many it has, and its signature."""

    article: Article
    key: int
    passages: int
    signature: Signatures


@dataclass(frozen=True, slots=True)
class Filed:
    """A file: what came of it, and which passages, from the key ``first`` on; ``tokens`` are the
    terms of all of these.
    """

    path: str
    source: Source
    first: int
    passages: int
    sentences: int
    tokens: int


def name_of(text: str) -> int:
    """The number by which a record is looked up."""
    return int(digests_of([text]).astype("<i8")[0, 0])


def digests(passages: Iterable[Passage]) -> list[tuple[int, int]]:
    """What the vectors of each passage depend on, as two numbers that a server takes."""
    found: Digests = passage_digests(passages)
    return [(int(one), int(other)) for one, other in found.astype("<i8")]


def columns_needed(dim: int, max_tokens: int) -> int:
    """How many text fields take the vectors of as many sentences as a passage can have."""
    return -(-len(pack(np.zeros((max_tokens, dim), dtype=np.float32))) // TEXT)


def passage_row(
    key: int, article: int, passage: Passage, terms: str, vectored: Vectored, columns: int
) -> Row:
    """``article`` is the key of the article's first passage, ``terms`` those of the passage."""
    start = passage.span.start
    borders = [b - start for s in passage.sentences for b in (s.start, s.end)]
    about = [article, start, passage.span.end, borders, vectored.digest]
    packed = cut(vectored.sentences)
    packed += [""] * (columns - len(packed))
    return {
        "pk": key,
        "died": ALIVE,
        "text": vectored.digest[0],
        "about": json.dumps(about, separators=(",", ":")),
        "terms": terms,
        **dict(zip(sentence_fields(columns), packed, strict=True)),
        "vector": vectored.vector,
    }


def about(row: Row) -> About:
    article, start, end, borders, digest = json.loads(row["about"])
    pairs = zip(borders[::2], borders[1::2], strict=True)
    spans = tuple(Span(start + first, start + last) for first, last in pairs)
    return About(article, Span(start, end), spans, (digest[0], digest[1]))


def pack(vectors: Vectors) -> str:
    """Sentence vectors, shape (n, dim), as text."""
    return b64encode(vectors.astype("<f2").tobytes()).decode()


def packed(row: Row, columns: int) -> str:
    return "".join(row[name] for name in sentence_fields(columns))


def unpack(text: str, dim: int) -> Vectors:
    return np.frombuffer(b64decode(text), dtype="<f2").reshape(-1, dim).astype(np.float32)


def article_records(one: Told) -> Iterator[Row]:
    """An article's text and, where it has one, its title."""
    signed = b64encode(one.signature.astype("<u4").tobytes()).decode()
    body = f"{one.passages} {signed} {one.article.to_json()}"
    yield from records(Kind.ARTICLE, name_of(one.article.id), one.key, body)
    if one.article.title:
        yield from records(Kind.TITLE, name_of(one.article.title), one.key, one.article.id)


def told(key: int, body: str) -> Told:
    """The article of a record."""
    passages, signed, line = body.split(" ", 2)
    signature = np.frombuffer(b64decode(signed), dtype="<u4")
    return Told(Article.from_json(line), key, int(passages), signature)


def file_records(one: Filed) -> Iterator[Row]:
    body = json.dumps(asdict(one))
    yield from records(Kind.FILE, name_of(one.path), one.first, body)


def postings_records(segment: int, number: int, block: bytes) -> Iterator[Row]:
    """One block of a segment's postings; ``segment`` is its key."""
    yield from records(Kind.POSTINGS, number, segment, b64encode(block).decode())


def block(body: str) -> bytes:
    """The block of a record."""
    return b64decode(body, validate=True)


def common_records(segment: int, common: Mapping[str, int]) -> Iterator[Row]:
    """The terms that have no postings in a segment, and how many passages hold them."""
    yield from records(Kind.COMMON, 0, segment, json.dumps(common))


def filed(body: str) -> Filed:
    """The file of a record."""
    fields = json.loads(body)
    source = fields.pop("source")
    return Filed(**fields, source=source_of(source))


def records(kind: Kind, name: int, key: int, body: str) -> Iterator[Row]:
    """One record, in as many rows as it takes.

    The number of the last part is minus how many there are, so that none can be missing.
    """
    parts = cut(body)
    for number, text in enumerate(parts, start=1):
        part = number if number < len(parts) else -number
        yield {
            "pk": f"{int(kind)}:{key}:{name}:{part}",
            "kind": int(kind),
            "name": name,
            "key": key,
            "part": part,
            "died": ALIVE,
            "body": text,
            SPARE: [0.0, 0.0],
        }


def bodies(rows: Iterable[Row]) -> dict[tuple[int, int], str]:
    """The bodies of records by key and name, put together of their parts.

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


def cut(text: str) -> list[str]:
    """A text in pieces that a field takes, one at least."""
    size = TEXT if text.isascii() else TEXT // 4
    return [text[at : at + size] for at in range(0, max(len(text), 1), size)]


BODY: Sequence[str] = ("key", "name", "part", "body")  # what ``bodies`` needs
