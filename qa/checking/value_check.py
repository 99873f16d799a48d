"""A value of a statement held against the sentences that support the statement.

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
from qa.checking.statements import Statement
from qa.checking.support import Support
from qa.readers.protocol import Reader
from qa.values.names import names_by_last_word
from qa.values.values import Value, is_stated, others_of_kind, values_in

# The scores from which the reader's answer, another value of the same kind, is believed: against
# one that the supporting sentences or the passages read state too, and one that they do not.
AGAINST_STATED = 0.4
AGAINST_MISSING = 0.25

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
    """Hold each value of a statement against its support."""
    return tuple(
        _checked(value, statement, support, reader)
        for value in without_openings(values, support.article.text)
    )


def without_openings(values: Iterable[Value], text: str) -> Iterator[Value]:
    """The values but those words that open a sentence and that an article shows to be no names."""
    return (value for value in values if not (value.opens and _is_no_name(value, text)))


def _checked(value: Value, statement: str, support: Support, reader: Reader) -> CheckedValue:
    stated = _is_stated_in(value, support, support.sentences)
    is_near = stated or _is_stated_in(value, support, _texts_around(support))
    # Values of different sentences may both be true.
    here = _is_called(value, support) or (stated and value.kind != "name")
    found = None
    if not (stated and _is_whom(value, statement)) and not (
        here and _is_alone(value, statement, support)
    ):
        found = _asked(value, statement, support, reader, stated=stated)
    rival = _rival(value, statement, found)
    if rival and here and not _is_stated_in(rival, support, support.sentences):
        rival = None
    if rival and found and found.score >= (AGAINST_STATED if is_near else AGAINST_MISSING):
        return CheckedValue(value, "differs", rival.text)
    in_article = is_near or _is_stated_in(value, support, [support.article.text])
    only = None if stated else _only_other(value, statement, support)
    if only and not (in_article and value.kind != "date") and not _is_in_context(value, support):
        return CheckedValue(value, "differs", only.text)
    return CheckedValue(value, "same" if in_article else "unsupported")


def _asked(
    value: Value, statement: str, support: Support, reader: Reader, *, stated: bool
) -> Found | None:
    """What the reader finds in the place of a value: of one that the supporting sentences state in
    their passages first, and only where it does not find it there, in all that are read.
    """
    own = _own_passages(support) if stated else []
    if 0 < len(own) < len(support.read):
        found = ask_for(value, statement, reader, own)
        if found and is_stated(value, found.text):
            return found
    return ask_for(value, statement, reader, support.read)


def _own_passages(support: Support) -> list[Hit]:
    spans = [span.span for span in support.spans]
    return [hit for hit in support.read if any(map(hit.passage.span.contains, spans))]


def _is_alone(value: Value, statement: str, support: Support) -> bool:
    """Whether the supporting sentences have no value of the kind that the statement lacks: then
    none of them can stand in the place of this one, and the reader need not be asked.
    """
    others = (other for text in support.sentences for other in others_of_kind(value, text))
    return all(is_stated(other, statement) for other in others)


def _is_whom(value: Value, statement: str) -> bool:
    """Whether a name may be whom a pronoun of the statement stands for: another may be true too."""
    return value.kind == "name" and _PRONOUN.search(statement) is not None


def _is_in_context(value: Value, support: Support) -> bool:
    return _is_stated_in(value, support, [support.context.of(support.article.text)])


def _is_called(value: Value, support: Support) -> bool:
    """Whether the best sentence has the last word of a name that the article states whole."""
    if value.kind != "name" or not names_by_last_word(value.text, support.sentences[0]):
        return False
    return _is_stated_in(value, support, [support.article.text])


def _texts_around(support: Support) -> list[str]:
    """The text around the best sentence, then the passages that are read."""
    return [support.context.of(support.article.text), *(hit.passage.text for hit in support.read)]


def _is_stated_in(value: Value, support: Support, texts: Sequence[str]) -> bool:
    return any(is_stated(value, text, support.article.published) for text in texts)


def _only_other(value: Value, statement: str, support: Support) -> Value | None:
    """The one other amount or date of the best sentence that the statement lacks."""
    others = () if value.kind == "name" else others_of_kind(value, support.sentences[0])
    missing = [other for other in others if not is_stated(other, statement)]
    return missing[0] if len(missing) == 1 else None


def _rival(value: Value, statement: str, found: Found | None) -> Value | None:
    """Another value that the reader found in the place of this one, and that the statement does
    not state elsewhere.
    """
    if found is None or is_stated(value, found.text):
        return None
    if any(is_stated(other, statement) for other in found.values):
        return None
    return next(iter(found.values), None)


def _is_no_name(value: Value, text: str) -> bool:
    """Whether a word that opens a sentence is no name: within the article's sentences it is not
    written with a capital.
    """
    word = re.escape(value.text.removesuffix("'s").removesuffix("’s"))
    return re.search(rf"(?<=[\w,;:] ){word}\b", text) is None
