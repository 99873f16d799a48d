"""Benchmarks of speed, memory and text extraction: every measured figure has its command here.

Owns how results are written: tables in Markdown, and the sections of results.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "results.md"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table in Markdown."""
    return [_line(head), "|" + "---|" * len(head), *map(_line, rows)]


def write_section(title: str, lines: Sequence[str]) -> None:
    """Print a section of results.md, and put it there in place of the one of that title."""
    parts = (
        RESULTS.read_text(encoding="utf-8").split("\n## ") if RESULTS.exists() else ["# Results\n"]
    )
    sections = {part.split("\n", 1)[0]: part.rstrip() for part in parts[1:]}
    sections[title] = "\n".join([title, "", *lines]).rstrip()
    text = "\n\n".join(["# Results", *(f"## {section}" for section in sections.values())])
    RESULTS.write_text(text + "\n", encoding="utf-8")
    print("\n".join([f"## {title}", "", *lines]))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
