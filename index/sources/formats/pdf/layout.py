"""Lines of a PDF to paragraphs, and pages to one text.

Owns paragraph breaks, which a PDF does not state. A gap wider than between most lines, an indented
line, a short line, another font size or a list item separates two paragraphs; the end of a column
or page does not if the sentence continues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.formats.pdf.hyphens import join_lines, vocabulary
from index.sources.formats.pdf.lines import Line
from index.sources.formats.pdf.typography import PARAGRAPH_GAP, Typography, same_size
from index.sources.patterns import SENTENCE_END

SHORT_LINE = 0.75  # of the width; after a shorter line the next word would have fitted
FULL_LINE = 0.95  # of the width; few paragraphs end in a line as full
NEIGHBOURS = 10  # paragraphs, and lines of each, that determine the width of a column
INDENT = (0.5, 5.0)  # of the font size: least and greatest

_SENTENCE_END = re.compile(SENTENCE_END)
_LIST_ITEM = re.compile(r"([-*+•‣▪●◦–]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)")


@dataclass(slots=True)
class _Paragraph:
    """The lines of a paragraph, the page of each, and the width of the longest."""

    lines: list[Line]
    pages: list[int]
    width: float

    def add(self, other: _Paragraph) -> None:
        self.lines += other.lines
        self.pages += other.pages
        self.width = max(self.width, other.width)


def join_pages(
    pages: Sequence[Sequence[Line]], typography: Typography
) -> tuple[str, tuple[int, ...]]:
    """Join pages, whose lines come in reading order, to one text.

    Returns the text and the offset at which each page starts. An empty page starts where the next
    one does.
    """
    paragraphs = _without_asides(_paragraphs(pages, typography), typography)
    words = vocabulary(line.text for page in pages for line in page)
    pieces, length, starts = list[str](), 0, dict[int, int]()
    for paragraph in paragraphs:
        before = "\n\n" if pieces else ""
        for i, (line, page) in enumerate(zip(paragraph.lines, paragraph.pages, strict=True)):
            starts.setdefault(page, length + len(before))
            text, after = line.text, ""
            if i + 1 < len(paragraph.lines):
                text, after = _line_and_break(paragraph, i, words)
            pieces.append(before + text)
            length += len(pieces[-1])
            before = after
    return "".join(pieces), _page_starts(starts, len(pages), length)


def _page_starts(starts: dict[int, int], pages: int, end: int) -> tuple[int, ...]:
    """The start of each page; an empty page starts with the next page that has text, or at
    the end.
    """
    filled: list[int] = []
    for page in reversed(range(pages)):
        end = starts.get(page, end)
        filled.append(end)
    return tuple(reversed(filled))


def _line_and_break(paragraph: _Paragraph, i: int, words: frozenset[str]) -> tuple[str, str]:
    """The text of a line, and the separator between it and the next."""
    line, following = paragraph.lines[i : i + 2]
    on_one_page = paragraph.pages[i] == paragraph.pages[i + 1]
    if on_one_page and _is_short(line, paragraph.width) and following.text[:1].isupper():
        return line.text, "\n"  # not wrapped: a line of verse or of an address
    return join_lines(line.text, following.text, words)


def _paragraphs(pages: Sequence[Sequence[Line]], typography: Typography) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for number, lines in enumerate(pages):
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            one = _Paragraph([line], [number], line.end - line.x)
            if found and not _starts_paragraph(found, one, following, typography):
                found[-1].add(one)
            else:
                found.append(one)
    return found


def _starts_paragraph(
    found: Sequence[_Paragraph], one: _Paragraph, following: Line | None, typography: Typography
) -> bool:
    """Return whether a line starts a paragraph of its own."""
    paragraph = found[-1]
    last, line = paragraph.lines[-1], one.lines[0]
    if _is_column_break(paragraph, one):
        return not _continues(found, line)
    ended, short = (
        bool(_SENTENCE_END.search(last.text)),
        _is_short(last, max(paragraph.width, one.width)),
    )
    return (
        last.is_row
        or line.is_row
        or not same_size(last.size, line.size)
        or last.y - line.y > PARAGRAPH_GAP * typography.line_spacing_of(line)
        or (short and ended)
        or (short and 0 != last.font != line.font != 0)
        or (ended and _is_indented(last, line, following))
        or (bool(_LIST_ITEM.match(line.text)) and (ended or short or _is_item(paragraph)))
    )


def _is_column_break(paragraph: _Paragraph, one: _Paragraph) -> bool:
    """Return whether a line is in another column or on another page than the paragraph
    before it.
    """
    jump = one.lines[0].y - paragraph.lines[-1].y > one.lines[0].size / 2
    return jump or paragraph.pages[-1] != one.pages[0]


def _continues(found: Sequence[_Paragraph], line: Line) -> bool:
    """Return whether the last paragraph continues after the end of a column or page."""
    last = found[-1].lines[-1]
    if last.is_row or line.is_row or _LIST_ITEM.match(line.text):
        return False
    if last.is_aside != line.is_aside or not same_size(last.size, line.size):
        return False
    if _SENTENCE_END.search(last.text):
        return len(found[-1].lines) > 1 and _fills(found, last, FULL_LINE)
    return not line.text[:1].isupper() or _fills(found, last, SHORT_LINE)


def _fills(found: Sequence[_Paragraph], last: Line, share: float) -> bool:
    """Return whether a line fills at least that share of its column's width."""
    near = INDENT[1] * last.size
    column = [
        line.end
        for paragraph in found[-NEIGHBOURS:]
        for line in paragraph.lines[-NEIGHBOURS:]
        if abs(line.x - last.x) < near and line is not last
    ]
    return bool(column) and last.end - last.x >= share * (max(column) - last.x)


def _is_short(line: Line, width: float) -> bool:
    return line.end - line.x < SHORT_LINE * width


def _is_item(paragraph: _Paragraph) -> bool:
    return bool(_LIST_ITEM.match(paragraph.lines[0].text))


def _is_indented(last: Line, line: Line, following: Line | None) -> bool:
    """Tell a first line from the second line of a list item: its neighbours are at the margin."""
    least, most = (ems * line.size for ems in INDENT)
    around = [last.x, following.x] if following else []
    return bool(around) and all(least < line.x - x < most for x in around)


def _without_asides(paragraphs: list[_Paragraph], typography: Typography) -> list[_Paragraph]:
    """Move asides at the foot of a page before the paragraph that continues on the next page."""
    found, body = list[_Paragraph](), -1
    for paragraph in paragraphs:
        if _is_aside(paragraph, typography):
            found.append(paragraph)
            continue
        asides = found[body + 1 :]
        if (
            body >= 0
            and asides
            and _is_continued(found[max(0, body - NEIGHBOURS) : body + 1], asides, paragraph)
        ):
            found[body].add(paragraph)
            found[body:] = [*asides, found[body]]
        else:
            found.append(paragraph)
        body = len(found) - 1
    return found


def _is_aside(paragraph: _Paragraph, typography: Typography) -> bool:
    return all(
        line.is_aside or (line.size < typography.size and not typography.is_body(line.size))
        for line in paragraph.lines
    )


def _is_continued(
    found: Sequence[_Paragraph], asides: Sequence[_Paragraph], following: _Paragraph
) -> bool:
    """Return whether asides separate two halves of a paragraph, on the page where it starts."""
    body = found[-1]
    pages = {*body.pages, *(page for aside in asides for page in aside.pages)}
    beyond = _is_column_break(body, following)
    return len(pages) == 1 and beyond and _continues(found, following.lines[0])
