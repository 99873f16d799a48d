"""Removing files from the next generation: tombstones on their rows, and the texts left.

Owns the filters that select a file's rows. Knows nothing of why files go.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from index.milvus.catalog import GenerationRecord
from index.milvus.garbage import GarbageCollector
from index.milvus.rows import IndexedFile, name_hash
from index.milvus.schema import Kind, is_in, passages_collection, visible_filter
from index.milvus.server.client import Server

FILES_PER_QUERY = 100  # files whose rows get their tombstones together
TEXTS_PER_QUERY = 1000  # texts looked up together


def tombstone_files(
    garbage: GarbageCollector,
    record: GenerationRecord,
    files: Sequence[IndexedFile],
    generation: int,
) -> list[int]:
    """Mark all rows of files of a generation as deleted in another one.

    Returns the first half of the digest of each of their passages.
    """
    articles = is_in("kind", (int(Kind.ARTICLE), int(Kind.TITLE)))
    texts: list[int] = []
    for start in range(0, len(files), FILES_PER_QUERY):
        some = files[start : start + FILES_PER_QUERY]
        names = is_in("name", (name_hash(one.path) for one in some))
        own_files = f"kind == {int(Kind.FILE)} && {names}"
        own_articles = f"{articles} && ({passages_filter(some, 'key')})"
        own_records = f"({own_articles}) || ({own_files})"
        with ThreadPoolExecutor() as pool:
            records = pool.submit(garbage.tombstone_records, record, own_records, generation)
            own_passages = passages_filter(some, "pk")
            texts += garbage.tombstone_passages(record, own_passages, generation)
            records.result()
    return texts


def passages_filter(files: Sequence[IndexedFile], field: str) -> str:
    """The passages of files, as a filter."""
    keys = ((one.first, one.first + one.passages) for one in files)
    return " || ".join(f"({field} >= {first} && {field} < {end})" for first, end in keys)


def texts_left(server: Server, record: GenerationRecord, texts: Sequence[int]) -> set[int]:
    """The texts, by halves of their digests, that some passage of a generation still has."""
    seen = visible_filter(record.generation, "pk")
    passages = passages_collection(server.address.collection, record.epoch)
    left: set[int] = set()
    for start in range(0, len(texts), TEXTS_PER_QUERY):
        condition = f"{is_in('text', texts[start : start + TEXTS_PER_QUERY])} && {seen}"
        left |= {row["text"] for row in server.iterate(passages, condition, ["text"])}
    return left
