"""The part of a long passage that a question is read with: around its answer, or its trap.

Owns the cutting of passages. Token positions count from the passage's first token.
"""

from __future__ import annotations

import random

from training.data import Tokens

COMMON = 2_100  # below stand signs, letters and the hundred commonest words of BERT's vocabulary


def nearest(tokens: Tokens, question: list[int]) -> list[tuple[int, int]]:
    """The sentence that shares most words with the question: what an unanswerable one is about.

    A crop around it keeps the trap, so that a short passage is no sign of an answer.
    """
    words = {word for word in question if word > COMMON}
    shared = [(len(words & set(tokens.ids[a:b].tolist())), a) for a, b in tokens.sentences]
    if not shared:
        return []
    _, first = max(shared)
    return [(first, first + 1)]


def window(
    tokens: Tokens, golds: list[tuple[int, int]], longest: int, rng: random.Random
) -> tuple[int, int]:
    """A token range of at most `longest`, at sentence boundaries, around a gold span or not."""
    total = len(tokens.ids)
    if total <= longest:
        return 0, total
    around = rng.choice(golds) if golds else (rng.randrange(total),) * 2
    boundaries = [a for a, _ in tokens.sentences]
    starts = [s for s in boundaries if s <= around[0] and around[1] <= s + longest]
    if not starts:
        first = max(0, min(around[0] - rng.randrange(max(1, longest // 2)), total - longest))
        return first, first + longest
    first = rng.choice(starts)
    stops = [b for _, b in tokens.sentences if around[1] <= b and first < b <= first + longest]
    return first, max(stops, default=min(total, first + longest))
