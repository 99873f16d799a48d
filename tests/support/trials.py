"""The trials of an attack, their number, and those in which the protection failed.

Owns the counting and the table. Knows nothing of attacks.
"""

from __future__ import annotations

from collections import Counter, defaultdict

SHOWN = 5  # failures of a kind


class Trials:
    """Trials by what was tried; of those that do not hold, what was found."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.failed: defaultdict[str, list[str]] = defaultdict(list)

    def tell(self, what: str, holds: bool, found: object = "") -> None:
        self.counts[what] += 1
        if not holds:
            self.failed[what].append(str(found)[:500])

    def table(self) -> str:
        width = max(map(len, self.counts), default=0)
        rows = [f"{'tried':{width}}  {'trials':>7}  {'failed':>6}"]
        for what, count in self.counts.items():
            rows.append(f"{what:{width}}  {count:7,}  {len(self.failed.get(what, ())):6,}")
        for what, found in self.failed.items():
            rows += [f"FAILED {what}: {one}" for one in found[:SHOWN]]
        return "\n".join(rows)
