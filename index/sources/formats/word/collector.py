"""Collection of the text of a Word document, element by element.

Owns the collected text, the elements that are skipped, and the omissions. elements.py owns the
effect of each element.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.sources.formats.word.formatting import Formatting
from index.sources.formats.word.package import Attributes, qualified_names
from index.sources.formats.word.styles import Styles
from index.sources.formats.word.text_flow import Line, TextFlow

NOTE_MARKS = "marks of notes"

ReadEmbedded = Callable[[str], Iterator[str]]  # paragraphs of the part of a relationship id
Start = Callable[["TextCollector", Attributes], None]
End = Callable[["TextCollector"], None]


@dataclass(frozen=True, slots=True)
class Elements:
    """The actions at the start and end of elements, and the elements whose characters are text."""

    starts: Mapping[str, Start]
    ends: Mapping[str, End]
    texts: frozenset[str]


def elements_of(
    starts: Mapping[str, Start], ends: Mapping[str, End], *, texts: Iterable[str]
) -> Elements:
    """Elements from short names, like "w:p", to their names in all dialects."""
    return Elements(
        {name: act for short, act in starts.items() for name in qualified_names(short)},
        {name: act for short, act in ends.items() for name in qualified_names(short)},
        frozenset(name for short in texts for name in qualified_names(short)),
    )


@dataclass(slots=True)
class Alternatives:
    """An open mc:AlternateContent: ``text_count`` at its start, and whether a branch had text."""

    text_count: int
    is_taken: bool = False


class TextCollector:
    """Collects the text of one document from its parts; the parts with its notes are read last."""

    def __init__(self, elements: Elements, styles: Styles, read_embedded: ReadEmbedded) -> None:
        self._elements = elements
        self.lines: list[Line] = []
        self.left_out: Counter[str] = Counter()  # characters by reason
        self.read_embedded = read_embedded
        self.notes: dict[tuple[str, str | None], list[Line]] = {}  # in the order of references
        self.flows = [TextFlow(self.lines, styles)]
        # Backgrounds of the page, and of the tables, cells and boxes around the text, inmost last.
        self.backgrounds: list[Formatting] = [{}]
        self.alternatives: list[Alternatives] = []  # that are open
        self.text_count = 0  # pieces of text so far, omitted ones included
        self.in_text = False
        self._depth = self._skipped = 0  # of the current element, of the skipped one
        self._reason: str | None = None  # to report for the skipped text; None for none

    @property
    def paragraphs(self) -> Iterator[str]:
        return (line.text for lines in (self.lines, *self.notes.values()) for line in lines)

    @property
    def flow(self) -> TextFlow:
        return self.flows[-1]

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._skipped:
            self.in_text = name in self._elements.texts
        elif act := self._elements.starts.get(name):
            act(self, attributes)

    def end(self, name: str) -> None:
        self.in_text = False
        self._depth -= 1
        if self._skipped > self._depth:
            self._skipped = 0
        if not self._skipped and (act := self._elements.ends.get(name)):
            act(self)

    def data(self, text: str) -> None:
        if not self.in_text:
            return
        self.text_count += 1
        if self._skipped:
            self._leave_out(text, self._reason)
        elif reason := self.flow.reason_unseen(text, self.backgrounds[-1]):
            self._leave_out(text, reason)
            if not self.flow.is_hidden and not self.flow.is_field_code:
                self.flow.keep_words_apart(text)
        elif not self.flow.is_field_code and (
            self.flow.is_note_mark or not self.flow.write_run(text)
        ):
            self._leave_out(text, NOTE_MARKS)

    def write_generated(self, text: str) -> None:
        """Write the text that an element of a run stands for."""
        if not self.flow.is_field_code and not self.flow.reason_unseen(text, self.backgrounds[-1]):
            self.text_count += 1
            self.flow.write(text)

    def start_flow(self, into: list[Line], background: Formatting) -> None:
        self.flows.append(TextFlow(into, self.flow.styles))
        self.backgrounds.append(background)

    def end_flow(self) -> None:
        self.flows.pop()
        self.end_background()

    def start_background(self) -> None:
        """Start an element with the background of what it is in, unless it states another."""
        self.backgrounds.append(dict(self.backgrounds[-1]))

    def end_background(self) -> None:
        self.backgrounds.pop()

    def skip(self, reason: str | None = None, *, above: int = 0) -> None:
        """Skip the element that was started, or the one so many levels above it."""
        self._skipped, self._reason = max(self._depth - above, 1), reason

    def skip_row(self, reason: str | None = None) -> None:
        """Skip the row whose properties are being read."""
        self.flow.properties_of = ""
        self.skip(reason, above=2)

    def _leave_out(self, text: str, reason: str | None) -> None:
        if reason:
            self.left_out[reason] += len(text)
