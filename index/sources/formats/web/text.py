"""The kept elements of a web page as paragraphs of text.

Owns paragraph breaks, the form of table rows, and invisible characters. Knows nothing of what
belongs to the article: it writes every element that is not omitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from index.sources.formats.draft import FOOTNOTE_MARKS
from index.sources.formats.web.cells import Cell, TableRows, cell_of, terms_of_one_value
from index.sources.formats.web.mathml import formula_text
from index.sources.formats.web.superscripts import (
    is_inline_note_reference,
    is_note_reference,
    script_of,
    subscript_text,
    superscript_text,
)
from index.sources.formats.web.tree import NO_TEXT, Page, tags

MAX_MARK_ELEMENTS = 8  # elements in a footnote mark
CONTEXT = 24  # characters before a superscript that decide its meaning, and of a mark at most
MAX_CELL = 300  # characters; a row with a longer cell is page layout

_BLOCKS = tags(
    "address article aside blockquote body caption center dd details dialog dir div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_CELLS = ("td", "th")
_PARTS_OF_TABLE = ("table", "tbody", "tfoot", "thead")
_QUOTATION_MARKS = ("“‘", "”’")  # of a <q>, and of a nested one
_QUOTES = tuple("\"'“”„«»‘’‚‹›「」『』")
_ENDS_SENTENCE = ("", *".!?…。！？")
# Soft hyphens and characters of no width. Joiners shape the letters of Persian, Hindi, Thai and
# others, and emoji: they are removed only next to a letter that needs none.
_INVISIBLE = re.compile(
    "[\u00ad\u2060\ufeff]|(?<![\u0590-\u1fff\u2190-\U0010ffff])[\u200b-\u200d]"
    "|[\u200b-\u200d](?![\u0590-\u1fff\u2190-\U0010ffff])"
)
_SPACE = re.compile(r"\s+")


class TextWriter:
    """Writes one page as paragraphs; ``omitted`` counts omitted characters by reason."""

    def __init__(self, page: Page, left_out: Mapping[int, str]) -> None:
        self.page, self.left_out = page, left_out
        kept = page.kept(left_out)
        self.chars = page.inside(own * k for own, k in zip(page.own, kept, strict=True))
        self.tables = page.inside(e.tag == "table" for e in page.elements)
        self.terms = terms_of_one_value(page, self.chars)
        self.omitted: Counter[str] = Counter()
        self._paragraphs: list[str] = []
        self._line: list[str] = []
        self._row: list[Cell] | None = None
        self._rows = TableRows()
        self._term = ""  # the term of the value that follows
        self._open_quotations: list[str] = []  # their closing marks
        self._after_break = False  # no text since the last <br>
        self._pre_depth = 0  # number of open <pre>

    def paragraphs(self) -> list[str]:
        """The paragraphs in document order."""
        waiting = [(0, False)]
        while waiting:
            at, closes = waiting.pop()
            if closes:
                self._close(at)
            elif at not in self.left_out and self._opened(at):
                waiting.append((at, True))
                waiting += [(child, False) for child in self._children_backwards(at)]
                continue
            self._write(self.page.elements[at].tail if at else None)
        self._end_paragraph()
        return self._paragraphs

    def _children_backwards(self, at: int) -> list[int]:
        children, child = [], at + 1
        while child < self.page.ends[at]:
            children.append(child)
            child = self.page.ends[child]
        return children[::-1]

    def _opened(self, at: int) -> bool:
        """Write the beginning of an element; False if nothing inside it is to be written."""
        element = self.page.elements[at]
        if element.tag in NO_TEXT:
            return False
        if element.tag == "math":
            self._write(formula_text(element))
            return False
        if element.tag == "br":
            self._break_line()
        elif element.tag == "q":
            self._open_quotation(element.text or "")
        elif element.tag in _BLOCKS:
            self._open_block(at)
        elif self._write_script(at):
            return False
        self._pre_depth += element.tag == "pre"
        self._write(element.text)
        return True

    def _open_block(self, at: int) -> None:
        tag = self.page.elements[at].tag
        self._end_block(tag)
        if self._row is not None:
            return
        if tag in _PARTS_OF_TABLE:
            self._rows.start_section()
        elif tag == "tr" and self._is_row(at):
            self._row = []
        elif tag == "tr":
            self._rows.fill_row(())

    def _close(self, at: int) -> None:
        tag = self.page.elements[at].tag
        self._pre_depth -= tag == "pre"
        if tag == "q":
            self._line.append(self._open_quotations.pop())
        elif tag == "tr" and self._row is not None:
            self._end_cell()
            row, self._row = self._row, None
            self._paragraphs.append(" | ".join(self._rows.fill_row(row)).strip(" |"))
        elif tag in _CELLS and self._row is not None:
            self._row.append(cell_of(self._take_text().replace("\n", " "), self.page.elements[at]))
        elif at in self.terms and self._row is None:
            self._end_term()
        elif tag in _BLOCKS:
            self._end_block(tag)
            if tag == "dd" and self._term:  # the value was a mark of a footnote
                self._paragraphs.append(self._term.removesuffix(": "))
                self._term = ""

    def _is_row(self, at: int) -> bool:
        """Return whether several cells of a row have text, and none is page layout."""
        cells = [c for c in self._children_backwards(at) if self.page.elements[c].tag in _CELLS]
        full = [self.chars[c] for c in cells if self.chars[c]]
        several = len(full) + self._rows.has_text_from_above() > 1
        return bool(full) and several and max(full) <= MAX_CELL and not self.tables[at]

    def _end_term(self) -> None:
        text = self._take_text()
        if text[-1:] in _ENDS_SENTENCE:  # and of no text
            self._paragraphs += [text] * bool(text)
        else:
            self._term = text.rstrip(" :") + ": "

    def _open_quotation(self, text: str) -> None:
        """Write the mark that a browser shows, unless the page has its own."""
        written = "".join(self._line[-1:])[-1:] in _QUOTES or text.lstrip()[:1] in _QUOTES
        opening, closing = (marks[len(self._open_quotations) % 2] for marks in _QUOTATION_MARKS)
        self._open_quotations.append("" if written else closing)
        self._line.append("" if written else opening)

    def _end_block(self, tag: str) -> None:
        if self._row is None:
            self._end_paragraph()
        elif tag in _CELLS:
            self._end_cell()
        else:
            self._line.append(" ")

    def _end_cell(self) -> None:
        text = self._take_text().replace("\n", " ")
        if self._row is not None and text:
            self._row.append(Cell(text))

    def _end_paragraph(self) -> None:
        text = self._take_text()
        if text:
            self._paragraphs.append(self._term + text)
            self._term = ""

    def _take_text(self) -> str:
        lines = "".join(self._line).split("\n")
        self._line, self._after_break = [], False
        return _INVISIBLE.sub("", "\n".join(" ".join(line.split()) for line in lines).strip())

    def _break_line(self) -> None:
        if self._after_break and self._row is None:
            self._end_paragraph()
        else:
            self._line.append("\n")
            self._after_break = True

    def _write(self, text: str | None) -> None:
        if text:
            self._after_break &= text.isspace()
            self._line.append(text if self._pre_depth else _SPACE.sub(" ", text))

    def _write_script(self, at: int) -> bool:
        """Write a superscript, subscript or note reference; False for any other element."""
        element = self.page.elements[at]
        script = script_of(element)
        if self.page.ends[at] - at > MAX_MARK_ELEMENTS or not (script or element.tag == "a"):
            return False
        text, after = self.page.text(at), element.tail or ""
        before = "".join(piece[-CONTEXT:] for piece in self._line[-4:])[-CONTEXT:]
        if script == "sub":
            written: str | None = subscript_text(text, before, after)
        elif script == "sup":
            written = (
                None
                if len(text) <= CONTEXT and is_note_reference(element)
                else superscript_text(text, before, after)
            )
        elif is_inline_note_reference(element, text):
            written = None
        else:
            return False
        self.omitted[FOOTNOTE_MARKS] += len(text) if written is None else 0
        self._write(written)
        return True
