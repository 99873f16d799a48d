"""The sentences of the articles that a statement is checked against.

Owns how they are chosen, by the cosine and the words of each sentence, and the probability that
they are about the same matter. Pure; knows nothing of values and quotations.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.corpus import Article, Span
from index.lexical import terms
from qa.answer import AnswerSpan, Hit
from qa.evidence.context import paragraphs_of
from qa.values.amounts import Amount
from qa.values.values import Value, is_stated

SENTENCES = 3  # that support one, at most
WORDS_WEIGHT = 0.5  # of the share of words, against the cosine, in a sentence's score
GAIN = 0.15  # of a statement's words: what a further sentence adds at least
NEAREST = 2  # passages of the article that are read for its values, wherever they are
RARE = 10  # from here on an amount says something of the matter: two of most things are somewhere
NEIGHBOURS = 1  # paragraphs before and after the best sentence's that belong to its context

# Fitted on the statements of tests/data/statements_choose.jsonl, each checked against the articles
# with and without its own: see docs/evaluation.md.
WEIGHTS: Mapping[str, float] = {
    "bias": -8.6,
    "cosine": 9.6,
    "words": 6.6,
    "lexical": 4.7,
    "amounts": 1.2,
}


@dataclass(frozen=True, slots=True)
class Support:
    """The sentences of the articles that are nearest to a statement.

    ``spans`` are whole sentences of one article, the best first, scored by ``probability``, which
    is that they are about the same matter. ``context`` is the text around the best one; ``hits``
    are the passages of that article, best first.
    """

    spans: tuple[AnswerSpan, ...]
    probability: float
    features: Mapping[str, float]
    context: Span
    read: tuple[Hit, ...]

    @property
    def article(self) -> Article:
        return self.spans[0].passage.article

    @property
    def sentences(self) -> tuple[str, ...]:
        """The texts of the supporting sentences."""
        return tuple(span.span.of(self.article.text) for span in self.spans)


@dataclass(frozen=True, slots=True)
class _Sentence:
    hit: Hit
    span: Span
    cosine: float
    shared: frozenset[str]  # terms of the statement


def find_support(statement: str, values: Sequence[Value], hits: Sequence[Hit]) -> Support | None:
    """The sentences nearest to a statement in the passages found for it; None for no passage.

    The words of its values do not count when further sentences are chosen.
    """
    wanted = frozenset(terms(statement))
    found = [s for hit in hits for s in _sentences(hit, wanted)]
    if not found:
        return None
    best = max(found, key=lambda s: s.cosine + WORDS_WEIGHT * len(s.shared) / max(1, len(wanted)))
    article = best.hit.passage.article
    own = [s for s in found if s.hit.passage.article.id == article.id]
    context = _context(best.hit)
    named = frozenset(terms(" ".join(value.text for value in values)))
    chosen = _covering(best, own, wanted - named)
    covered = wanted & frozenset(terms(context.of(article.text)))
    features = {
        "cosine": best.cosine,
        "words": len(covered) / max(1, len(wanted)),
        "lexical": best.hit.lexical,
        "amounts": _amounts(values, " ".join(s.span.of(article.text) for s in chosen)),
    }
    probability = _probability(features)
    return Support(
        spans=tuple(AnswerSpan(s.hit.passage, s.span, probability) for s in chosen),
        probability=probability,
        features=features,
        context=context,
        read=tuple(_to_read([h for h in hits if h.passage.article.id == article.id], context)),
    )


def support_of(sentence: AnswerSpan, hit: Hit, hits: Sequence[Hit]) -> Support:
    """The support that one sentence gives, which stands in the passage of a hit."""
    context = _context(hit)
    own = [h for h in hits if h.passage.article.id == hit.passage.article.id]
    read = tuple(_to_read(own, context))
    return Support((sentence,), sentence.score, {}, context, read)


def _sentences(hit: Hit, wanted: frozenset[str]) -> list[_Sentence]:
    text = hit.passage.article.text
    return [
        _Sentence(hit, span, cosine, wanted & frozenset(terms(span.of(text))))
        for span, cosine in zip(hit.passage.sentences, hit.sentences, strict=True)
    ]


def _covering(
    best: _Sentence, found: Sequence[_Sentence], wanted: frozenset[str]
) -> list[_Sentence]:
    """The best sentence, and those that add most of the words that the others lack."""
    chosen, missing = [best], wanted - best.shared
    while len(chosen) < SENTENCES:
        more = max(found, key=lambda s: len(s.shared & missing))
        if len(more.shared & missing) < max(1, GAIN * len(wanted)):
            break
        chosen.append(more)
        missing -= more.shared
    return chosen


def _amounts(values: Sequence[Value], text: str) -> int:
    """The number of amounts in a text of those that seldom agree by chance."""
    return sum(
        isinstance(v.key, Amount) and v.key.value >= RARE and is_stated(v, text) for v in values
    )


def _context(best: Hit) -> Span:
    """The paragraph with its neighbours."""
    paragraphs, span = paragraphs_of(best.passage.article.text), best.passage.span
    at = next(i for i, p in enumerate(paragraphs) if p.start < span.end and span.start < p.end)
    first, last = max(0, at - NEIGHBOURS), min(len(paragraphs) - 1, at + NEIGHBOURS)
    return Span(paragraphs[first].start, max(span.end, paragraphs[last].end))


def _to_read(hits: Sequence[Hit], context: Span) -> Iterator[Hit]:
    """The passages within the context, and the nearest ones of the article, best first."""
    for at, hit in enumerate(hits):
        within = hit.passage.span.start < context.end and context.start < hit.passage.span.end
        if at < NEAREST or within:
            yield hit


def _probability(features: Mapping[str, float]) -> float:
    odds = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-odds))
