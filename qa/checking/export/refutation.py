"""The parts of a checked text, exported by somebody else, that the articles refute.

Owns which verdicts, values and quotations can be computed again from the text and the cited
articles, without an index and without a model. What only these find is not refuted: that no
sentence is nearer, and that a value stands in the place of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from index.corpus import Article
from qa.checking.opposites import opposes
from qa.checking.quotation_check import place_of
from qa.checking.quotation_match import match_quotation
from qa.checking.result import CheckedQuote, CheckedStatement, CheckedText, verdict_of
from qa.checking.value_check import CheckedValue, values_of, without_openings
from qa.evidence.claim import Claim
from qa.evidence.context import paragraphs_of, whole_quote
from qa.values.values import is_stated

FindArticle = Callable[[Claim], Article | None]


def refuted(checked: CheckedText, find: FindArticle) -> Iterator[str]:
    """The refuted parts, each as a sentence without its full stop.

    ``find`` returns the article of a claim that was verified, and None for others: a statement
    with such evidence is passed over.
    """
    for number, one in enumerate(checked.statements, 1):
        articles = [find(claim) for claim in one.evidence]
        found = [article for article in articles if article is not None]
        for what in [*_contradictions(one), *(_refuted(one, found) if all(articles) else ())]:
            yield f"sentence {number}: {what}"


def _contradictions(one: CheckedStatement) -> Iterator[str]:
    """The parts of a statement that do not follow from the others."""
    due = verdict_of(one.probability, one.values, [q.result for q in one.quotes], one.denies)
    if one.verdict != due:
        yield f"its verdict {one.verdict!r} does not follow from what is stated, which is {due!r}"
    if (one.verdict == "not_found") == bool(one.evidence):
        yield "evidence without a finding, or a finding without evidence"


def _refuted(one: CheckedStatement, articles: Sequence[Article]) -> Iterator[str]:
    for quote in one.quotes:
        own = [a for a in articles if quote.citation is None or a.id == quote.citation.article]
        if any(not _matches(one, quote, article) for article in own):
            yield f"the quotation at {quote.result.span.start} is not as it is stated"
    if articles and not any(_has_values(one, article) for article in articles):
        yield "its values are not what the article has"
    if articles and one.denies not in [opposes(_said(one), text) for text in _nearest(one)]:
        yield f"that a sentence denies it ({one.denies!r}) is not so"


def _said(one: CheckedStatement) -> str:
    return one.statement.without_references


def _nearest(one: CheckedStatement) -> list[str]:
    """The texts of which one is the sentence nearest to the statement."""
    quoted = [q.citation.sentence_text for q in one.quotes if q.citation]
    return [*(claim.quote for claim in one.citations[:1]), *quoted]


def _matches(one: CheckedStatement, quote: CheckedQuote, article: Article) -> bool:
    """True if the article has a quotation as it is stated."""
    match = match_quotation(one.statement.quoted(quote.result.span), article.text)
    if match is None or quote.citation is None:
        return match is None and quote.citation is None
    return (
        match.is_verbatim == (quote.result.status == "verbatim")
        and match.changes == quote.result.changes
        and whole_quote(article.text, place_of(match, article.text)) == quote.citation.span
    )


def _has_values(one: CheckedStatement, article: Article) -> bool:
    """True if the values are those of the statement, each with the status it has in the article."""
    due = list(without_openings(values_of(one.statement), article.text))
    if [checked.value for checked in one.values] != due:
        return False
    return all(_has_value(checked, article) for checked in one.values)


def _has_value(checked: CheckedValue, article: Article) -> bool:
    if checked.status == "differs":
        return (checked.found or "") in article.text
    in_article = is_stated(checked.value, article.text, article.published)
    if checked.status == "unsupported":
        return not in_article
    parts = (paragraph.of(article.text) for paragraph in paragraphs_of(article.text))
    return in_article or any(is_stated(checked.value, p, article.published) for p in parts)
