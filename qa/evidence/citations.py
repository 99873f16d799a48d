"""Answer spans to numbered evidence, each proved to be a slice of its article. Pure.

Owns the folding of duplicates and copies, and the numbering. A quote is widened to whole tokens,
and stands in its whole sentence, however short the passages are that were searched: see context.py.
Knows nothing of how spans are found or shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from index.corpus import Span
from qa.answer import Answer, AnswerSpan, Citation, Hit
from qa.evidence.context import context_of, paragraph_of, whole_quote
from qa.text.links import sentence_link

POSSIBLE = 0.1  # least score of a proposal whose sentence is shown where no answer is given
TELLING = 6  # words of a sentence that is not written twice by chance
NO_COPIES: Mapping[str, str] = MappingProxyType({})


def cite(
    spans: Sequence[AnswerSpan],
    *,
    limit: int,
    duplicate_groups: Mapping[str, str] = NO_COPIES,
    first: int = 1,
) -> tuple[Citation, ...]:
    """Number the evidence from ``first`` on in the order of the spans, each sentence once, up to a
    limit.

    ``duplicate_groups`` maps the ids of articles that are copies to the id they have in common. Of
    these the article that comes first is cited, and its first citation names the others; and so of
    articles that have the sentence in common.
    """
    kept: dict[tuple[str, Span], AnswerSpan] = {}
    by_group: dict[str, dict[str, None]] = {}  # by duplicate group its articles, in order
    worded: dict[str, str] = {}  # by the words of a sentence its group
    for span in spans:
        article = span.passage.article.id
        group = worded.setdefault(_words_around(span), duplicate_groups.get(article, article))
        articles = by_group.setdefault(group, {})
        articles[article] = None
        if article == next(iter(articles)):
            kept.setdefault((article, _sentence_around(span)), span)
    copies = {first: tuple(others) for first, *others in by_group.values()}
    return tuple(
        _citation(number, span, copies.pop(span.passage.article.id, ()))
        for number, span in enumerate(list(kept.values())[:limit], start=first)
    )


def nearest_sentences(answer: Answer, limit: int) -> tuple[Citation, ...]:
    """The sentence with the best proposal for an answer that was withheld, and that of each hit
    which is nearest to the question, best hit first, as evidence that answers nothing; each
    sentence once, up to a limit.
    """
    near = [_with_proposal(span) for span in answer.proposals[:1] if span.score >= POSSIBLE]
    return cite([*near, *map(_nearest, answer.hits[:limit])], limit=limit)


def _with_proposal(span: AnswerSpan) -> AnswerSpan:
    return AnswerSpan(span.passage, span.passage.sentence_around(span.span), 0.0)


def _nearest(hit: Hit) -> AnswerSpan:
    best = max(zip(hit.sentences, hit.passage.sentences, strict=True), key=lambda pair: pair[0])
    return AnswerSpan(hit.passage, best[1], 0.0)


def _citation(number: int, answer: AnswerSpan, copies: tuple[str, ...]) -> Citation:
    article = answer.passage.article
    quote, sentence = _quoted(answer), _sentence_around(answer)
    return Citation(
        number=number,
        article=article.id,
        title=article.title,
        source=article.source,
        published=article.published,
        span=quote,
        sentence=sentence,
        quote=quote.of(article.text),
        sentence_text=sentence.of(article.text),
        digest=article.digest,
        score=answer.score,
        copies=copies,
        url=article.url,
        author=article.author,
        page=article.page_of(quote.start),
        paragraph=paragraph_of(article.text, quote.start),
        link=sentence_link(article.url, sentence.of(article.text)),
    )


def _quoted(answer: AnswerSpan) -> Span:
    return whole_quote(answer.passage.article.text, answer.span)


def _words_around(answer: AnswerSpan) -> str:
    """The words of the sentence, by which it is known in another article; of a short one the place,
    for that may well be written twice.
    """
    article, sentence = answer.passage.article, _sentence_around(answer)
    words = sentence.of(article.text).casefold().split()
    return " ".join(words) if len(words) >= TELLING else f"{article.id} {sentence}"


def _sentence_around(answer: AnswerSpan) -> Span:
    context = context_of(answer.passage.article.text, _quoted(answer))
    return context.sentence if context else answer.passage.sentence_around(answer.span)
