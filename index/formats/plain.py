"""Plain text and Markdown, with optional front matter.

Owns what front matter is. Markdown is kept as it is written, so that a quote can be found in the
file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import yaml

from index.formats.decode import decoded
from index.formats.draft import Draft, Drafts, Place
from index.formats.fields import FieldError, fields_of

MAX_FRONT_MATTER = 20_000  # characters; YAML takes 7 seconds for a million

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read(content: bytes, name: str) -> Drafts:
    """Read one article. Raises SeedError."""
    stated, body = _parted(decoded(content, name), Place(name))
    try:
        return Drafts((Draft(body, fields_of(stated)),))
    except FieldError as error:
        raise Place(name).bad(error.what, error.expected, error.cure) from error


def _parted(text: str, place: Place) -> tuple[Mapping[str, object], str]:
    """Part front matter (a YAML mapping between two lines of ---) from the text below it."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    if len(match[1]) > MAX_FRONT_MATTER:
        raise place.bad(
            f"has front matter of {len(match[1]):,} characters",
            f"at most {MAX_FRONT_MATTER:,}",
            "move what is text below the second ---",
        )
    try:
        # Every scalar as it is written: to the safe loader "No" is False, 12:30 is 750.
        fields = yaml.load(match[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        reason = str(error).splitlines()[0]
        raise place.bad(
            f"has front matter that is not YAML ({reason})",
            "lines like 'title: ...'",
            "mend or remove the lines between the two ---",
        ) from error
    return (fields, text[match.end() :]) if isinstance(fields, dict) else ({}, text)
