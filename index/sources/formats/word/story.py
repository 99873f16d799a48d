"""How the text of a Word document is gathered, element by element.

Owns what the elements together have gathered, which of them are passed over, and what was left out.
What each element means is text.py's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.sources.formats.word.flow import Line, TextFlow
from index.sources.formats.word.look import Formatting
from index.sources.formats.word.package import Attributes, qualified_names
from index.sources.formats.word.styles import Styles

NOTE_MARKS = "marks of notes"

ReadEmbedded = Callable[[str], Iterator[str]]  # paragraphs of what a relation of that id leads to
Start = Callable[["TextCollector", Attributes], None]
End = Callable[["TextCollector"], None]


@dataclass(frozen=True, slots=True)
class Elements:
    """What is done where an element starts and ends, and which hold characters that are text."""

    starts: Mapping[str, Start]
    ends: Mapping[str, End]
    texts: frozenset[str]


def elements(
    starts: Mapping[str, Start], ends: Mapping[str, End], *, texts: Iterable[str]
) -> Elements:
    """Elements from short names, like "w:p", to their names in all dialects."""
    return Elements(
        {name: act for short, act in starts.items() for name in qualified_names(short)},
        {name: act for short, act in ends.items() for name in qualified_names(short)},
        frozenset(name for short in texts for name in qualified_names(short)),
    )


class TextCollector:
    """Reads the text of one document out of its parts; those that hold its notes go last."""

    def __init__(self, elements: Elements, styles: Styles, embedded: ReadEmbedded) -> None:
        self._elements = elements
        self.lines: list[Line] = []
        self.left_out: Counter[str] = Counter()  # characters, by the reason
        self.embedded = embedded
        self.notes: dict[tuple[str, str | None], list[Line]] = {}  # as they are referred to
        self.flows = [TextFlow(self.lines, styles)]
        self.backgrounds: list[Formatting] = [
            {}
        ]  # the text: the page, then the tables, cells and boxes in it
        self.branches: list[tuple[bool, int]] = []  # whether one was taken; heard when they began
        self.text_count = 0
        self.in_text = False
        self._depth = self._skipped = 0  # the depth of the element that is passed over
        self._reason: str | None = None  # why it is; None where that needs no saying

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
        """Write what an element of a run stands for."""
        if not self.flow.is_field_code and not self.flow.reason_unseen(text, self.backgrounds[-1]):
            self.text_count += 1
            self.flow.write(text)

    def start_flow(self, into: list[Line], backgrounds: Formatting) -> None:
        self.flows.append(TextFlow(into, self.flow.styles))
        self.backgrounds.append(backgrounds)

    def end_flow(self) -> None:
        self.flows.pop()
        self.end_background()

    def start_background(self) -> None:
        """What is started has behind it what is behind the rest, unless it states otherwise."""
        self.backgrounds.append(dict(self.backgrounds[-1]))

    def end_background(self) -> None:
        self.backgrounds.pop()

    def skip(self, reason: str | None = None, *, above: int = 0) -> None:
        """Pass over the element that was started, or the one that is so many levels above it."""
        self._skipped, self._reason = max(self._depth - above, 1), reason

    def _leave_out(self, text: str, reason: str | None) -> None:
        if reason:
            self.left_out[reason] += len(text)
