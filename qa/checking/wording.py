"""The phrases for a checked text that the command line and the page share. Pure.

Owns the words for a verdict, and for what differs from the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qa.checking.quotation_match import Change
from qa.checking.result import CheckedQuote, CheckedReference, CheckedStatement
from qa.checking.value_check import CheckedValue
from qa.text.phrases import quoted

VERDICTS: Mapping[str, str] = {
    "supported": "supported",
    "partly": "partly supported",
    "contradicted": "contradicted?",
    "not_found": "not found",
}
NOTE = (
    "“Supported” says that the articles have sentences about the same matter, with the same values"
    " and quotations: read them before you rely on it."
)


def findings(checked: CheckedStatement) -> Iterator[str]:
    """The disagreements with the articles, in words."""
    for value in checked.values:
        if value.status != "same":
            yield _value(value)
    if checked.denies:
        yield f"{quoted(checked.denies)}: only one of the two sentences says so"
    for quote in checked.quotes:
        yield from _quote(checked, quote)
    for reference in checked.references:
        if reference.holds != "yes":
            yield _reference(reference)


def _value(checked: CheckedValue) -> str:
    said = quoted(checked.value.text)
    if checked.status == "differs":
        return f"{checked.value.kind} {said}: the article has {quoted(checked.found or '')}"
    return f"{checked.value.kind} {said}: not in the supporting sentences"


def _quote(checked: CheckedStatement, quote: CheckedQuote) -> Iterator[str]:
    said = quoted(checked.statement.quoted(quote.result.span))
    if quote.result.status == "absent":
        yield f"quotation {said}: not in the articles"
    elif quote.result.status == "near" and quote.citation:
        changes = "; ".join(map(_change, quote.result.changes))
        yield f"quotation {said} is altered, see [{quote.citation.number}]: {changes}"


def _change(change: Change) -> str:
    if change.kind == "put_in":
        return f"{quoted(change.quoted)} put in"
    if change.kind == "changed":
        return f"{quoted(change.quoted)} in place of {quoted(change.source)}"
    how = "left out" if change.kind == "left_out" else "left out by an ellipsis"
    return f"{quoted(change.source)} {how}"


def _reference(reference: CheckedReference) -> str:
    if reference.holds == "unknown":
        return f"[{reference.number}]: the text names no article for it"
    return f"[{reference.number}]: {reference.article} has no such sentence"
