"""An exported answer read back from its data, true or not. Pure.

Owns the strict reading: exactly the keys of wire/, values in one spelling, nothing inconsistent
(see consistency.py). Proves nothing, and knows nothing of files.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from index.errors import ExportError, FilterError
from index.filtering.filter import Filter
from qa.answer import Item, Scope
from qa.evidence.claim import Claim, Slice
from qa.evidence.export.consistency import inconsistencies
from qa.evidence.export.fields import Fields
from qa.evidence.export.record import ExportedAlternative, ExportedAnswer, ExportedPart
from qa.questions.kind import KINDS
from qa.wire.answer import (
    SELDOM,
    AlternativeRecord,
    AnswerRecord,
    ItemRecord,
    PartRecord,
)
from qa.wire.evidence import CitationRecord, HitRecord, PassageRecord
from qa.wire.filter import ConditionsRecord, FilterRecord
from qa.wire.objects import PLACES_MS, keys_of

UNPROVABLE = "articles prove what they say, and never that they do not answer"
HIT, CITATION, PASSAGE = keys_of(HitRecord), keys_of(CitationRecord), keys_of(PassageRecord)
ALTERNATIVE, FILTER, PART = map(keys_of, (AlternativeRecord, FilterRecord, PartRecord))
WORDS = ("yes", "no")
CONDITIONS, ITEM = keys_of(ConditionsRecord), keys_of(ItemRecord)
ANSWER = keys_of(AnswerRecord) - {"elapsed_ms", *SELDOM}


def parse_answer(data: Any, place: str) -> ExportedAnswer:
    """Read an answer from its data. Raises ExportError, which names ``place``, where malformed."""
    try:
        is_line = isinstance(data, dict) and "generation" not in data
        exported = _from_line(data) if is_line else _from_export(data)
        wrong = next(inconsistencies(exported), None)
        if wrong:
            raise ValueError(wrong)
        return exported
    except (ValueError, TypeError) as error:
        raise export_error(f"{place} is not an exported answer ({error})") from error


def export_error(found: str) -> ExportError:
    """The error of a file that is not an export, as ``found`` describes."""
    return ExportError(
        found=found,
        expected="the output of qa ask --json or --format, or of qa check-text --format",
        cure="export it again",
    )


def _from_export(data: Any) -> ExportedAnswer:
    optional = [key for key in SELDOM if key not in {"degraded", "suggested_filter"}]
    fields = Fields(data, ANSWER | {"generation"}, optional=optional)
    return _exported(fields, CITATION | PASSAGE, fields.natural("generation"))


def _from_line(data: Any) -> ExportedAnswer:
    fields = Fields(data, ANSWER | {"elapsed_ms"}, optional=SELDOM)
    fields.rounded("elapsed_ms", places=PLACES_MS)
    if data.get("degraded", True) is not True:
        raise ValueError(f"degraded is {data['degraded']!r:.60}")
    if "suggested_filter" in data:
        _check_suggested(Fields(data["suggested_filter"], CONDITIONS))
    return _exported(fields, CITATION, None)


def _exported(fields: Fields, keys: frozenset[str], generation: int | None) -> ExportedAnswer:
    for rank, hit in enumerate(fields.list("hits"), start=1):
        _check_hit(Fields(hit, HIT), rank)
    return ExportedAnswer(
        question=fields.text("question"),
        answer=fields.text_or_none("answer"),
        reason=fields.text_or_none("reason"),
        confidence=fields.probability("confidence"),
        claims=tuple(parse_claim(Fields(data, keys)) for data in fields.list("citations")),
        generation=generation,
        alternatives=tuple(
            _alternative(Fields(data, ALTERNATIVE), keys) for data in fields.list("alternatives")
        ),
        scope=_scope(Fields(fields.value["filter"], FILTER)) if "filter" in fields.value else None,
        as_of=fields.day("as_of") if "as_of" in fields.value else None,
        parts=tuple(
            _part(Fields(data, PART), keys)
            for data in (fields.list("parts") if "parts" in fields.value else ())
        ),
        searched=fields.text("searched") if "searched" in fields.value else None,
        kind=fields.one_of("kind", KINDS) if "kind" in fields.value else None,
        decides=fields.one_of("decides", WORDS) if "decides" in fields.value else None,
        items=tuple(
            _item(Fields(data, ITEM))
            for data in (fields.list("items") if "items" in fields.value else ())
        ),
    )


def _item(fields: Fields) -> Item:
    return Item(fields.text("item"), fields.span(), fields.natural("citation"))


def _part(fields: Fields, keys: frozenset[str]) -> ExportedPart:
    return ExportedPart(
        question=fields.text("question"),
        answer=fields.text_or_none("answer"),
        reason=fields.text_or_none("reason"),
        confidence=fields.probability("confidence"),
        claims=tuple(parse_claim(Fields(data, keys)) for data in fields.list("citations")),
        decides=None if fields.value["decides"] is None else fields.one_of("decides", WORDS),
        items=tuple(_item(Fields(data, ITEM)) for data in fields.list("items")),
    )


def _filter(fields: Fields) -> Filter:
    try:
        return Filter(
            after=fields.date_or_none("after"),
            before=fields.date_or_none("before"),
            as_of=fields.date_or_none("as_of"),
            sources=fields.texts("sources"),
            authors=fields.texts("authors"),
            within=fields.texts("within"),
        )
    except FilterError as error:
        raise ValueError(f"a filter that {error.found}") from error


def _check_suggested(fields: Fields) -> None:
    where = _filter(fields)
    if asdict(ConditionsRecord.of_filter(where)) != fields.value or not where:
        raise ValueError("a suggested filter in another spelling")


def _scope(fields: Fields) -> Scope:
    where = _filter(fields)
    scope = Scope(
        where,
        articles=fields.natural("articles"),
        total=fields.natural("total"),
        undated=fields.natural("undated"),
    )
    if asdict(FilterRecord.of(scope)) != fields.value or not where:
        raise ValueError("a filter in another spelling")
    if not 1 <= scope.articles <= scope.total - scope.undated:
        raise ValueError("a filter of more articles than there are")
    return scope


def _alternative(fields: Fields, keys: frozenset[str]) -> ExportedAlternative:
    return ExportedAlternative(
        answer=fields.text("answer"),
        confidence=fields.probability("confidence"),
        published=fields.date_or_none("published"),
        claims=tuple(parse_claim(Fields(data, keys)) for data in fields.list("citations")),
    )


def _check_hit(fields: Fields, rank: int) -> None:
    fields.text("article")
    fields.span()
    fields.rounded("score")
    if fields.natural("rank") != rank:
        raise ValueError(f"hit {rank} has rank {fields.natural('rank')}")


def parse_claim(fields: Fields) -> Claim:
    """A citation from its keys, with its passage where they name one."""
    return Claim(
        number=fields.natural("number"),
        article=fields.text("article"),
        title=fields.text_or_none("title"),
        source=fields.text_or_none("source"),
        published=fields.date_or_none("published"),
        span=fields.span(),
        sentence=fields.span("sentence_"),
        quote=fields.text("quote"),
        sentence_text=fields.text("sentence"),
        digest=fields.text("digest"),
        score=fields.probability("score"),
        copies=fields.texts("copies"),
        passage=Slice(fields.span("passage_"), fields.text("passage"))
        if "passage" in fields.keys
        else None,
        url=fields.text_or_none("url"),
        author=fields.text_or_none("author"),
        page=fields.natural_or_none("page"),
        paragraph=fields.natural("paragraph"),
        link=fields.text_or_none("link"),
    )
