"""Strict reading of a JSON object: given keys alone, each of one type and in one spelling. Pure.

Owns what is refused in untrusted data. Knows nothing of the meaning of the keys.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.corpus import Span
from qa.wire.objects import PLACES

MAX_INTEGER = 2**53  # the largest integer that every JSON reader keeps exact


@dataclass(frozen=True, slots=True)
class Fields:
    """The values of an object by key.

    Raises TypeError for a value of another type, ValueError for a missing or unknown key and for a
    value out of range or in another spelling.
    """

    value: Any
    keys: Collection[str]
    optional: Collection[str] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.value, dict):
            raise TypeError(f"{self.value!r:.60} where an object is expected")
        if missing := sorted(set(self.keys) - self.value.keys()):
            raise ValueError(f"no key {missing[0]!r}")
        if unknown := sorted(self.value.keys() - set(self.keys) - set(self.optional)):
            raise ValueError(f"an unknown key {unknown[0]!r:.60}")

    def text(self, key: str) -> str:
        """A string."""
        return self._of(key, str)  # type: ignore[no-any-return]

    def text_or_none(self, key: str) -> str | None:
        """A string, or None for null."""
        return None if self.value[key] is None else self.text(key)

    def one_of(self, key: str, words: Collection[str]) -> Any:
        """One of the given strings."""
        value = self.text(key)
        if value not in words:
            raise ValueError(f"{key} is {value!r:.60}")
        return value

    def natural(self, key: str) -> int:
        """An integer from 0 to below 2**53."""
        value: int = self._of(key, int)
        if not 0 <= value < MAX_INTEGER:
            raise ValueError(f"{key} is out of bounds")
        return value

    def natural_or_none(self, key: str) -> int | None:
        """An integer from 0 to below 2**53, or None for null."""
        return None if self.value[key] is None else self.natural(key)

    def rounded(self, key: str, places: int = PLACES) -> float:
        """A finite float rounded to that many decimals, zero without a sign."""
        value: float = self._of(key, float)
        if not math.isfinite(value) or repr(value) != repr(round(value, places) + 0.0):
            raise ValueError(f"{key} is {value!r}")
        return value

    def probability(self, key: str) -> float:
        """A float in [0, 1], rounded as ``rounded`` expects."""
        value = self.rounded(key)
        if not 0 <= value <= 1:
            raise ValueError(f"{key} is {value}")
        return value

    def list(self, key: str) -> list[Any]:
        """A list of any values."""
        return self._of(key, list)  # type: ignore[no-any-return]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings."""
        values = self.list(key)
        if not all(isinstance(value, str) for value in values):
            raise TypeError(f"{key} is {values!r:.60}")
        return tuple(values)

    def day(self, key: str) -> date:
        """A date written as 2023-11-07."""
        value = self.date_or_none(key)
        if value is None:
            raise TypeError(f"{key} is null")
        return value

    def date_or_none(self, key: str) -> date | None:
        """A date written as 2023-11-07, or None."""
        value = self.text_or_none(key)
        found = None if value is None else date.fromisoformat(value)
        if found and found.isoformat() != value:
            raise ValueError(f"{key} is {value!r:.60}")
        return found

    def span(self, prefix: str = "") -> Span:
        """The span from ``<prefix>start`` to ``<prefix>end``."""
        return Span(self.natural(f"{prefix}start"), self.natural(f"{prefix}end"))

    def _of(self, key: str, kind: type) -> Any:
        value = self.value[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise TypeError(f"{key} is {value!r:.60}")
        return value
