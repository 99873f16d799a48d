"""Articles set as PDFs in ways that newspapers, offices and programs set them.

Owns the layouts, drawn line by line so that text and its surroundings are known.
Knows nothing of readers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, PITCH = "Times-Roman", 10.0, 12.0
TOP, BOTTOM = 770.0, 70.0
Line = tuple[str, bool]  # text, and whether it ends a paragraph
Place = tuple[int, float, float]  # page, x, y


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns as their left edges, and how the lines in them are drawn."""

    edges: Sequence[float] = (72.0,)
    width: float = 450.0
    gap: float = 6.0  # between paragraphs
    indent: float = 0.0
    hyphenated: bool = False
    interleaved: bool = False
    furniture: bool = False
    footnotes: bool = False
    glyphs: bool = False
    bullets: bool = False
    bottom: float = BOTTOM


LAYOUTS: Mapping[str, Layout] = {
    "one column": Layout(),
    "indents, no gaps": Layout(gap=0.0, indent=14.0),
    "no gaps, no indents": Layout(gap=0.0),
    "narrow column": Layout(width=150.0),
    "two columns": Layout(edges=(60.0, 310.0), width=225.0, bottom=400.0),
    "two columns, drawn line by line": Layout(
        edges=(60.0, 310.0), width=225.0, bottom=400.0, interleaved=True
    ),
    "three columns": Layout(edges=(50.0, 220.0, 390.0), width=155.0, bottom=400.0),
    "running heads and page numbers": Layout(furniture=True, bottom=560.0),
    "hyphens at line ends": Layout(width=200.0, hyphenated=True),
    "footnotes and their marks": Layout(footnotes=True, bottom=560.0),
    "drawn glyph by glyph": Layout(glyphs=True),
    "bullets": Layout(bullets=True, indent=-12.0),
}


def drawn(paragraphs: Sequence[str], layout: Layout) -> bytes:
    """The article as a PDF."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=True)
    placed = list(_placed(paragraphs, layout))
    for page in range(placed[-1][0][0] + 1):
        lines = [(x, y, text) for (number, x, y), text in placed if number == page]
        if layout.interleaved:
            lines.sort(key=lambda line: (-line[1], line[0]))
        _around(canvas, page, layout)
        canvas.setFont(FONT, SIZE)
        for i, (x, y, text) in enumerate(lines):
            (_glyphs if layout.glyphs else _string)(canvas, x, y, text)
            if layout.footnotes and i == len(lines) // 2:
                _footnote(canvas, page, x + stringWidth(text, FONT, SIZE), y)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _placed(paragraphs: Sequence[str], layout: Layout) -> Iterator[tuple[Place, str]]:
    page, column, y = 0, 0, TOP
    for paragraph in paragraphs:
        for i, text in enumerate(_wrapped(paragraph, layout)):
            if y < layout.bottom:
                page, column = (
                    (page, column + 1) if column + 1 < len(layout.edges) else (page + 1, 0)
                )
                y = TOP
            hangs = (i > 0) if layout.indent < 0 else (i == 0)
            yield (page, layout.edges[column] + abs(layout.indent) * hangs, y), text
            y -= PITCH
        y -= layout.gap


def _wrapped(paragraph: str, layout: Layout) -> Iterator[str]:
    line = "•" if layout.bullets else ""
    for word in paragraph.split():
        space = layout.width - abs(layout.indent)
        if line and stringWidth(f"{line} {word}", FONT, SIZE) > space:
            head, tail = _hyphened(line, word, space) if layout.hyphenated else ("", word)
            yield f"{line} {head}-" if head else line
            line = tail
        else:
            line = f"{line} {word}".strip()
    yield line


def _hyphened(line: str, word: str, space: float) -> tuple[str, str]:
    """The longest part of a plain word that fits in the line, and the rest."""
    if not re.fullmatch(r"[a-z]{6,}[.,]?", word):
        return "", word
    for cut in range(len(word.rstrip(".,")) - 3, 2, -1):
        if stringWidth(f"{line} {word[:cut]}-", FONT, SIZE) <= space:
            return word[:cut], word[cut:]
    return "", word


def _string(canvas: Canvas, x: float, y: float, text: str) -> None:
    canvas.drawString(x, y, text)


def _glyphs(canvas: Canvas, x: float, y: float, text: str) -> None:
    for i, letter in enumerate(text):
        if letter != " ":
            canvas.drawString(x + stringWidth(text[:i], FONT, SIZE), y, letter)


def _around(canvas: Canvas, page: int, layout: Layout) -> None:
    if layout.furniture:
        canvas.setFont(FONT, 8)
        canvas.drawString(72, 810, "The Lisgar Post, weekend edition")
        canvas.drawString(290, 30, str(page + 1))


def _footnote(canvas: Canvas, page: int, x: float, y: float) -> None:
    canvas.setFont(FONT, 6)
    canvas.drawString(x, y + 4, str(page + 1))
    canvas.drawString(72, 54, str(page + 1))
    canvas.setFont(FONT, 8)
    canvas.drawString(77, 50, f"Statement of the board, number {page + 1}.")
    canvas.setFont(FONT, SIZE)
