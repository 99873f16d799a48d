"""A checked text as lines for a terminal. Pure; prints nothing.

Owns the layout of the text. The phrases are wording.py's.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator

from qa.checking.result import CheckedText
from qa.checking.wording import NOTE, VERDICTS, findings
from qa.text.phrases import counted, origin
from qa.text.printable import printable

WIDTH = 88  # columns


def checked_to_lines(checked: CheckedText) -> Iterator[str]:
    """Each statement with its verdict, what is wrong in it and its evidence; then the counts."""
    for statement in checked.statements:
        verdict = VERDICTS[statement.verdict].upper()
        yield _wrapped(f"{verdict}: {statement.statement.text}", "")
        for finding in findings(statement):
            yield _wrapped(f"- {finding}", "  ")
        for citation in statement.evidence:
            yield "    " + printable(f"[{citation.number}] {origin(citation)}")
            yield _wrapped(citation.sentence_text, "        ")
            if citation.url:
                yield "        " + printable(citation.url)
        yield ""
    counts = Counter[str](one.verdict for one in checked.statements)
    shown = [f"{counts[name]} {words}" for name, words in VERDICTS.items() if counts[name]]
    yield f"{counted(len(checked.statements), 'statement')}: {', '.join(shown)}"
    yield _wrapped(NOTE, "")


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(printable(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
