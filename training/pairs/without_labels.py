"""Questions without labels, and the passages found for each: a teacher gives the only word on them.

Owns the order in which they are drawn, and how many passages each brings. Knows passages by their
digests, and nothing of tokens or of the mixture.
"""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from training.pairs.passes import Passes

UNLABELLED = "unlabelled"  # the name of their draws
PASSAGES = 2  # at most, of one question


class WithoutLabels:
    """The questions and passages that unlabelled.py wrote into a file; none without a file."""

    def __init__(self, path: Path | None, seed: int) -> None:
        self._asked: list[tuple[str, list[str]]] = []
        if path is not None:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                self._asked = json.load(lines)
        self._passes = Passes(UNLABELLED, seed, len(self._asked))

    def at(self, place: int, rng: random.Random) -> tuple[str, list[str]]:
        """The question at a place of the endless sequence, and the digests of some passages."""
        question, found = self._asked[self._passes.at(place)]
        return question, rng.sample(found, min(PASSAGES, len(found)))
