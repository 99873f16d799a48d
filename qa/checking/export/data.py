"""The data of an exported checked text: made from a CheckedText, and read back. Pure.

Owns what is refused in untrusted data. The keys are record.py's. What follows from others, as the
text of a sentence from the whole text, is not read: whoever proves a file compares its data with
those that would be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, get_args

from index.errors import TextError
from qa.checking.quotation_check import CheckedQuotation, Status
from qa.checking.quotation_match import Change, ChangeKind
from qa.checking.record import (
    ChangeRecord,
    QuoteRecord,
    ReferenceRecord,
    StatementRecord,
    TextRecord,
    ValueRecord,
)
from qa.checking.result import (
    CheckedQuote,
    CheckedReference,
    CheckedStatement,
    CheckedText,
    Holds,
    Verdict,
)
from qa.checking.statements import Statement, parse_draft
from qa.checking.value_check import CheckedValue, ValueStatus, values_of
from qa.evidence.claim import Claim
from qa.evidence.export.exported import CITATION, export_error, parse_claim
from qa.evidence.export.fields import Fields
from qa.wire.objects import keys_of


@dataclass(frozen=True, slots=True)
class ExportedText(TextRecord):
    """The keys of the data: those of the page's endpoint, and the text that was checked."""

    text: str


def to_export_data(checked: CheckedText) -> dict[str, Any]:
    """The data of a checked text; equal ones give equal data."""
    record = TextRecord.of(checked)
    return asdict(record) | {"text": checked.text}


def holds_text(data: Any) -> bool:
    """True if data are those of a checked text, and not of an answer."""
    return isinstance(data, dict) and "statements" in data


def parse_text(data: Any, place: str) -> CheckedText:
    """Read a checked text from its data. Raises ExportError, which names ``place``, where
    malformed.
    """
    try:
        return _text(Fields(data, keys_of(ExportedText)))
    except TextError as error:
        raise export_error(f"{place} is not an exported text ({error.found})") from error
    except (ValueError, TypeError) as error:
        raise export_error(f"{place} is not an exported text ({error})") from error


def _text(fields: Fields) -> CheckedText:
    text = fields.text("text")
    said = parse_draft(text).statements
    each = [Fields(one, keys_of(StatementRecord)) for one in fields.list("statements")]
    if len(each) != len(said):
        raise ValueError(f"{len(each)} statements, and the text has {len(said)}")
    checked = tuple(_statement(one, own) for one, own in zip(said, each, strict=True))
    numbers = [claim.number for one in checked for claim in one.evidence]
    if numbers != list(range(1, len(numbers) + 1)):
        raise ValueError("citations that are not numbered from 1")
    return CheckedText(text, checked, fields.natural("generation"))


def _statement(statement: Statement, fields: Fields) -> CheckedStatement:
    claims = [parse_claim(Fields(one, CITATION)) for one in fields.list("citations")]
    own = {claim.number: claim for claim in claims}
    quotes = [
        _quote(Fields(one, keys_of(QuoteRecord)), span, own)
        for one, span in zip(fields.list("quotes"), statement.quotes, strict=True)
    ]
    values = {
        (value.span.start + statement.span.start, value.span.end + statement.span.start): value
        for value in values_of(statement)
    }
    return CheckedStatement(
        statement=statement,
        verdict=fields.one_of("verdict", get_args(Verdict)),
        probability=fields.probability("probability"),
        citations=tuple(claims[sum(quote.citation is not None for quote in quotes) :]),
        values=tuple(
            _value(Fields(one, keys_of(ValueRecord)), values) for one in fields.list("values")
        ),
        quotes=tuple(quotes),
        references=tuple(
            _reference(Fields(one, keys_of(ReferenceRecord)), number)
            for one, number in zip(fields.list("references"), statement.references, strict=True)
        ),
        denies=fields.text_or_none("denies"),
    )


def _value(fields: Fields, values: Mapping[tuple[int, int], Any]) -> CheckedValue:
    at = fields.natural("start"), fields.natural("end")
    if at not in values:
        raise ValueError(f"no value stands at {at[0]}-{at[1]}")
    status = fields.one_of("status", get_args(ValueStatus))
    found = fields.text_or_none("found")
    if (status == "differs") == (found is None):
        raise ValueError(f"a value that is {status} has another one in its place, or none")
    return CheckedValue(values[at], status, found)


def _quote(fields: Fields, span: Any, own: Mapping[int, Claim]) -> CheckedQuote:
    status = fields.one_of("status", get_args(Status))
    number = fields.natural_or_none("citation")
    if (status == "absent") != (number is None):
        raise ValueError(f"a quotation that is {status}, with evidence or without")
    changes = [Fields(one, keys_of(ChangeRecord)) for one in fields.list("changes")]
    result = CheckedQuotation(
        span,
        status,
        changes=tuple(
            Change(c.one_of("kind", get_args(ChangeKind)), c.text("quoted"), c.text("source"))
            for c in changes
        ),
    )
    if number is not None and number not in own:
        raise ValueError(f"a quotation with the evidence {number}, which is not there")
    return CheckedQuote(result, None if number is None else own[number])


def _reference(fields: Fields, number: int) -> CheckedReference:
    holds = fields.one_of("holds", get_args(Holds))
    return CheckedReference(number, holds, fields.text_or_none("article"))
