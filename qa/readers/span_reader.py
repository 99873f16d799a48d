"""The trained reader: short verbatim answers, and how surely they answer.

Owns what the network's logits mean: which passage answers, with which words. What it is worth is
confidence.py's, what is read together turns.py's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from index.corpus import Span
from qa.answer import AnswerSpan, Hit
from qa.questions.addresses import address_form
from qa.questions.kind import is_yes_no
from qa.readers.confidence import Calibration, Features, Said, confidence_features, probability
from qa.readers.decoding import Candidate, best_spans
from qa.readers.network import Reading
from qa.readers.second_look import Model, SecondLook, blended
from qa.readers.turns import Context, contexts
from qa.text.tokens import whole_date

NEAR = 8.0  # logits below the best span: an address of the form asked for is taken before it
CONSIDERED = 40  # spans among which it is looked for
BODY = 0.1  # confidence from which the text below a heading answers in its place
_WHEN = re.compile(r"\bwhen\b", re.IGNORECASE)  # asks for the date, where a year is a part of one


Form = re.Pattern[str] | None  # of an address that is asked for


@dataclass(frozen=True, slots=True)
class Proposal:
    """The best span of what was read at once, with what speaks for it."""

    context: Context
    reading: Reading
    hit: Hit
    span: Span  # in the article's text
    features: Features

    @property
    def text(self) -> str:
        return self.span.of(self.hit.passage.article.text)

    @property
    def sentence(self) -> Span:
        return self.hit.passage.sentence_around(self.span)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A proposal and the log-odds that it is right."""

    proposal: Proposal
    odds: float

    @property
    def said(self) -> Said:
        hit = self.proposal.hit
        return Said(self.proposal.text, self.odds, hit.passage.article.id, hit.duplicate_group)


class SpanReader:
    """Answers with the best span of the passage that most probably answers.

    A network reads all passages; ``second``, a larger one, those that it ranks highest, and decides
    there. A question to be answered by yes or no is answered with the sentence that decides it.
    """

    def __init__(
        self, model: Model, calibration: Calibration, *, second: SecondLook | None = None
    ) -> None:
        self._model, self._second, self._calibration = model, second, calibration
        self.threshold = self._calibration.threshold

    def load(self) -> None:
        """Load the networks now rather than at first use. Raises ModelError."""
        self._model.load()
        if self._second:
            self._second.load()

    def read(self, question: str, hits: Sequence[Hit]) -> list[AnswerSpan]:
        """Propose one span a passage; the first one's score is the answer's confidence."""
        ranked = self._ranked(self.propose(question, hits))
        if not ranked:
            return []
        confidence = self._confidence(ranked)
        best = probability(ranked[0].odds)
        whole = is_yes_no(question)
        return [
            AnswerSpan(
                one.proposal.hit.passage,
                one.proposal.sentence if whole else one.proposal.span,
                confidence * min(1.0, probability(one.odds) / best),
            )
            for one in ranked
        ]

    def propose(self, question: str, hits: Sequence[Hit]) -> list[Proposal]:
        """The best span of each passage that has one, in the order of the hits."""
        if self._second:
            self._second.prepare()
        read = contexts(question, hits)
        readings = self._model.read(question, [context.text for context in read])
        top = max((hit.score for hit in hits), default=0.0)
        form = address_form(question)
        made = map(_proposal, read, readings, repeat(top), repeat(form))
        found = [p for p in made if p is not None]
        if self._second:
            found = self._read_again(question, found, self._second, form)
        return [_dated(p) for p in found] if _WHEN.search(question) else found

    def _read_again(
        self, question: str, proposals: Sequence[Proposal], second: SecondLook, form: Form
    ) -> list[Proposal]:
        """The proposals with those of highest rank made by both networks together."""
        order = sorted(proposals, key=lambda p: -self._calibration.log_odds(p.features))
        chosen = order[: second.passages]
        readings = second.read(question, [p.context.text for p in chosen])
        again = {id(p): _looked_at_again(p, r, form) for p, r in zip(chosen, readings, strict=True)}
        return [again.get(id(p), p) for p in proposals]

    def _ranked(self, proposals: Sequence[Proposal]) -> list[Ranked]:
        """Proposals that most probably answer first; a heading's behind that of the text below it,
        where that one may answer by itself.
        """
        odds = [self._calibration.log_odds(p.features) for p in proposals]
        ranked = [Ranked(p, o) for p, o in zip(proposals, odds, strict=True)]
        ranked.sort(key=lambda one: -one.odds)
        body = [one for one in ranked if not one.proposal.context.heading]
        if ranked and body and ranked[0].proposal.context.heading:
            article = ranked[0].proposal.hit.passage.article.id
            below = next((b for b in body if b.proposal.hit.passage.article.id == article), None)
            first = [below, *(one for one in ranked if one is not below)] if below else ranked
            if self._confidence(first) >= BODY:
                return first
        return ranked

    def _confidence(self, ranked: Sequence[Ranked]) -> float:
        """The probability that the first proposal is right, the others considered."""
        weights = self._calibration.confidence
        features = confidence_features([one.said for one in ranked])
        return probability(weights["bias"] + sum(weights[n] * v for n, v in features.items()))


def _proposal(context: Context, reading: Reading, top: float, form: Form) -> Proposal | None:
    candidate = _best_span(context, reading, form)
    if candidate is None:
        return None
    hit = _hit_around(context, candidate.span)
    features = Features(_worth(reading, candidate), hit.score, hit.score - top)
    return Proposal(context, reading, hit, candidate.span, features)


def _looked_at_again(proposal: Proposal, reading: Reading, form: Form) -> Proposal:
    """The proposal of both networks: the span by their mean logits; each speaks for it apart."""
    context = proposal.context
    alone = _best_span(context, reading, form)
    both = _best_span(context, replace(reading, windows=blended(proposal.reading, reading)), form)
    if alone is None or both is None:
        return proposal
    features = replace(proposal.features, second=_worth(reading, alone))
    return replace(proposal, span=both.span, hit=_hit_around(context, both.span), features=features)


def _best_span(context: Context, reading: Reading, form: Form) -> Candidate | None:
    """The best span that may answer, in the article's text; of the form, where one is near."""
    shift, keep = context.span.start, CONSIDERED if form else 1
    within = [Span(part.start - shift, part.end - shift) for part in context.open]
    found = best_spans(context.text, reading.windows, keep=keep, within=within)
    if not found:
        return None
    near = (one for one in found if one.margin >= found[0].margin - NEAR)
    fits = (one for one in near if form and form.fullmatch(one.span.of(context.text)))
    best = next(fits, found[0])
    return replace(best, span=Span(best.span.start + shift, best.span.end + shift))


def _hit_around(context: Context, span: Span) -> Hit:
    return next(hit for hit in context.hits if hit.passage.span.contains(span))


def _worth(reading: Reading, best: Candidate) -> float:
    """The score of a reading that its best span answers."""
    return reading.answers + best.margin / 2


def _dated(proposal: Proposal) -> Proposal:
    """The proposal with the date that its year is a part of."""
    passage = proposal.hit.passage
    return replace(proposal, span=whole_date(passage.article.text, proposal.span, passage.span))
