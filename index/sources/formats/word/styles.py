"""The styles of a Word document, as far as they decide what is text.

Owns the formatting of each style, and which styles are those of note references. A style without a
property inherits it from the style that it is based on.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.sources.formats.word.formatting import (
    FORMATTING_PROPERTIES,
    OFF,
    Formatting,
    ReadProperty,
)
from index.sources.formats.word.package import Attributes, attribute_value, qualified_names

_MAX_BASES = 20  # of the chain of base styles; Word allows fewer
_NOTE_STYLES = ("footnote reference", "endnote reference")


@dataclass(slots=True)
class Style:
    """The properties that one style states."""

    formatting: Formatting = field(default_factory=dict)
    parts: Formatting = field(default_factory=dict)  # of any part of a table
    name: str = ""
    based_on: str | None = None


class Styles:
    """The styles by their ids; an XmlHandler for the part that defines them."""

    def __init__(self) -> None:
        self._by_id: dict[str | None, Style] = {}
        self._paragraphs: str | None = None  # the default style of paragraphs
        self._open: Style | None = None
        self._inside = 0  # depth in the style of a part of a table, which is no style of text
        self._cache: dict[tuple[str, str | None], bool | None] = {}

    def toggles(self, name: str, paragraph: str | None, run: str | None) -> bool:
        """Return whether a toggle property is on in text of these styles: one undoes the other."""
        return bool(self.value_in_paragraph(name, paragraph)) != bool(self.stated(name, run))

    def stated(self, name: str, style: str | None) -> bool | None:
        """The value of a property in a style or the styles it is based on; None if not stated."""
        if (name, style) not in self._cache:
            stated = (of.formatting[name] for of in self._chain(style) if name in of.formatting)
            self._cache[name, style] = next(stated, None)
        return self._cache[name, style]

    def value_in_paragraph(self, name: str, style: str | None) -> bool | None:
        return self.stated(name, style or self._paragraphs)

    def has_shading(self, table: str | None) -> bool:
        """Return whether a table of this style has a background in any of its cells."""
        return any(s.formatting.get("shade") or s.parts.get("shade") for s in self._chain(table))

    def is_note_reference(self, run: str | None) -> bool:
        """Return whether text in this style is a note mark."""
        return any(style.name.lower() in _NOTE_STYLES for style in self._chain(run))

    def _chain(self, name: str | None) -> list[Style]:
        """A style and those that it is based on, nearest first."""
        line: list[Style] = []
        while name in self._by_id and len(line) < _MAX_BASES:
            line.append(self._by_id[name])
            name = line[-1].based_on
        return line

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _STYLE:
            self._begin(attributes)
        elif name in _PART:
            self._inside += 1
        elif self._open and (state := _PROPERTIES.get(name)):
            self._state(state, attributes)
        elif self._open and not self._inside and name in _NAME:
            self._open.name = attribute_value(attributes, "val") or ""
        elif self._open and not self._inside and name in _BASE:
            self._open.based_on = attribute_value(attributes, "val")

    def end(self, name: str) -> None:
        if name in _STYLE:
            self._open = None
        elif name in _PART:
            self._inside -= 1

    def data(self, text: str) -> None: ...

    def _state(self, state: ReadProperty, attributes: Attributes) -> None:
        """Apply a property; for the parts of a table, a background of any part counts for all."""
        assert self._open
        if not self._inside:
            state(self._open.formatting, attributes)
        elif not self._open.parts.get("shade"):
            state(self._open.parts, attributes)

    def _begin(self, attributes: Attributes) -> None:
        self._open = Style()
        key = attribute_value(attributes, "styleId") or ""
        self._by_id[key] = self._open
        default = attribute_value(attributes, "default") or "0"
        if attribute_value(attributes, "type") == "paragraph" and default not in OFF:
            self._paragraphs = key


_STYLE, _PART = frozenset(qualified_names("w:style")), frozenset(qualified_names("w:tblStylePr"))
_NAME, _BASE = frozenset(qualified_names("w:name")), frozenset(qualified_names("w:basedOn"))
_PROPERTIES = {
    name: state for short, state in FORMATTING_PROPERTIES.items() for name in qualified_names(short)
}
