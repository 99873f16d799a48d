"""A text checked against the articles: each statement with its verdict and the evidence for it.

Owns the order of the steps and the verdicts. A verdict says whether the articles have a sentence
about the same matter, and whether values and quotations agree with it; it does not say that the
sentence implies the statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from index.corpus import Span
from index.embedding.protocol import Progress, no_progress, with_progress
from index.filtering.filter import Filter
from index.filtering.selection import Selection
from qa.answer import AnswerSpan, Citation, Hit
from qa.assistant import Assistant
from qa.checking.opposites import opposes
from qa.checking.quotation_check import CheckedQuotation, check_quotation
from qa.checking.result import (
    NEAR,
    CheckedQuote,
    CheckedReference,
    CheckedStatement,
    CheckedText,
    verdict_of,
)
from qa.checking.statements import LONGEST_TEXT, Statement, parse_draft
from qa.checking.support import find_support
from qa.checking.value_check import check_values, values_of
from qa.evidence.citations import cite
from qa.readers.protocol import FAST, Reader, open_reader
from qa.retrieval.retriever import Retriever
from qa.wire.objects import PLACES

PASSAGES = 8  # that are found for a statement, and for a quotation


def check_text(
    text: str,
    assistant: Assistant,
    *,
    reader: Reader | None = None,
    where: Filter | None = None,
    limit: int = LONGEST_TEXT,
    progress: Progress = no_progress,
) -> CheckedText:
    """Hold each statement of a text against the articles of an assistant.

    ``reader`` finds what stands in the place of a value (default: the small trained one). Under a
    filter, ``where``, the text is checked against the articles that it leaves.

    Raises TextError for a text that states nothing, or has more than ``limit`` characters, and
    FilterError.
    """
    draft = parse_draft(text, limit)
    sources = {n: _article_named(line, assistant) for n, line in draft.sources.items()}
    left = assistant.retriever.select(where)
    checker = _Checker(assistant.retriever, reader or _value_reader(), sources, left)
    checked = [checker.check(one) for one in with_progress(draft.statements, progress)]
    return CheckedText(text, tuple(checked), assistant.generation.manifest.generation)


@cache
def _value_reader() -> Reader:
    return open_reader(FAST)


class _Checker:
    """Checks statements one after the other, and numbers their evidence through the text."""

    def __init__(
        self,
        retriever: Retriever,
        reader: Reader,
        sources: Mapping[int, str | None],
        left: Selection | None,
    ) -> None:
        self._retriever, self._reader, self._sources = retriever, reader, sources
        self._left, self._number = left, 1

    def check(self, statement: Statement) -> CheckedStatement:
        """The statement with its verdict and evidence."""
        said = statement.without_references
        hits = self._retriever.retrieve(said, PASSAGES, self._left).hits
        values = values_of(statement)
        support = find_support(said, values, hits)
        found = [self._quotation(statement, span, hits) for span in statement.quotes]
        # As it is written, so that the verdict follows from what is written.
        probability = round(support.probability, PLACES) if support else 0.0
        if support is None or verdict_of(probability, (), found, None) == "not_found":
            return CheckedStatement(
                statement=statement,
                verdict="not_found",
                probability=probability,
                quotes=tuple(CheckedQuote(quotation, None) for quotation in found),
                references=self._references(statement, []),
            )
        quotes = tuple(CheckedQuote(one, self._source(one)) for one in found)
        quoted = {(q.citation.article, q.citation.sentence) for q in quotes if q.citation}
        spans = [s for s in support.spans if (s.passage.article.id, s.span) not in quoted]
        checked = check_values(values, said, support, self._reader)
        denies = opposes(said, support.sentences[0])
        return CheckedStatement(
            statement=statement,
            verdict=verdict_of(probability, checked, found, denies),
            probability=probability,
            citations=self._cited(spans),
            values=checked,
            quotes=quotes,
            references=self._references(statement, hits),
            denies=denies,
        )

    def _quotation(self, statement: Statement, span: Span, hits: Sequence[Hit]) -> CheckedQuotation:
        quotation = statement.quoted(span)
        found = check_quotation(quotation, span, hits)
        if found.status == "verbatim":
            return found
        # Where its own words are.
        own = self._retriever.retrieve(quotation, PASSAGES, self._left).hits
        return check_quotation(quotation, span, [*hits, *own])

    def _source(self, quotation: CheckedQuotation) -> Citation | None:
        return self._cited([quotation.source])[0] if quotation.source else None

    def _references(
        self, statement: Statement, hits: Sequence[Hit]
    ) -> tuple[CheckedReference, ...]:
        """Each inline citation, compared with the passages found in the article that it names."""
        return tuple(self._reference(n, statement, hits) for n in statement.references)

    def _reference(
        self, number: int, statement: Statement, hits: Sequence[Hit]
    ) -> CheckedReference:
        article = self._sources.get(number)
        if article is None:
            return CheckedReference(number, "unknown")
        group = next((h.duplicate_group for h in hits if h.passage.article.id == article), article)
        own = [hit for hit in hits if hit.duplicate_group == group]
        support = find_support(statement.without_references, (), own)
        holds = support is not None and support.probability >= NEAR
        return CheckedReference(number, "yes" if holds else "no", article)

    def _cited(self, spans: Sequence[AnswerSpan]) -> tuple[Citation, ...]:
        citations = cite(spans, limit=len(spans), first=self._number)
        self._number += len(citations)
        return citations


def _article_named(line: str, assistant: Assistant) -> str | None:
    """The id of the article that a line names by its id, title or address."""
    articles = assistant.generation.content.articles
    named = line.casefold()
    for article in articles:
        names = (article.id, article.title, article.url)
        if any(name and name.casefold() in named for name in names):
            return article.id
    return None
