"""Different answers to one question, side by side: who says what, how many, and when. Pure.

Owns when two spans give one answer, and the order of answers. Knows nothing of which one is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qa.answer import Answer, AnswerSpan, Citation
from qa.evaluation.metrics import normalised
from qa.evidence.citations import cite

# Of the strongest answer's strength. Of 60 questions of questions_choose.jsonl that are answered, 6
# to 9 (by the retriever) have a second answer from here, at most one of which is right; from .2 on
# it would be half of them, and at most two.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Alternative:
    """One answer and what speaks for it.

    ``text`` is the quote of ``citations[0]``, its strongest evidence; the citations are numbered
    from 1 within the answer. ``strength`` in [0, 1] is the reader's score of it. ``articles`` is
    the number of independent articles that say so, copies of one story counted once. ``published``
    is the newest date that any of these states; ``newest`` is True where no other answer has a
    newer one, and some other has an older one.
    """

    text: str
    citations: tuple[Citation, ...]
    strength: float
    articles: int
    published: date | None
    newest: bool = False


def alternatives(answer: Answer, *, least: float = LEAST) -> tuple[Alternative, ...]:
    """Group what the reader proposed into different answers, strongest first.

    Left out is what has less than ``least`` of the strength of the strongest. An abstention has
    alternatives too. None where the reader proposed nothing.
    """
    stories = {hit.passage.article.id: hit.story for hit in answer.hits}
    groups = _groups(answer.proposals)
    strongest = groups[0][0].score if groups else 0.0
    found = [_alternative(g, stories) for g in groups if g[0].score >= least * strongest]
    found.sort(key=lambda a: (-a.strength, -a.articles, a.citations[0].article))
    return tuple(_dated(found))


def agree(one: AnswerSpan, other: AnswerSpan) -> bool:
    """Whether two spans give one answer: the words of one are those of the other, or among them."""
    a, b = (f" {normalised(s.span.of(s.passage.article.text))} " for s in (one, other))
    return bool(a.strip() and b.strip()) and (a in b or b in a)


def _groups(proposals: Iterable[AnswerSpan]) -> list[list[AnswerSpan]]:
    """Spans, strongest first, each with those that agree with it and with no stronger one."""
    groups: list[list[AnswerSpan]] = []
    for span in proposals:
        for group in groups:
            if agree(group[0], span):
                group.append(span)
                break
        else:
            groups.append([span])
    return groups


def _alternative(group: Sequence[AnswerSpan], stories: Mapping[str, str]) -> Alternative:
    citations = cite(group, limit=len(group), stories=stories)
    return Alternative(
        text=citations[0].quote,
        citations=citations,
        strength=group[0].score,
        articles=len({citation.article for citation in citations}),
        published=max((c.published for c in citations if c.published), default=None),
    )


def _dated(found: Sequence[Alternative]) -> list[Alternative]:
    """The same, those with the newest of several dates marked."""
    dates = {alternative.published for alternative in found if alternative.published}
    newest = max(dates) if len(dates) > 1 else None
    return [replace(a, newest=a.published is not None and a.published == newest) for a in found]
