"""The vectors of a batch's passages: looked up where the same text has them, else computed.

Owns the lookup by digest. Knows nothing of files or keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.corpus import Passage
from index.embedding.protocol import Embedder
from index.milvus.rows import (
    EmbeddedPassage,
    digest_pairs,
    pack_vectors,
    packed_vectors,
    passage_location,
)
from index.milvus.schema import is_in, passages_collection, sentence_fields, visible_filter
from index.milvus.server.client import Server

Digest = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ReusableVectors:
    """The generation whose vectors can be reused, and where its rows are."""

    epoch: int
    generation: int
    columns: int


class PassageVectorCache:
    """The vectors of passages, each text's looked up or computed once."""

    def __init__(
        self, server: Server, embedder: Embedder, reusable: ReusableVectors | None
    ) -> None:
        self._server, self._embedder, self._reusable = server, embedder, reusable
        self._cache: dict[Digest, EmbeddedPassage] = {}
        self._reused: set[Digest] = set()
        self.embedded = 0  # passages whose vectors were not reused, those of one text counted each

    def of(self, passages: Sequence[Passage]) -> list[EmbeddedPassage]:
        """The passages with their vectors, in their order."""
        wanted = digest_pairs(passages)
        new = {d: p for d, p in zip(wanted, passages, strict=True) if d not in self._cache}
        known = self._look_up(list(new))
        self._cache |= known
        self._reused |= known.keys()
        self.embedded += sum(digest not in self._reused for digest in wanted)
        self._embed({digest: p for digest, p in new.items() if digest not in known})
        return [self._cache[digest] for digest in wanted]

    def _embed(self, new: dict[Digest, Passage]) -> None:
        if not new:
            return
        found, at = self._embedder.encode_passages(list(new.values())), 0
        for (digest, passage), vector in zip(new.items(), found.passages, strict=True):
            own = found.sentences[at : at + len(passage.sentences)]
            at += len(own)
            self._cache[digest] = EmbeddedPassage(digest, vector, pack_vectors(own))

    def _look_up(self, wanted: Sequence[Digest]) -> dict[Digest, EmbeddedPassage]:
        reusable = self._reusable
        if reusable is None or not wanted:
            return {}
        collection = passages_collection(self._server.address.collection, reusable.epoch)
        seen = visible_filter(reusable.generation, "pk")
        condition = f"{is_in('text', {digest[0] for digest in wanted})} && {seen}"
        # One row of each text: a thousand articles may repeat it.
        keys = {r["text"]: r["pk"] for r in self._server.iterate(collection, condition, ["text"])}
        if not keys:
            return {}
        columns = reusable.columns
        fields = ["about", "vector", *sentence_fields(columns)]
        rows = self._server.query(collection, is_in("pk", keys.values()), fields)
        found = {passage_location(row).digest: row for row in rows}
        return {
            digest: EmbeddedPassage(
                digest, found[digest]["vector"], packed_vectors(found[digest], columns)
            )
            for digest in wanted
            if digest in found
        }
