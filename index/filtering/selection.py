"""The passages that a filter leaves, as runs of their keys. Pure.

Owns the form in which both kinds of index take a filter. Knows nothing of what is compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.digests import Rows


@dataclass(frozen=True, eq=False)
class Selection:
    """The passages of some articles of one generation.

    Their keys are the runs [starts[i], ends[i]), ascending, at least one; between two runs there is
    a passage of another article. ``mean_length`` is the mean number of a passage's terms.
    ``undated`` counts the articles that were left out for stating no date alone.
    """

    starts: Rows
    ends: Rows
    articles: int
    passages: int
    mean_length: float
    undated: int

    def holds(self, keys: Rows) -> NDArray[np.bool_]:
        """True for each key of a passage that is left, shape (len(keys),)."""
        run = np.searchsorted(self.starts, keys, side="right") - 1
        held: NDArray[np.bool_] = (run >= 0) & (keys < self.ends[run])
        return held

    def mask(self, size: int) -> NDArray[np.bool_]:
        """True for each of the keys [0, size) that is left."""
        steps = np.zeros(size + 1, dtype=np.int8)
        steps[self.starts] += 1
        steps[self.ends] -= 1
        mask: NDArray[np.bool_] = np.cumsum(steps, dtype=np.int8)[:size].astype(np.bool_)
        return mask


def runs_of(first: Rows, passages: Rows, left: NDArray[np.bool_]) -> tuple[Rows, Rows]:
    """Starts and ends of the runs of articles that are left.

    ``first`` are the keys of all articles' first passages, ascending, ``passages`` their numbers.
    """
    opens = left & ~np.concatenate(([False], left[:-1]))
    closes = left & ~np.concatenate((left[1:], [False]))
    return first[opens], (first + passages)[closes]
