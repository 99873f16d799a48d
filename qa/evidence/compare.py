"""Different answers to one question: which compete, which is given, and what supports each. Pure.

Knows nothing of when two answers agree, which is in qa/text/agreement.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.lexical import terms
from qa.answer import Alternative, Answer, AnswerSpan
from qa.evidence.citations import cite
from qa.text.agreement import agree, kind_of

FLOOR = 0.1  # a proposal of a lower score is evidence of nothing
LEAST = 0.5  # of the best answer's score: from here another one is as good
REACH = 0.15  # of it: from here another article's other number, or date, for the same matter is one
WITHIN = 0.7  # of it: from here one article contradicts itself
TELLING = ("amount", "date")  # kinds of answers of which one thing has one
ALIKE = 0.5  # of the question's words that the best answer's sentence holds: what another's holds
MOST = 3  # answers named beside the one that is given


@dataclass(frozen=True, slots=True)
class _Group:
    """Proposals that say the same, best first."""

    spans: tuple[AnswerSpan, ...]

    @property
    def best(self) -> AnswerSpan:
        return self.spans[0]

    @property
    def published(self) -> date | None:
        """The newest date of the articles that say so."""
        dates = (span.passage.article.published for span in self.spans)
        return max(filter(None, dates), default=None)


def competing(
    question: str,
    proposals: Sequence[AnswerSpan],
    *,
    duplicate_groups: Mapping[str, str],
    threshold: float,
    limit: int,
    loose: bool = False,
) -> tuple[Alternative, ...]:
    """The answer to give, then those that compete with it, the newest first and undated ones last.

    The answer to give is the best one; or, among competing ones of at least half its score and the
    threshold, that of the newest article, where the articles state their dates. Each has at most
    ``limit`` citations, which are numbered through all answers. ``loose`` also admits answers that
    may be true as well. Empty where nothing is proposed.
    """
    groups = _groups(proposals)
    if not groups:
        return ()
    rivals = _within_reach(question, groups[0], groups[1:], duplicate_groups, loose=loose)
    reached = [groups[0], *rivals]
    first = _newest(reached, threshold)
    others = sorted((g for g in reached if g is not first), key=_age)
    return tuple(_numbered([first, *others], duplicate_groups, limit))[: MOST + 1]


def alternatives(answer: Answer) -> tuple[Alternative, ...]:
    """The different answers that the reader proposed, all their evidence cited, the given one
    first. An abstention has some too; none where the reader proposed nothing.
    """
    found = competing(
        answer.question,
        answer.proposals,
        duplicate_groups=answer.duplicate_groups,
        threshold=0.0,
        limit=max(1, len(answer.proposals)),
        loose=True,
    )
    return tuple(sorted(found, key=lambda one: one.text != answer.text))


def answer_at(answer: Answer, *, threshold: float) -> Alternative:
    """The outcome of an answer's proposals, at least one, at another threshold, with
    its strongest evidence.
    """
    return competing(
        answer.question,
        answer.proposals,
        duplicate_groups=answer.duplicate_groups,
        threshold=threshold,
        limit=1,
    )[0]


def by_date(found: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Several answers, the newest first and undated ones last; ties keep their order."""
    return tuple(sorted(found, key=lambda one: -one.published.toordinal() if one.published else 0))


def newest(found: Sequence[Alternative]) -> date | None:
    """The newest of the dates of several answers, where they have different ones."""
    dates = {one.published for one in found if one.published}
    return max(dates) if len(dates) > 1 else None


def supporting(proposals: Sequence[AnswerSpan]) -> tuple[AnswerSpan, ...]:
    """The first proposal, and those that say the same and are sure enough to support it."""
    best, *others = proposals
    return (best, *(o for o in others if o.score >= FLOOR and agree(o.text, best.text)))


def _groups(proposals: Sequence[AnswerSpan]) -> list[_Group]:
    """Proposals, best first, each with those that agree with it and with no better one."""
    left, groups = list(proposals), []
    while left:
        group = supporting(left)
        groups.append(_Group(group))
        left = [span for span in left[1:] if not agree(span.text, group[0].text)]
    return groups


def _within_reach(
    question: str,
    first: _Group,
    rivals: Sequence[_Group],
    duplicate_groups: Mapping[str, str],
    *,
    loose: bool,
) -> Iterator[_Group]:
    """The groups that compete with the first one; ``loose`` ones are only about as good."""
    for group in rivals:
        if _shares_sentence(group.best, first):
            continue
        as_good = loose and group.best.score >= LEAST * first.best.score
        if as_good or _contradicts(question, first.best, group.best, duplicate_groups):
            yield group


def _contradicts(
    question: str, best: AnswerSpan, other: AnswerSpan, duplicate_groups: Mapping[str, str]
) -> bool:
    """True if another answer cannot be true as well, as far as can be told: it is of the same kind,
    and its sentence is about as near to the question.
    """
    kind = kind_of(best.text)
    if kind != kind_of(other.text) or _is_sentence(best) or _is_sentence(other):
        return False
    if _duplicate_group(other, duplicate_groups) != _duplicate_group(best, duplicate_groups):
        reach = max(FLOOR, REACH * best.score) if kind in TELLING else LEAST * best.score
    elif kind in TELLING:
        reach = WITHIN * best.score
    else:
        return False
    least = _bearing(question, best) * (1 if kind == "words" else ALIKE)
    return other.score >= reach and _bearing(question, other) >= least


def _bearing(question: str, span: AnswerSpan) -> float:
    """The share of the question's words in a proposal's sentence or article title, in [0, 1]."""
    asked = set(terms(question))
    article = span.passage.article
    said = span.passage.sentence_around(span.span).of(article.text)
    return len(asked.intersection(terms(f"{article.title or ''} {said}"))) / max(1, len(asked))


def _is_sentence(span: AnswerSpan) -> bool:
    return span.passage.sentence_around(span.span) == span.span


def _shares_sentence(span: AnswerSpan, group: _Group) -> bool:
    """True where the proposal is in a sentence that is evidence of the group already."""
    own = (span.passage.article.id, span.passage.sentence_around(span.span))
    return own in {(s.passage.article.id, s.passage.sentence_around(s.span)) for s in group.spans}


def _newest(groups: Sequence[_Group], threshold: float) -> _Group:
    """The group of the newest article among those about as good as the first.

    The first where no dates decide.
    """
    first, day = groups[0], groups[0].published
    least = max(threshold, LEAST * first.best.score)
    for group in groups[1:]:
        if day and group.published and group.published > day and group.best.score >= least:
            first, day = group, group.published
    return first


def _age(group: _Group) -> tuple[int, float]:
    """The newest first, then those without a date, the best of these first."""
    day = group.published
    return (-day.toordinal() if day else 0, -group.best.score)


def _numbered(
    groups: Sequence[_Group], duplicate_groups: Mapping[str, str], limit: int
) -> Iterator[Alternative]:
    number = 1
    for group in groups:
        citations = cite(group.spans, limit=limit, duplicate_groups=duplicate_groups, first=number)
        number += len(citations)
        yield Alternative(citations[0].quote, group.best.score, citations)


def _duplicate_group(span: AnswerSpan, duplicate_groups: Mapping[str, str]) -> str:
    return duplicate_groups.get(span.passage.article.id, span.passage.article.id)
