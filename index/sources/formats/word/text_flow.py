"""One text flow of a Word document (the body, a text box, a note), while it is collected.

Owns the open structures of the flow (paragraph, row, run, field, equation), and the destination and
visibility of each piece of text. Without recursion, so documents may nest to any depth.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.sources.formats.word.formatting import Formatting
from index.sources.formats.word.omml import linear_form, superscript_text
from index.sources.formats.word.styles import Styles
from index.sources.formats.word.symbols import decode_symbols
from index.sources.formats.word.visibility import HIDDEN, Paragraph, Run, is_toggled, reason_unseen

MAX_NESTED_OBJECTS = 30  # of an equation; deeper ones are written side by side
_CONTEXT = 20  # characters before a superscript that decide its meaning


@dataclass(slots=True)
class Line:
    """A paragraph, or a row of a table: the pieces of text of each cell."""

    cells: list[list[str]]
    is_row: bool = False

    @property
    def text(self) -> str:
        texts = ["".join(cell) for cell in self.cells]
        if self.is_row:
            texts = [" ".join(text.split()) for text in texts]
        return " | ".join(texts) if any(texts) else ""


@dataclass(slots=True)
class EquationObject:
    """An open object of an equation: its arguments by name in order, and its properties."""

    arguments: list[tuple[str, str]] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TextFlow:
    """Adds the lines of one flow to a list, in the order in which they start."""

    into: list[Line]
    styles: Styles
    properties_of: str = ""  # the owner of the properties being read: "p", "mark", "tr", "tc"
    paragraph: Paragraph = field(default_factory=Paragraph)
    run: Run = field(default_factory=Run)
    objects: list[EquationObject | None] = field(default_factory=list)  # None if nested too deep
    _line: Line | None = None
    _goes_on: bool = False  # the next paragraph continues the line
    _rows: list[int] = field(default_factory=list)  # number of cells of each open row so far
    _arguments: list[list[str]] = field(default_factory=list)  # pieces of each open argument
    _results: list[bool] = field(default_factory=list)  # of each open field: at its result?
    _codes: int = 0  # number of open fields at their code
    _after_superscript: bool = False

    @property
    def in_row(self) -> bool:
        return bool(self._rows)

    @property
    def is_field_code(self) -> bool:
        """Return whether the text is the result of a field within the code of another."""
        return self._codes > (self._results[-1:] == [False])

    @property
    def is_hidden(self) -> bool:
        return is_toggled("vanish", self.run, self.paragraph, self.styles)

    @property
    def is_note_mark(self) -> bool:
        return self.styles.is_note_reference(self.run.style)

    def reason_unseen(self, text: str, background: Formatting) -> str | None:
        """The reason why text of the run is invisible, or None; white space has neither colour nor
        size.
        """
        if self.is_hidden:
            return HIDDEN
        if text.isspace():
            return None
        return reason_unseen(self.run, self.paragraph, self.styles, background)

    def keep_words_apart(self, unseen: str) -> None:
        """Write a space in place of omitted text that separates two words."""
        before = "".join(self._sink()[-1:])
        if unseen != unseen.strip() and not before[-1:].isspace():
            self.write(" ")

    def write(self, text: str) -> None:
        self._sink().append(text)
        self._after_superscript = False

    def write_run(self, text: str) -> bool:
        """Write visible text of the run; return False for a note mark, which is not written."""
        seen: str | None = decode_symbols(text, self.run.font) if self.run.font else text
        above = self.run.formatting.get("raised")
        if above is None:
            above = bool(self.styles.stated("raised", self.run.style))
        if above and seen and not self._after_superscript:
            seen = superscript_text("".join(piece[-_CONTEXT:] for piece in self._sink()[-3:]), seen)
        if seen is None:
            return False
        self.write(seen)
        self._after_superscript = above
        return True

    def start_paragraph(self) -> None:
        if not self._rows and not self._goes_on:
            self._begin(Line([[]]))
        self.paragraph, self.run = Paragraph(), Run()
        self._goes_on = self._after_superscript = False

    def end_paragraph(self) -> None:
        """End the line, unless the paragraph mark was deleted or is hidden."""
        ended = self.paragraph
        if ended.mark_deleted or is_toggled("vanish", Run(ended.mark), ended, self.styles):
            self._goes_on = True
        elif self._rows:
            self.write("\n")
        else:
            if self.into and self.into[-1] is self._line and not any(self._line.cells):
                self.into.pop()  # a document may have millions of empty paragraphs
            self._line = None

    def start_row(self) -> None:
        if not self._rows:
            self._begin(Line([], is_row=True))
        self._rows.append(0)

    def end_row(self) -> None:
        if self._rows:
            self._rows.pop()
        if not self._rows:
            self._line, self._goes_on = None, False

    def start_cell(self) -> None:
        """Start a cell; a cell of a nested table is a piece of text of the outer table's cell."""
        if not self._rows:
            return
        self._rows[-1] += 1
        if len(self._rows) == 1 and self._line:
            self._line.cells.append([])
        elif self._rows[-1] > 1:
            self.write(" | ")

    def start_field(self) -> None:
        self._results.append(False)
        self._codes += 1

    def start_result(self) -> None:
        if self._results:
            self.end_field()
            self._results.append(True)

    def end_field(self) -> None:
        if self._results:
            self._codes -= not self._results.pop()

    def start_object(self) -> None:
        self.objects.append(EquationObject() if len(self.objects) < MAX_NESTED_OBJECTS else None)

    def end_object(self, kind: str) -> None:
        ended = self.objects.pop() if self.objects else None
        if ended:
            text = linear_form(kind, ended.arguments, ended.properties)
            if kind == "f" and "".join(self._sink()[-1:])[-1:].isdigit():
                text = f" {text}"  # 2 followed by 1/2 is not 21/2
            self.write(text)

    def start_argument(self) -> None:
        if self.objects and self.objects[-1]:
            self._arguments.append([])

    def end_argument(self, name: str) -> None:
        if self.objects and (holder := self.objects[-1]):
            holder.arguments.append((name, "".join(self._arguments.pop())))

    def _begin(self, line: Line) -> None:
        self._line, self._goes_on = line, False
        self.into.append(line)

    def _sink(self) -> list[str]:
        """The destination of the next piece of text."""
        if self._arguments:
            return self._arguments[-1]
        if self._line is None:
            self._begin(Line([[]]))
        assert self._line
        if not self._line.cells:
            self._line.cells.append([])
        return self._line.cells[-1]
