"""A bibliography as BibTeX, in UTF-8. Pure.

Owns the names of its types and fields, and how a text is written in LaTeX. ``annote`` is printed by
the styles of annotated bibliographies alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qa.evidence.bibliography.works import Work

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

# The signs that LaTeX reads as commands, and those that its old fonts draw as others. None of their
# forms has a brace without its counterpart: BibTeX counts the escaped ones too.
_SIGNS: Mapping[str, str] = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
_SIGN = re.compile("[" + re.escape("".join(_SIGNS)) + "]")


def to_bibtex(works: Sequence[Work]) -> str:
    """An entry for each work: ``@article`` of a newspaper, else ``@misc``."""
    return "\n".join(map(_entry, works))


def _entry(work: Work) -> str:
    kind = "article" if work.kind == "newspaper" else "misc"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
    return f"@{kind}{{{work.key},\n{fields}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    if work.authors:  # in braces of its own, a name is not taken apart
        yield "author", _braced(" and ".join(map(_braced, map(_latex, work.authors))))
    yield "title", _braced(_braced(_latex(work.title)))  # so that no style changes its capitals
    if work.source:
        yield "journal", _braced(_latex(work.source))
        yield "entrysubtype", "{newspaper}"
    if work.published:
        yield "year", _braced(f"{work.published.year:04}")
        yield "month", MONTHS[work.published.month - 1]
        yield "day", _braced(str(work.published.day))
    if work.url:
        yield "url", _braced(work.url)  # as it is: it has no brace and no backslash
    yield "annote", _braced(_latex(" ".join(work.notes)))


def _braced(text: str) -> str:
    return f"{{{text}}}"


def _latex(text: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], text)
