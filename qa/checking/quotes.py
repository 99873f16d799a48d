"""The quotations of a text: what stands between quotation marks. Pure.

Owns which marks open and close a quotation. Knows nothing of articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.corpus import Span

_APOSTROPHE = r"(?<=\w)['’](?=\w)"
# One alternative for each pair of marks; an unpaired mark opens nothing.
_QUOTED = re.compile(
    r'"([^"\n]+)"|“([^“”\n]+)”|„([^„“”\n]+)[“”]|«([^«»\n]+)»'
    rf"|(?<!\w)‘((?:[^‘’\n]|{_APOSTROPHE})+)’(?!\w)"
    rf"|(?<!\w)'(?=\S)((?:[^'\n]|{_APOSTROPHE})+)(?<=\S)'(?!\w)"
)
_LETTER = re.compile(r"[^\W_]")


def quotations(text: str) -> Iterator[Span]:
    """The quotations of a text without their marks, in order; inner ones belong to the outer."""
    for match in _QUOTED.finditer(text):
        span = Span(*match.span(match.lastindex or 0))
        if _LETTER.search(span.of(text)):
            yield span
