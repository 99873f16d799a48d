"""Quotes of a speaker, found in an index: ``quotes_by("Moon", assistant)``.

Owns which articles are looked at, and which speaker and matter a person means. Who says what in an
article is utterances.py's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from index.corpus import Article
from index.errors import QuestionError
from index.lexical import STOP_WORDS, folded, terms
from qa.pipeline import Assistant
from qa.speech.utterances import Utterance, utterances_in
from qa.values.names import names

PASSAGES = 200  # retrieved for the speaker: the articles of these are looked at


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
    """A quote as JSON; ``sentence`` is the whole sentence, or several that one quotation spans."""

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
        )


def quote_to_dict(quote: Quote) -> dict[str, Any]:
    """The object that ``qa quotes --json`` prints."""
    return asdict(QuoteRecord.of(quote))


def quotes_by(speaker: str, assistant: Assistant, *, about: str | None = None) -> list[Quote]:
    """What a person says, about a matter if one is named: what has most of its words first, then
    in the order of the articles found.

    ``speaker`` is a name in any form, or an office: "the mayor". The articles of the PASSAGES best
    passages for both are looked at. Raises QuestionError for a name without a word.
    """
    wanted = set(_words(speaker))
    if not wanted:
        raise QuestionError(
            found=f"the name {speaker!r} holds no word",
            expected="a person, an office or an organisation",
            cure='name one: qa quotes --by "Moon Seong-mook"',
        )
    hits = assistant.retrieve(f"{speaker} {about or ''}", PASSAGES)
    articles = dict.fromkeys(hit.passage.article for hit in hits)
    found = [quote for article in articles for quote in _by(speaker, wanted, article)]
    asked = set(terms(about or ""))
    if not asked:
        return found
    shared = [
        (_shared(asked, quote.text), _shared(asked, _around(quote)), quote) for quote in found
    ]
    shared.sort(key=lambda row: (-row[0], -row[1]))
    return [quote for _, around, quote in shared if around]


def _by(speaker: str, wanted: set[str], article: Article) -> Iterator[Quote]:
    said = _utterances(article.text)
    descriptions: dict[str, set[str]] = defaultdict(set)
    for one in said:
        descriptions[one.speaker].update(_words(f"{one.speaker} {one.description}"))
    for one in said:
        if names(speaker, one.speaker) or wanted <= descriptions[one.speaker]:
            yield Quote(one, article)


def _shared(asked: set[str], text: str) -> int:
    return len(asked.intersection(terms(text)))


def _around(quote: Quote) -> str:
    """The text by which a quote's matter is known: its sentence and the one before."""
    sentence, text = quote.utterance.sentence, quote.article.text
    return text[max(0, text.rfind("\n", 0, sentence.start)) : sentence.end]


@lru_cache(256)
def _utterances(text: str) -> tuple[Utterance, ...]:
    return tuple(utterances_in(text))


def _words(text: str) -> list[str]:
    return [word for word in folded(text).replace("’s", "").split() if word not in STOP_WORDS]
