"""Endless passes over a set, each in another order.

Owns the order alone: the same name and seed give the same one.
"""

from __future__ import annotations

import random


class Passes:
    """Positions of a set of ``count`` things: without replacement, shuffled for each pass."""

    def __init__(self, name: str, seed: int, count: int) -> None:
        self._name, self._seed, self._count = name, seed, count
        self._order: list[int] = []
        self._pass = -1

    def at(self, place: int) -> int:
        """The position at a place, from 0, of the endless sequence."""
        number, within = divmod(place, self._count)
        if number != self._pass:
            self._order = list(range(self._count))
            random.Random(f"{self._seed} {self._name} {number}").shuffle(self._order)
            self._pass = number
        return self._order[within]
