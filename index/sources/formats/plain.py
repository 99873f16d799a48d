"""Plain text and Markdown, with optional front matter, which front_matter.py knows.

Markdown is kept as it is written, so that a quote can be found in the file.
"""

from __future__ import annotations

from index.sources.formats.decode import decoded
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import fields_of
from index.sources.formats.front_matter import parted


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError."""
    found = decoded(content, name)
    parts = parted(found.text)
    fields, odd = fields_of(parts.stated)
    omissions = (*found.omissions, *parts.omissions, *odd)
    return Drafts((Draft(parts.text, fields, omissions=omissions),))
