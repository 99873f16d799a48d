"""Lexical search in a server: the blocks that hold a question's terms are fetched and scored.

Owns the choice of these blocks. Terms that many passages of a segment hold have no postings there,
so that the bytes fetched for a question have a bound; the number of those passages is known. Knows
nothing of a block's bytes, which blocks.py does.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.filtering.selection import Selection
from index.lexical import Scores, terms
from index.milvus.catalog import GenerationRecord, Segment
from index.milvus.lexical.blocks import block_number, decode_postings
from index.milvus.lexical.bm25 import query_idf, score_postings
from index.milvus.lexical.postings import Keys, Postings, combine_segments
from index.milvus.lexical.row_terms import score_rows
from index.milvus.rows import RECORD_FIELDS, decode_block, record_bodies
from index.milvus.schema import Kind, Row, is_in, records_collection, visible_filter
from index.milvus.server.client import Server

SEGMENTS_PER_QUERY = 500

RowReader = Callable[[str, str, Sequence[str]], Iterable[Row]]  # (collection, condition, fields)


@dataclass(frozen=True, eq=False)
class LexicalMatches:
    """BM25 matches of one question: the passages that have postings of its terms, keys ascending,
    with scores in [0, 1]; and the weights that score any other passage by the terms in its row.
    """

    keys: Keys
    scores: Scores
    term_idf: Mapping[str, float]
    mean: float

    def score_rows(self, encoded: Sequence[str]) -> Scores:
        """The scores of passages by the terms that their rows carry."""
        return score_rows(self.term_idf, encoded, self.mean)


class LexicalSearch:
    """BM25 over the terms of one generation.

    Scores are those of ``LexicalIndex``, except that deleted passages count until their segment is
    merged.
    """

    def __init__(self, server: Server, record: GenerationRecord) -> None:
        self._server, self._segments = server, record.segments
        self._records = records_collection(server.address.collection, record.epoch)
        self._size = sum(segment.size for segment in self._segments)
        tokens = sum(segment.tokens for segment in self._segments)
        self._mean = max(tokens, 1) / max(self._size, 1)

    def search(self, question: str, left: Selection | None = None) -> LexicalMatches:
        """The matches of a question among all passages, or among those that a filter has left.

        Of terms without postings, these are taken to hold as many as all do.
        """
        asked = terms(question)
        postings, common = self._postings(frozenset(asked)), self._common
        size, mean = self._size, self._mean
        if left is not None:
            postings = {term: some[left.holds(some.keys)] for term, some in postings.items()}
            common = {term: round(n * left.passages / size) for term, n in common.items()}
            size, mean = left.passages, left.mean_length
        term_idf = query_idf(asked, postings, common, size)
        keys, scores = score_postings(term_idf, postings, mean)
        return LexicalMatches(keys, scores, term_idf, mean)

    def _postings(self, wanted: frozenset[str]) -> Mapping[str, Postings]:
        blocks = {s: {block_number(term, s.blocks) for term in wanted} for s in self._segments}
        found = fetch_blocks(self._server.query, self._records, blocks)
        return combine_segments(decode_postings(one, wanted) for one in found)

    @cached_property
    def _common(self) -> Mapping[str, int]:
        return common_terms(self._server, self._records, self._segments)


def common_terms(server: Server, records: str, segments: Sequence[Segment]) -> Counter[str]:
    """The terms without postings in segments, each with the number of passages that hold it."""
    if not segments:
        return Counter()
    keys = is_in("key", (segment.key for segment in segments))
    rows = server.query(records, f"kind == {int(Kind.COMMON)} && {keys}", RECORD_FIELDS)
    found: Counter[str] = Counter()
    for body in record_bodies(rows).values():
        found.update(json.loads(body))
    return found


def records_filter(record: GenerationRecord) -> str:
    """The records that a generation sees, postings of its segments among them, as a filter."""
    segments = is_in("key", (segment.key for segment in record.segments))
    others = f"kind < {int(Kind.POSTINGS)} && {visible_filter(record.generation)}"
    return f"({others}) || (kind >= {int(Kind.POSTINGS)} && {segments})"


def fetch_blocks(
    read: RowReader, records: str, wanted: Mapping[Segment, Iterable[int]]
) -> list[bytes]:
    """Blocks of segments by their numbers, without those on nodes that do not answer.

    ``read`` is the server's ``query`` for few rows, its ``iterate`` for many.
    """
    by_numbers: dict[frozenset[int], list[int]] = {}
    for segment, numbers in wanted.items():
        by_numbers.setdefault(frozenset(numbers), []).append(segment.key)
    found: list[bytes] = []
    for some, keys in by_numbers.items():
        for start in range(0, len(keys) if some else 0, SEGMENTS_PER_QUERY):
            own = is_in("key", keys[start : start + SEGMENTS_PER_QUERY])
            condition = f"kind == {int(Kind.POSTINGS)} && {is_in('name', some)} && {own}"
            rows = read(records, condition, RECORD_FIELDS)
            found += map(decode_block, record_bodies(rows).values())
    return found
