"""Questions without an answer, grouped by what they are about. Pure.

Owns when two are about the same, and the order of groups. Knows nothing of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.embedding.protocol import Progress, Vectors, no_progress, with_progress
from qa.gaps.record import Gap

# Cosine of two questions' vectors from which on they are about the same matter, not the same
# question. With the packaged embedder, "When was the bridge closed?" and "Why was it closed?" are
# alike, other words for one question have .73 to .98, the mayors of two towns .54.
ALIKE = 0.75

Encode = Callable[[str], Vectors]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Questions about one matter, the newest first, each once.

    ``times`` is how often they were asked in all, ``newest`` when last; ``article`` is the one that
    was nearest most often.
    """

    questions: tuple[str, ...]
    times: int
    newest: str
    article: str | None


def group_gaps(
    gaps: Sequence[Gap], encode: Encode, *, progress: Progress = no_progress
) -> tuple[GapGroup, ...]:
    """The groups of gaps that are given oldest first: those asked most often first, of equal ones
    the newest.

    Each question joins the first group, the newest first, whose newest question is ALIKE.
    """
    newest_first: dict[str, list[Gap]] = {}
    for gap in reversed(gaps):
        newest_first.setdefault(_folded(gap.question), []).append(gap)
    groups: list[tuple[Vectors, list[Gap]]] = []
    for same in with_progress(list(newest_first.values()), progress):
        vector = encode(same[0].question)
        near = next((own for first, own in groups if float(first @ vector) >= ALIKE), None)
        if near is None:
            groups.append((vector, list(same)))
        else:
            near.extend(same)
    found = sorted((_group(own) for _, own in groups), key=lambda group: group.newest, reverse=True)
    return tuple(sorted(found, key=lambda group: -group.times))


def group_to_dict(group: GapGroup) -> dict[str, Any]:
    """A group as a line of ``qa gaps --json``."""
    return asdict(group) | {"questions": list(group.questions)}


def _group(gaps: Sequence[Gap]) -> GapGroup:
    by_time = sorted(gaps, key=lambda gap: gap.asked, reverse=True)
    questions = {_folded(gap.question): gap.question for gap in reversed(by_time)}
    order = dict.fromkeys(_folded(gap.question) for gap in by_time)
    near = Counter(gap.article for gap in by_time if gap.article)
    return GapGroup(
        questions=tuple(questions[folded] for folded in order),
        times=len(gaps),
        newest=by_time[0].asked,
        article=near.most_common(1)[0][0] if near else None,
    )


def _folded(question: str) -> str:
    return " ".join(question.split()).casefold().rstrip("?!. ")
