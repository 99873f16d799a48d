"""BM25 scores of postings without rows beside them, equal to ``LexicalIndex.scores``.

Owns the score. Pure; search.py fetches the postings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.lexical import K1, B, Scores, idf
from index.milvus.lexical.postings import NO_KEYS, NO_POSTINGS, Keys, Postings


def query_idf(
    question_terms: Sequence[str],
    postings: Mapping[str, Postings],
    common: Mapping[str, int],
    size: int,
) -> dict[str, float]:
    """The inverse document frequency of each term of a question, times its count in the question.

    ``common`` counts the passages that hold a term and have no posting of it, ``size`` is the
    number of all passages.
    """
    return {
        term: times * float(idf(len(postings.get(term, NO_POSTINGS)) + common.get(term, 0), size))
        for term, times in Counter(question_terms).items()
    }


def score_postings(
    term_idf: Mapping[str, float], postings: Mapping[str, Postings], mean: float
) -> tuple[Keys, Scores]:
    """The passages that have a posting, keys ascending, and their scores in [0, 1].

    A score is BM25 divided by its least upper bound for the question, the sum of ``term_idf``.
    ``mean`` is the mean number of terms of a passage.
    """
    keys, found = [NO_KEYS], [np.empty(0)]
    for term, most in term_idf.items():
        some = postings.get(term, NO_POSTINGS)
        keys.append(some.keys)
        found.append(most * tf_weights(some.counts, some.lengths / mean))
    joined = np.concatenate(keys)
    order = np.argsort(joined, kind="stable")  # fast, because it consists of ascending runs
    joined = joined[order]
    opens = np.diff(joined, prepend=-1) != 0
    sums = np.bincount(np.cumsum(opens) - 1, weights=np.concatenate(found)[order])
    return joined[opens], (sums / (sum(term_idf.values()) or 1.0)).astype(np.float32)


def tf_weights(counts: NDArray[Any], relative: NDArray[np.float64]) -> NDArray[np.float64]:
    """BM25's term frequency weight in [0, 1) for passages that hold a term ``counts`` times.

    ``relative`` are the passages' lengths, divided by the mean length.
    """
    weights: NDArray[np.float64] = counts / (K1 * (1 - B + B * relative) + counts)
    return weights
