"""The terms that a passage holds, as its row carries them, and BM25 by these.

Postings find passages, except by common terms; the passages found are scored by all terms in their
rows. Owns the form in the row. Pure.
"""

from __future__ import annotations

import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from index.lexical import Scores
from index.milvus.lexical.bm25 import tf_weights
from index.milvus.lexical.postings import InvertedLists, Keys

# A term by its checksum: two terms of one question and passage that share one are too rare to see.
_ROW_TERM = np.dtype([("term", "<u4"), ("count", "<u2")])


def encode_row_terms(lists: InvertedLists, keys: Keys) -> Iterator[str]:
    """The terms of each passage of a segment and their counts, as text; keys ascend."""
    checksums = np.array([_checksum(term) for term in lists.terms], dtype=np.uint32)
    terms = np.empty(len(lists), dtype=_ROW_TERM)
    terms["term"] = np.repeat(checksums, np.diff(lists.offsets))
    terms["count"] = np.minimum(lists.postings.counts, np.iinfo(np.uint16).max)
    order = np.argsort(lists.postings.keys, kind="stable")
    terms, owners = terms[order], lists.postings.keys[order]
    for first, end in zip(
        np.searchsorted(owners, keys), np.searchsorted(owners, keys, side="right"), strict=True
    ):
        yield b64encode(terms[first:end].tobytes()).decode()


def score_rows(term_idf: Mapping[str, float], encoded: Sequence[str], mean: float) -> Scores:
    """The scores in [0, 1] of passages by their encoded terms, as ``score_postings`` has them."""
    rows = [np.frombuffer(b64decode(text), dtype=_ROW_TERM) for text in encoded]
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    joined = np.concatenate([np.empty(0, dtype=_ROW_TERM), *rows])
    counts = joined["count"].astype(np.float64)
    lengths = np.maximum(np.bincount(owner, weights=counts, minlength=len(rows)), 1)
    sums, bound = np.zeros(len(rows)), sum(term_idf.values())
    for term, most in term_idf.items():
        (at,) = np.nonzero(joined["term"] == _checksum(term))
        sums[owner[at]] += most * tf_weights(counts[at], lengths[owner[at]] / mean)
    return (sums / (bound or 1.0)).astype(np.float32)


def _checksum(term: str) -> int:
    return zlib.crc32(term.encode())
