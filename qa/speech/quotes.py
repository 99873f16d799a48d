"""Quotes of a speaker, found in an index: ``quotes_by("Moon", assistant)``.

Owns which articles are looked at, and which speaker and matter a person means. Who says what in an
article is utterances.py's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from index.corpus import Article
from index.errors import QuestionError
from index.filtering.filter import Filter
from index.lexical import terms
from qa.answer import Hit
from qa.assistant import Assistant
from qa.evidence.context import paragraph_of
from qa.speech.utterances import Utterance, utterances_in
from qa.text.links import sentence_link
from qa.values.names import names

PASSAGES = 200  # retrieved for the speaker: the articles of these are looked at
DESCRIBED = 0.6  # of the words of an office: from here a description means it
BEFORE, BEHIND = 80, 120  # characters around a name that introduce it
# Chosen on tests/data/quotes_choose.jsonl: see docs/evaluation.md.
WORDS_WEIGHT = 0.3  # of the share of a matter's words, against the cosine
OWN_WEIGHT = 0.05  # of those in the quote itself: quotes of one sentence have the same cosine
LEAST, REACH = 0.3, 0.2  # of the nearness: the least, and how far below the nearest


@dataclass(frozen=True, slots=True)
class Quote:
    """An utterance and the article that has it."""

    utterance: Utterance
    article: Article

    @property
    def text(self) -> str:
        """The words, an exact slice of the article's text."""
        return self.utterance.span.of(self.article.text)


@dataclass(frozen=True, slots=True)
class QuoteRecord:
    """A quote as JSON; ``sentence`` is the whole sentence, or several that one quotation spans. The
    other keys are those of a citation.
    """

    speaker: str
    description: str
    verb: str
    direct: bool
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    sentence_end: int
    article: str
    title: str | None
    source: str | None
    published: str | None
    digest: str
    url: str | None
    author: str | None
    page: int | None
    paragraph: int
    link: str | None

    @classmethod
    def of(cls, quote: Quote) -> QuoteRecord:
        said, article = quote.utterance, quote.article
        return cls(
            speaker=said.speaker,
            description=said.description,
            verb=said.verb,
            direct=said.direct,
            quote=quote.text,
            start=said.span.start,
            end=said.span.end,
            sentence=said.sentence.of(article.text),
            sentence_start=said.sentence.start,
            sentence_end=said.sentence.end,
            article=article.id,
            title=article.title,
            source=article.source,
            published=article.published.isoformat() if article.published else None,
            digest=article.digest,
            url=article.url,
            author=article.author,
            page=article.page_of(said.span.start),
            paragraph=paragraph_of(article.text, said.span.start),
            link=sentence_link(article.url, said.sentence.of(article.text)),
        )


def quote_to_dict(quote: Quote) -> dict[str, Any]:
    """The object that ``qa quotes --json`` prints."""
    return asdict(QuoteRecord.of(quote))


def quotes_by(
    speaker: str,
    assistant: Assistant,
    *,
    about: str | None = None,
    where: Filter | None = None,
) -> list[Quote]:
    """The quotes of a person, in the order of the articles found; about a matter if one is named,
    the nearest to it first.

    ``speaker`` is a name in any form, or an office: "the mayor". The articles of the PASSAGES best
    passages for both are looked at, of those that a filter leaves. Raises QuestionError for a name
    without a word, and FilterError.
    """
    wanted = set(terms(speaker))
    if not wanted:
        raise QuestionError(
            found=f"the name {speaker!r} holds no word",
            expected="a person, an office or an organisation",
            cure='name one: qa quotes --by "Moon Seong-mook"',
        )
    hits = assistant.retrieve(f"{speaker} {about or ''}", PASSAGES, where=where)
    articles = dict.fromkeys(hit.passage.article for hit in hits)
    found = [quote for article in articles for quote in _by(speaker, wanted, article)]
    if about is None or not terms(about):
        return found
    return _about(about, found, assistant.retrieve(about, PASSAGES, where=where))


def _by(speaker: str, wanted: set[str], article: Article) -> Iterator[Quote]:
    """The quotes in one article of a speaker by name, or else of those whom it describes so."""
    said = _utterances(article.text)
    named = [one for one in said if names(speaker, one.speaker)]
    if not named:
        descriptions: dict[str, set[str]] = defaultdict(set)
        for one in said:
            words = f"{one.description} {_introduction(one.speaker, article.text)}"
            descriptions[one.speaker].update(terms(words))
        shares = {who: len(wanted & words) / len(wanted) for who, words in descriptions.items()}
        best = max(shares.values(), default=0.0)
        named = [one for one in said if DESCRIBED <= best == shares[one.speaker]]
    yield from (Quote(one, article) for one in named)


def _introduction(speaker: str, text: str) -> str:
    """The words around the first place where an article names a speaker."""
    place = max(0, text.find(speaker))
    return text[max(0, place - BEFORE) : place + len(speaker) + BEHIND]


def _about(about: str, quotes: list[Quote], hits: Sequence[Hit]) -> list[Quote]:
    """The quotes that are nearly as near to a matter as the nearest one."""
    asked = set(terms(about))
    nearness = {quote: _nearness(quote, asked, hits) for quote in quotes}
    limit = max(LEAST, max(nearness.values(), default=0.0) - REACH)
    chosen = [quote for quote in quotes if nearness[quote] >= limit]
    return sorted(chosen, key=lambda quote: -nearness[quote])


def _nearness(quote: Quote, asked: set[str], hits: Sequence[Hit]) -> float:
    """The cosine of a matter and the quote's sentence, plus the weighted share of its words."""
    cosines = [
        cosine
        for hit in hits
        if hit.passage.article == quote.article
        for span, cosine in zip(hit.passage.sentences, hit.sentences, strict=True)
        if span.start < quote.utterance.sentence.end and quote.utterance.sentence.start < span.end
    ]
    around, own = (len(asked.intersection(terms(text))) / len(asked)
                   for text in (_around(quote), quote.text))  # fmt: skip
    return max(cosines, default=0.0) + WORDS_WEIGHT * around + OWN_WEIGHT * own


def _around(quote: Quote) -> str:
    """The text by which a quote's matter is known: its sentence and those before it."""
    sentence, text = quote.utterance.sentence, quote.article.text
    return text[max(0, text.rfind("\n", 0, sentence.start)) : sentence.end]


@lru_cache(256)
def _utterances(text: str) -> tuple[Utterance, ...]:
    return tuple(utterances_in(text))
