"""The message about one bad seed among good ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.support.toys import read_seeds

Write = Callable[[dict[str, str | bytes]], Path]
GOOD = "A good sentence.\n"


def refusal(seeds: Write, content: str | bytes, name: str = "bad.txt") -> str:
    """Message for a bad seed that lies between two good ones, which must be read all the same."""
    return refusal_in(seeds({"a.txt": GOOD, name: content, "z.txt": GOOD}))


def refusal_in(folder: Path) -> str:
    found = read_seeds(folder)
    assert [a.id for a in found.articles] == ["a.txt", "z.txt"]
    assert len(found.rejected) == 1
    return str(found.rejected[0])
