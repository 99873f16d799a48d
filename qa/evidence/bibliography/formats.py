"""The formats of bibliographies by name. Pure.

Owns which there are. They cite, and prove nothing: a file of one has no digests and no offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from qa.evidence.bibliography.bibtex import to_bibtex
from qa.evidence.bibliography.csl import to_csl
from qa.evidence.bibliography.ris import to_ris
from qa.evidence.bibliography.works import Work, works_of
from qa.evidence.claim import Claim

WRITERS: Mapping[str, Callable[[Sequence[Work]], str]] = {
    "bibtex": to_bibtex,
    "ris": to_ris,
    "csl": to_csl,
}


def write_bibliography(claims: Iterable[Claim], form: str) -> str:
    """The articles that are cited, each once, in one of the formats of WRITERS."""
    return WRITERS[form](list(works_of(claims)))
