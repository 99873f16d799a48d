"""A bibliography as CSL-JSON, which reference managers and citeproc read. Pure.

Owns its types and variables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from qa.evidence.bibliography.works import Kind, Work

TYPES: Mapping[Kind, str] = {
    "newspaper": "article-newspaper",
    "webpage": "webpage",
    "document": "document",
}


def to_csl(works: Sequence[Work]) -> str:
    """An array with an item for each work, its keys sorted."""
    items = list(map(_item, works))
    return json.dumps(items, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _item(work: Work) -> dict[str, Any]:
    day = work.published
    stated = {
        "id": work.key,
        "type": TYPES[work.kind],
        "title": work.title,
        "author": [{"literal": name} for name in work.authors],
        "container-title": work.source,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": work.url,
        "note": "\n".join(work.notes),
    }
    return {name: value for name, value in stated.items() if value}
