"""An answer and its evidence as text for a terminal. Pure; prints nothing.

Owns the layout of the text. The phrases are phrases.py's.
"""

from __future__ import annotations

import textwrap

from qa.answer import Answer
from qa.text.phrases import (
    DEGRADED,
    also_in,
    alternative_facts,
    confidence_in_words,
    disagreement,
    origin,
)
from qa.text.printable import printable

WIDTH = 88  # columns of text output


def answer_to_text(answer: Answer) -> str:
    """The answer and its evidence as text for a terminal; safe to print."""
    if answer.text is None:
        return _wrapped(f"No answer: {answer.reason}.", "")
    lines = [_wrapped(answer.text, ""), f"({confidence_in_words(answer.confidence)})", ""]
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


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(printable(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
