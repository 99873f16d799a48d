"""Lines of a PDF to paragraphs, pages to one text.

Owns where a paragraph ends: a PDF has none, only places. A gap wider than between most lines, an
indented or a short line, other letters, or the item of a list parts two; the end of a column or a
page does not, where the sentence goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.formats.pdf.hyphens import joined, vocabulary
from index.sources.formats.pdf.lines import Line
from index.sources.formats.pdf.measure import APART, Measure, are_alike

SHORT = 0.75  # of the width: the next word would have had room
FULL = 0.95  # of the width: few paragraphs end in a line as full
NEIGHBOURS = 10  # paragraphs, and lines of each, that tell how wide a column is
INDENT = (0.5, 5.0)  # of the size of letters

_ENDED = re.compile(r"""[.!?…:;。！？]["'”’»)\]]*$""")
_OPENS = re.compile(r"([-*+•‣▪●◦–]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s)")


@dataclass(slots=True)
class _Paragraph:
    """Lines that belong together, the page that each stands on, and the width of the longest."""

    lines: list[Line]
    pages: list[int]
    width: float

    def add(self, other: _Paragraph) -> None:
        self.lines += other.lines
        self.pages += other.pages
        self.width = max(self.width, other.width)


def paged(pages: Sequence[Sequence[Line]], measure: Measure) -> tuple[str, tuple[int, ...]]:
    """Join the pages, whose lines come in reading order, to one text; returns it and the offset at
    which each page starts. An empty page starts where the next one does.
    """
    paragraphs = _without_asides(_paragraphs(pages, measure), measure)
    words = vocabulary(line.text for page in pages for line in page)
    pieces, length, starts = list[str](), 0, dict[int, int]()
    for paragraph in paragraphs:
        before = "\n\n" if pieces else ""
        for i, (line, page) in enumerate(zip(paragraph.lines, paragraph.pages, strict=True)):
            starts.setdefault(page, length + len(before))
            text, after = line.text, ""
            if i + 1 < len(paragraph.lines):
                text, after = _border(paragraph, i, words)
            pieces.append(before + text)
            length += len(pieces[-1])
            before = after
    return "".join(pieces), _filled(starts, len(pages), length)


def _filled(starts: dict[int, int], pages: int, end: int) -> tuple[int, ...]:
    """Let each empty page start where the next one that holds text does, or at the end."""
    filled: list[int] = []
    for page in reversed(range(pages)):
        end = starts.get(page, end)
        filled.append(end)
    return tuple(reversed(filled))


def _border(paragraph: _Paragraph, i: int, words: frozenset[str]) -> tuple[str, str]:
    """The line before its end, and what parts it from the next."""
    line, following = paragraph.lines[i : i + 2]
    on_one_page = paragraph.pages[i] == paragraph.pages[i + 1]
    if on_one_page and _is_short(line, paragraph.width) and following.text[:1].isupper():
        return line.text, "\n"  # not wrapped: a verse, an address
    return joined(line.text, following.text, words)


def _paragraphs(pages: Sequence[Sequence[Line]], measure: Measure) -> list[_Paragraph]:
    found: list[_Paragraph] = []
    for number, lines in enumerate(pages):
        for i, line in enumerate(lines):
            following = lines[i + 1] if i + 1 < len(lines) else None
            one = _Paragraph([line], [number], line.end - line.x)
            if found and not _starts(found, one, following, measure):
                found[-1].add(one)
            else:
                found.append(one)
    return found


def _starts(
    found: Sequence[_Paragraph], one: _Paragraph, following: Line | None, measure: Measure
) -> bool:
    """Tell whether a line starts a paragraph of its own."""
    paragraph = found[-1]
    last, line = paragraph.lines[-1], one.lines[0]
    if _is_beyond(paragraph, one):
        return not _goes_on(found, line)
    ended, short = bool(_ENDED.search(last.text)), _is_short(last, max(paragraph.width, one.width))
    return (
        last.is_row
        or line.is_row
        or not are_alike(last.size, line.size)
        or last.y - line.y > APART * measure.pitch_of(line)
        or (short and ended)
        or (short and 0 != last.font != line.font != 0)
        or (ended and _is_indented(last, line, following))
        or (bool(_OPENS.match(line.text)) and (ended or short or _is_item(paragraph)))
    )


def _is_beyond(paragraph: _Paragraph, one: _Paragraph) -> bool:
    """Tell whether a line stands in another column or page than what comes before it."""
    jump = one.lines[0].y - paragraph.lines[-1].y > one.lines[0].size / 2
    return jump or paragraph.pages[-1] != one.pages[0]


def _goes_on(found: Sequence[_Paragraph], line: Line) -> bool:
    """Tell whether the last paragraph goes on over the end of a column or page."""
    last = found[-1].lines[-1]
    if last.is_row or line.is_row or _OPENS.match(line.text):
        return False
    if last.is_aside != line.is_aside or not are_alike(last.size, line.size):
        return False
    if _ENDED.search(last.text):
        return len(found[-1].lines) > 1 and _fills(found, last, FULL)
    return not line.text[:1].isupper() or _fills(found, last, SHORT)


def _fills(found: Sequence[_Paragraph], last: Line, share: float) -> bool:
    """Tell whether a line fills at least that share of its column."""
    near = INDENT[1] * last.size
    column = [
        line.end
        for paragraph in found[-NEIGHBOURS:]
        for line in paragraph.lines[-NEIGHBOURS:]
        if abs(line.x - last.x) < near and line is not last
    ]
    return bool(column) and last.end - last.x >= share * (max(column) - last.x)


def _is_short(line: Line, width: float) -> bool:
    return line.end - line.x < SHORT * width


def _is_item(paragraph: _Paragraph) -> bool:
    return bool(_OPENS.match(paragraph.lines[0].text))


def _is_indented(last: Line, line: Line, following: Line | None) -> bool:
    """Tell a first line from a list item's second one: the lines around it are at the margin."""
    least, most = (ems * line.size for ems in INDENT)
    around = [last.x, following.x] if following else []
    return bool(around) and all(least < line.x - x < most for x in around)


def _without_asides(paragraphs: list[_Paragraph], measure: Measure) -> list[_Paragraph]:
    """Put the foot of a page in front of the paragraph that goes on over the page's end."""
    found, body = list[_Paragraph](), -1
    for paragraph in paragraphs:
        if _is_aside(paragraph, measure):
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


def _is_aside(paragraph: _Paragraph, measure: Measure) -> bool:
    return all(
        line.is_aside or (line.size < measure.size and not measure.is_body(line.size))
        for line in paragraph.lines
    )


def _is_continued(
    found: Sequence[_Paragraph], asides: Sequence[_Paragraph], following: _Paragraph
) -> bool:
    """Tell whether asides stand between two parts of a paragraph, on the page where it starts."""
    body = found[-1]
    pages = {*body.pages, *(page for aside in asides for page in aside.pages)}
    beyond = _is_beyond(body, following)
    return len(pages) == 1 and beyond and _goes_on(found, following.lines[0])
