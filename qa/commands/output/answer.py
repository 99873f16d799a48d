"""An answer and its evidence as text for a terminal. Pure; prints nothing.

Owns the layout of the text. The phrases are phrases.py's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from qa.answer import Answer, Item, Part
from qa.evidence.citations import nearest_sentences
from qa.text.phrases import (
    DEGRADED,
    also_in,
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    disagreement,
    items_in_words,
    origin,
    scope_in_words,
    with_word,
)
from qa.text.printable import printable

WIDTH = 88  # columns of text output
NEAREST = 2  # sentences shown where there is no answer


def answer_to_text(answer: Answer) -> str:
    """The answer and its evidence as text for a terminal; safe to print."""
    scope = [_wrapped(f"({scope_in_words(answer.scope)})", "")] if answer.scope else []
    if answer.searched:
        scope.append(_wrapped(f"(searched: {answer.searched})", ""))
    if answer.text is None:
        lines = [_wrapped(f"No answer: {answer.reason}.", ""), *scope]
        return "\n".join([*lines, *_nearest_lines(answer)])
    if answer.parts:
        lines = [*_parts_lines(answer.parts), *scope, ""]
    else:
        confidence = f"({confidence_in_words(answer.confidence)})"
        said = with_word(answer.text, answer.decides)
        lines = [
            _wrapped(said, ""),
            *_items(answer.items, ""),
            confidence,
            *_as_of(answer),
            *scope,
            "",
        ]
    if answer.alternatives:
        others = [c for other in answer.alternatives for c in other.citations]
        lines.append(disagreement(answer.citations, others))
        for other in answer.alternatives:
            facts = alternative_facts(other.published, other.confidence, other.citations)
            lines.append(_wrapped(f"{other.text} ({facts})", "    "))
        lines.append("")
    for citation in answer.evidence:
        lines.append(printable(f"[{citation.number}] {origin(citation)}"))
        lines.append(_wrapped(citation.sentence_text, "    "))
        if citation.url:
            lines.append("    " + printable(citation.url))
        if citation.copies:
            lines.append(_wrapped(also_in(citation), "    "))
    if not answer.complete:
        lines += ["", _wrapped(DEGRADED, "")]
    return "\n".join(lines)


def _as_of(answer: Answer) -> Iterator[str]:
    """The date of the answer, where another one has another date."""
    if answer.as_of:
        others = ((other.published, other.text) for other in answer.alternatives)
        yield _wrapped(as_of_in_words(answer.as_of, others), "")


def _items(items: Sequence[Item], indent: str) -> Iterator[str]:
    """The items found of a list."""
    if items:
        yield _wrapped(items_in_words((one.text, one.citation) for one in items), indent)


def _nearest_lines(answer: Answer) -> Iterator[str]:
    """The nearest sentences, where the articles have any, for a person to look at."""
    found = nearest_sentences(answer, NEAREST)
    if found:
        yield from ("", "Nearest sentences:")
    for citation in found:
        yield printable(f"- {origin(citation)}")
        yield _wrapped(citation.sentence_text, "    ")


def _parts_lines(parts: Sequence[Part]) -> Iterator[str]:
    """Each part's question and its answer, or the reason for having none."""
    for part in parts:
        yield _wrapped(part.question, "")
        if part.text is None:
            yield _wrapped(f"No answer: {part.reason}.", "    ")
        else:
            numbers = "".join(f"[{citation.number}]" for citation in part.citations)
            yield _wrapped(with_word(part.text, part.decides), "    ")
            yield from _items(part.items, "    ")
            yield f"    ({confidence_in_words(part.confidence)} · {numbers})"


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(printable(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
