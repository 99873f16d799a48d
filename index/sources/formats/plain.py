"""Plain text and Markdown, with optional front matter (see front_matter.py).

Markdown is kept as it is written, so that a quote can be found in the file.
"""

from __future__ import annotations

from index.sources.formats.decode import decode
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import parse_fields
from index.sources.formats.front_matter import parse_front_matter


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError."""
    found = decode(content, name)
    parts = parse_front_matter(found.text)
    fields, invalid = parse_fields(parts.metadata)
    omissions = (*found.omissions, *parts.omissions, *invalid)
    return Drafts((Draft(parts.body, fields, omissions=omissions),))
