"""The passages of a search as text for a terminal. Pure; prints nothing.

Owns the layout of the text. The phrases are phrases.py's.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from qa.answer import Hit
from qa.commands.output.answer import WIDTH
from qa.retrieval.search_result import SearchResult
from qa.text.phrases import DEGRADED, place_of
from qa.text.printable import printable

NOTHING = "No passage was found."


def search_to_lines(found: SearchResult) -> Iterator[str]:
    """Each passage with its rank, place and score, best first; safe to print."""
    if not found.hits:
        yield NOTHING
    for hit in found.hits:
        yield printable(
            f"[{hit.rank}] {place_of(hit.passage.article, hit.passage.span)}"
            f" · score {hit.score:.2f}{_copied(hit)}"
        )
        yield textwrap.fill(
            printable(hit.passage.text), WIDTH, initial_indent="    ", subsequent_indent="    "
        )
    if not found.complete:
        yield from ("", textwrap.fill(DEGRADED, WIDTH))


def _copied(hit: Hit) -> str:
    original = hit.duplicate_group
    return "" if original == hit.passage.article.id else f" · a copy of {original}"
