"""BM25 of postings that have no rows beside them: as ``LexicalIndex.scores`` has it.

Owns the score. Pure; where postings come from is words.py's to know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import K1, B, Scores, idf
from index.milvus.lexical.postings import NOBODY, NONE, Keys, Postings


def rarities(
    question_terms: Sequence[str],
    postings: Mapping[str, Postings],
    common: Mapping[str, int],
    size: int,
) -> dict[str, float]:
    """What each of a question's terms weighs at most: its inverse document frequency, as often as
    it is said. ``common`` are passages that hold a term and have no posting.
    """
    return {
        term: times * float(idf(len(postings.get(term, NONE)) + common.get(term, 0), size))
        for term, times in Counter(question_terms).items()
    }


def score(
    rarity: Mapping[str, float], postings: Mapping[str, Postings], mean: float
) -> tuple[Keys, Scores]:
    """The passages that have a posting, keys ascending, and their scores in [0, 1].

    As ``LexicalIndex.scores`` has it: BM25 divided by its least upper bound for the question, which
    is the sum of ``rarity``. ``mean`` is how many terms a passage has.
    """
    keys, found = [NOBODY], [np.empty(0)]
    for term, most in rarity.items():
        some = postings.get(term, NONE)
        keys.append(some.keys)
        found.append(most * weights(some.counts, some.lengths / mean))
    joined = np.concatenate(keys)
    order = np.argsort(joined, kind="stable")  # fast, because it consists of ascending runs
    joined = joined[order]
    opens = np.diff(joined, prepend=-1) != 0
    sums = np.bincount(np.cumsum(opens) - 1, weights=np.concatenate(found)[order])
    return joined[opens], (sums / (sum(rarity.values()) or 1.0)).astype(np.float32)


def weights(counts: NDArray[Any], relative: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of a term's rarity for passages that hold it so often; ``relative`` are their
    lengths, in mean ones.
    """
    share: NDArray[np.float64] = counts / (K1 * (1 - B + B * relative) + counts)
    return share
