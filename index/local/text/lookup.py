"""Finding an article's row by id or title, and the rows of its passages.

Owns the search for a title. Knows nothing of scores or answers.
"""

from __future__ import annotations

import json
import re

import numpy as np

from index.digests import NOT_FOUND, DigestTable, digests_of
from index.local.text.rows import TextRows


def article_row(rows: TextRows, name: str) -> int | None:
    """The row of the article of that id, else of the first one of that title; None for none."""
    row = int(DigestTable(rows.ids).find(digests_of([name]))[0])
    return _titled(rows, name) if row == NOT_FOUND else row


def passages_of(rows: TextRows, article: int) -> range:
    """The rows of an article's passages, at least one; ``article`` is its row."""
    return range(*rows.borders[article : article + 2, 1].tolist())


def _titled(rows: TextRows, title: str) -> int | None:
    # As JSON writes it: a quotation mark within a title has a backslash before it.
    wanted = json.dumps({"title": title})[1:-1].encode()
    found = re.search(re.escape(wanted), rows.lines.data)
    if found is None:
        return None
    return int(np.searchsorted(rows.borders[:, 0], found.start(), side="right")) - 1
