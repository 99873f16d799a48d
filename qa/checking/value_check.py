"""A value of a statement compared with the sentences that support the statement.

Owns when a value is the same there, another one, or not there at all. It is looked for in the
sentences; then the reader says what stands in its place; then in the text around, and in the whole
article: sentences say "he", and an age or a year is stated once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.corpus import Span
from qa.answer import Hit
from qa.checking.cloze import Found, ask_for
from qa.checking.rival import rival_of
from qa.checking.standing import Standing, is_stated_in, standing_of
from qa.checking.statements import Statement
from qa.checking.support import Support
from qa.readers.protocol import Reader
from qa.values.values import Value, agrees, is_stated, others_of_kind, values_in

# The scores from which the reader's answer, another value of the same kind, is believed: against
# one that the supporting sentences or the passages read state too, against a name that only these
# passages state, and against one that none of them states. Fitted on statements_choose.jsonl and
# statements_choose_2.jsonl of tests/data, as OWN_SENTENCE: see docs/evaluation.md.
AGAINST_STATED, AGAINST_NAME, AGAINST_MISSING = 0.45, 0.33, 0.25
# Of the statement's words that the best supporting sentence has: from here on, another sentence
# that states the value is about the same matter, and the value is right there.
OWN_SENTENCE = 0.65
# Values of a statement that the reader is asked for: of a long list, the first ones.
MOST_ASKED = 24

ValueStatus = Literal["same", "differs", "unsupported"]


_PRONOUN = re.compile(r"\b(?:he|she|they|it|his|her|their|its)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckedValue:
    """A value with what the articles have in its place, where they have another one."""

    value: Value
    status: ValueStatus
    found: str | None = None


def values_of(statement: Statement) -> list[Value]:
    """The values of a statement outside of its quotations, which are compared word by word."""
    start = statement.span.start
    quotes = [Span(q.start - start, q.end - start) for q in statement.quotes]
    found = values_in(statement.without_references)
    return [value for value in found if not any(q.contains(value.span) for q in quotes)]


def check_values(
    values: Sequence[Value], statement: str, support: Support, reader: Reader
) -> tuple[CheckedValue, ...]:
    """Hold each value of a statement against its support; those after the first MOST_ASKED
    without the reader.
    """
    return tuple(
        _checked(value, statement, support, reader if at < MOST_ASKED else None)
        for at, value in enumerate(without_openings(values, support.article.text))
    )


def without_openings(values: Iterable[Value], text: str) -> Iterator[Value]:
    """The values but those words that open a sentence and that an article shows to be no names:
    of "Keeper Ann Lee", where it has Ann Lee alone, the name.
    """
    for value in values:
        name = _without_first_word(value)
        if name and value.text not in text and _stands_alone(name.text, text):
            yield name
        elif not (value.opens and _is_no_name(value, text)):
            yield value


def _without_first_word(value: Value) -> Value | None:
    """A name of three words or more that opens a statement, without its first one."""
    first, _, rest = value.text.partition(" ")
    if value.kind != "name" or value.span.start or " " not in rest:
        return None
    start = value.span.start + len(first) + 1
    return Value("name", Span(start, value.span.end), rest, rest)


def _stands_alone(name: str, text: str) -> bool:
    """True if a text has a name without a word in capitals before it."""
    before = r"(?:^|(?:^|\s)[^\sA-Z]\S*\s|[.,;:!?]\s)"
    return re.search(rf"{before}{re.escape(name)}\b", text, re.MULTILINE) is not None


def _checked(value: Value, statement: str, support: Support, reader: Reader | None) -> CheckedValue:
    at = standing_of(value, statement, support)
    found = (
        _asked(value, statement, support, reader, at)
        if reader and _is_open(value, statement, support, at)
        else None
    )
    rival = _believed(value, statement, support, found, at) if found else None
    rival = rival or _only_other(value, statement, support, at)
    if rival:
        return CheckedValue(value, "differs", rival.text)
    return CheckedValue(value, "same" if at.in_article else "unsupported")


def _is_open(value: Value, statement: str, support: Support, at: Standing) -> bool:
    """True if the reader's answer could speak against a value."""
    if at.stated and _is_whom(value, statement):
        return False
    if not at.stated and at.shared >= OWN_SENTENCE:
        return False
    return not (_is_here(value, at) and _is_alone(value, statement, support))


def _is_here(value: Value, at: Standing) -> bool:
    """True if the supporting sentences have the value: values of others may be true as well."""
    return at.is_called or (at.stated and value.kind != "name")


def _believed(
    value: Value, statement: str, support: Support, found: Found, at: Standing
) -> Value | None:
    """The other value that the reader found in the place of this one, where it is believed."""
    if found.score < _believed_from(value, at):
        return None
    rival = rival_of(value, statement, found.text, found.values, support.article.text)
    if rival and _is_here(value, at) and not is_stated_in(rival, support, support.sentences):
        return None
    return rival


def _believed_from(value: Value, at: Standing) -> float:
    if not at.is_near:
        return AGAINST_MISSING
    return AGAINST_NAME if value.kind == "name" and not at.stated else AGAINST_STATED


def _asked(
    value: Value, statement: str, support: Support, reader: Reader, at: Standing
) -> Found | None:
    """The reader's finding in the place of a value: of one that the supporting sentences state in
    their passages first, and only where it does not find it there, in all that are read.
    """
    own = _own_passages(support) if at.stated else []
    if 0 < len(own) < len(support.read):
        found = ask_for(value, statement, reader, own)
        if found and is_stated(value, found.text):
            return found
    return ask_for(value, statement, reader, support.read)


def _own_passages(support: Support) -> list[Hit]:
    spans = [span.span for span in support.spans]
    return [hit for hit in support.read if any(map(hit.passage.span.contains, spans))]


def _is_alone(value: Value, statement: str, support: Support) -> bool:
    """True if the supporting sentences have no value of the kind that the statement lacks: then
    none of them can stand in the place of this one, and the reader need not be asked.
    """
    others = (other for text in support.sentences for other in others_of_kind(value, text))
    return all(agrees(other, statement) for other in others)


def _is_whom(value: Value, statement: str) -> bool:
    """True if a name may be whom a pronoun of the statement stands for: another may be true too."""
    return value.kind == "name" and _PRONOUN.search(statement) is not None


def _only_other(value: Value, statement: str, support: Support, at: Standing) -> Value | None:
    """The one other date of the best sentence that the statement lacks, in the place of one that
    the text around does not have.
    """
    if value.kind != "date" or at.in_context:
        return None
    others = others_of_kind(value, support.sentences[0])
    missing = [other for other in others if not agrees(other, statement)]
    return missing[0] if len(missing) == 1 else None


def _is_no_name(value: Value, text: str) -> bool:
    """True if a word that opens a sentence is no name: within the article's sentences it is not
    written with a capital.
    """
    word = re.escape(value.text.removesuffix("'s").removesuffix("’s"))
    return re.search(rf"(?<=[\w,;:] ){word}\b", text) is None
