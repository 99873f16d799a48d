"""A bibliography as RIS, in UTF-8. Pure.

Owns its types and tags. A text is one line already, so that none can open another field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.evidence.bibliography.works import Kind, Work

TYPES: Mapping[Kind, str] = {"newspaper": "NEWS", "webpage": "ELEC", "document": "GEN"}


def to_ris(works: Sequence[Work]) -> str:
    """A record for each work, with an empty line between two."""
    records = ("".join(f"{tag}  - {value}\n" for tag, value in _fields(work)) for work in works)
    return "\n".join(records)


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[work.kind]
    yield "ID", work.key
    yield from (("AU", name) for name in work.authors)
    yield "TI", work.title
    if work.source:
        yield "T2", work.source
    if work.published:
        yield "PY", f"{work.published.year:04}"
        yield "DA", f"{work.published:%Y/%m/%d}/"  # the fourth part is for a season
    if work.url:
        yield "UR", work.url
    yield from (("N1", note) for note in work.notes)
    yield "ER", ""
