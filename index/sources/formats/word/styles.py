"""The styles of a Word document, as far as they decide what is text.

Owns which styles hide text, raise it or are the mark of a note. A style that says nothing is as the
one that it is based on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.sources.formats.word.package import Attributes, names_of, value_of

_BASES = 20  # styles that one goes back to at most; Word allows fewer
OFF = ("0", "false", "off")
_MARKS = ("footnote reference", "endnote reference")


@dataclass(slots=True)
class Style:
    """What one style states; None stands for nothing."""

    hidden: bool | None = None
    raised: bool | None = None
    name: str = ""
    based_on: str | None = None


class Styles:
    """The styles by their ids; reads them out of their part."""

    def __init__(self) -> None:
        self._all: dict[str | None, Style] = {}
        self._paragraphs: str | None = None  # the style of those that name none
        self._open: Style | None = None
        self._inside = 0  # of the style for a part of a table, which is no style of text

    def hides(self, paragraph: str | None, run: str | None) -> bool:
        """Whether text of these two styles is hidden; of two that hide, one undoes the other."""
        return self._hides(paragraph or self._paragraphs) != self._hides(run)

    def raises(self, run: str | None) -> bool:
        stated = (style.raised for style in self._line(run))
        return bool(next((raised for raised in stated if raised is not None), False))

    def marks(self, run: str | None) -> bool:
        """Whether what is written in this style is the mark of a note."""
        return any(style.name.lower() in _MARKS for style in self._line(run))

    def _hides(self, name: str | None) -> bool:
        stated = (style.hidden for style in self._line(name))
        return bool(next((hidden for hidden in stated if hidden is not None), False))

    def _line(self, name: str | None) -> list[Style]:
        """A style and those that it is based on, nearest first."""
        line: list[Style] = []
        while name in self._all and len(line) < _BASES:
            line.append(self._all[name])
            name = line[-1].based_on
        return line

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _STYLE:
            self._begin(attributes)
        elif name in _PART:
            self._inside += 1
        elif self._open and not self._inside and (state := _STATES.get(name)):
            state(self._open, attributes)

    def end(self, name: str) -> None:
        if name in _STYLE:
            self._open = None
        elif name in _PART:
            self._inside -= 1

    def data(self, text: str) -> None: ...

    def _begin(self, attributes: Attributes) -> None:
        self._open = Style()
        key = value_of(attributes, "styleId") or ""
        self._all[key] = self._open
        default = value_of(attributes, "default") or "0"
        if value_of(attributes, "type") == "paragraph" and default not in OFF:
            self._paragraphs = key


def is_on(attributes: Attributes) -> bool:
    """Whether a property that is on or off is on."""
    return (value_of(attributes, "val") or "") not in OFF


def is_raised(attributes: Attributes) -> bool:
    return value_of(attributes, "val") == "superscript"


def _hidden(style: Style, attributes: Attributes) -> None:
    style.hidden = is_on(attributes)


def _raised(style: Style, attributes: Attributes) -> None:
    style.raised = is_raised(attributes)


def _named(style: Style, attributes: Attributes) -> None:
    style.name = value_of(attributes, "val") or ""


def _based(style: Style, attributes: Attributes) -> None:
    style.based_on = value_of(attributes, "val")


_STYLE, _PART = frozenset(names_of("w:style")), frozenset(names_of("w:tblStylePr"))
_STATED: dict[str, Callable[[Style, Attributes], None]] = {
    "w:vanish": _hidden,
    "w:vertAlign": _raised,
    "w:name": _named,
    "w:basedOn": _based,
}
_STATES = {name: state for short, state in _STATED.items() for name in names_of(short)}
