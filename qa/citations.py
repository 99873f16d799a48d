"""Answer spans to numbered evidence, each proved to be a slice of its article. Pure.

Owns widening to the sentence, the removal of duplicates and the numbering. Knows nothing of how
spans are found or shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.answer import AnswerSpan, Citation


def cite(spans: Sequence[AnswerSpan], *, limit: int) -> tuple[Citation, ...]:
    """Number the evidence from 1 in the order of the spans, each sentence once, up to a limit."""
    first: dict[tuple[str, int, int], AnswerSpan] = {}
    for span in spans:
        sentence = span.passage.sentence_around(span.span)
        first.setdefault((span.passage.article.id, sentence.start, sentence.end), span)
    kept = list(first.values())[:limit]
    return tuple(_citation(number, span) for number, span in enumerate(kept, start=1))


def _citation(number: int, answer: AnswerSpan) -> Citation:
    article = answer.passage.article
    sentence = answer.passage.sentence_around(answer.span)
    return Citation(
        number=number,
        article=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        span=answer.span,
        sentence=sentence,
        quote=answer.span.of(article.text),
        sentence_text=sentence.of(article.text),
        digest=article.digest,
        score=answer.score,
    )
