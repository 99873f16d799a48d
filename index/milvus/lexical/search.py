"""BM25 over an index in a server: the blocks that hold a question's terms are fetched and scored.

Owns which blocks those are, and what is asked of words. Terms that many passages of a segment hold
have no postings there, so that what a question fetches has a bound; how many hold them is known.
What a block holds is postings.py's to know.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from index.lexical import Scores, terms
from index.milvus.catalog import Record, Segment
from index.milvus.client import Server
from index.milvus.lexical.bm25 import rarities, score
from index.milvus.lexical.postings import Keys, Postings, block_of, combined, read
from index.milvus.lexical.row_terms import shares
from index.milvus.rows import BODY, block, bodies
from index.milvus.schema import Kind, Row, one_of, records_of, visible

SEGMENTS = 500  # whose blocks are asked for at once

Read = Callable[[str, str, Sequence[str]], Iterable[Row]]  # (collection, condition, fields)


@dataclass(frozen=True, eq=False)
class Asked:
    """What words say to a question: the passages that hold terms with postings, keys ascending, and
    by how much; and of any passage, by all of its terms.
    """

    keys: Keys
    scores: Scores
    rarity: Mapping[str, float]
    mean: float

    def shares(self, held: Sequence[str]) -> Scores:
        """How much of the question's words passages hold; ``held`` are their rows' terms."""
        return shares(self.rarity, held, self.mean)


class Words:
    """The terms of one generation.

    Scores are as ``LexicalIndex.scores`` has them, but that passages which were removed count until
    their segment is merged.
    """

    def __init__(self, server: Server, record: Record) -> None:
        self._server, self._segments = server, record.segments
        self._records = records_of(server.address.collection, record.epoch)
        self._size = sum(segment.size for segment in self._segments)
        tokens = sum(segment.tokens for segment in self._segments)
        self._mean = max(tokens, 1) / max(self._size, 1)

    def ask(self, question: str) -> Asked:
        said = terms(question)
        postings = self._postings(frozenset(said))
        rarity = rarities(said, postings, self._common, self._size)
        return Asked(*score(rarity, postings, self._mean), rarity, self._mean)

    def _postings(self, wanted: frozenset[str]) -> Mapping[str, Postings]:
        blocks = {s: {block_of(term, s.blocks) for term in wanted} for s in self._segments}
        found = fetch(self._server.query, self._records, blocks)
        return combined(read(one, wanted) for one in found)

    @cached_property
    def _common(self) -> Mapping[str, int]:
        """Terms without postings in some segment, and how many passages hold them there."""
        return common_terms(self._server, self._records, self._segments)


def common_terms(server: Server, records: str, segments: Sequence[Segment]) -> Counter[str]:
    """Terms that have no postings in segments which hold them, and by how many passages."""
    if not segments:
        return Counter()
    keys = one_of("key", (segment.key for segment in segments))
    rows = server.query(records, f"kind == {int(Kind.COMMON)} && {keys}", BODY)
    found: Counter[str] = Counter()
    for body in bodies(rows).values():
        found.update(json.loads(body))
    return found


def records_seen(record: Record) -> str:
    """The records that a generation sees, the postings that it searches among them, as a filter."""
    segments = one_of("key", (segment.key for segment in record.segments))
    others = f"kind < {int(Kind.POSTINGS)} && {visible(record.generation)}"
    return f"({others}) || (kind >= {int(Kind.POSTINGS)} && {segments})"


def fetch(read: Read, records: str, wanted: Mapping[Segment, Iterable[int]]) -> list[bytes]:
    """Blocks of segments by their numbers, as far as the nodes that have them answer.

    ``read`` is how a server is asked: for few rows, or page by page.
    """
    by_numbers: dict[frozenset[int], list[int]] = {}
    for segment, numbers in wanted.items():
        by_numbers.setdefault(frozenset(numbers), []).append(segment.key)
    found: list[bytes] = []
    for some, keys in by_numbers.items():
        for start in range(0, len(keys) if some else 0, SEGMENTS):
            own = one_of("key", keys[start : start + SEGMENTS])
            condition = f"kind == {int(Kind.POSTINGS)} && {one_of('name', some)} && {own}"
            found += map(block, bodies(read(records, condition, BODY)).values())
    return found
