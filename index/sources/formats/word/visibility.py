"""Visibility of text in a Word document.

Owns the formatting stated for a run and its paragraph, and how it, their styles and the background
decide together. White text is visible on any other colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.sources.formats.draft import STRUCK
from index.sources.formats.word.formatting import Formatting
from index.sources.formats.word.styles import Styles

HIDDEN = "hidden text"


@dataclass(slots=True)
class Run:
    """The formatting stated for a run; its style decides the rest."""

    formatting: Formatting = field(default_factory=dict)
    style: str | None = None
    font: str = ""


@dataclass(slots=True)
class Paragraph:
    """The formatting stated for a paragraph and its mark, which ends it."""

    formatting: Formatting = field(default_factory=dict)
    mark: Formatting = field(default_factory=dict)
    style: str | None = None
    mark_deleted: bool = False


def is_toggled(name: str, run: Run, paragraph: Paragraph, styles: Styles) -> bool:
    """Return whether a toggle property is on: as the run states, or by the styles of both."""
    stated = run.formatting.get(name)
    return styles.toggles(name, paragraph.style, run.style) if stated is None else stated


def reason_unseen(
    run: Run, paragraph: Paragraph, styles: Styles, background: Formatting
) -> str | None:
    """The reason why text of a run that is not hidden as such is invisible; None if it is
    visible.
    """
    if _effective("tiny", run, paragraph, styles):
        return HIDDEN
    if _effective("white", run, paragraph, styles):
        shades = (
            _effective("highlight", run, paragraph, styles),
            run.formatting.get("shade"),
            styles.stated("shade", run.style),
            paragraph.formatting.get("shade"),
            styles.value_in_paragraph("shade", paragraph.style),
            background.get("shade"),
        )
        if not next((shade for shade in shades if shade is not None), False):
            return HIDDEN
    strikes = (is_toggled(name, run, paragraph, styles) for name in ("strike", "dstrike"))
    return STRUCK if any(strikes) else None


def _effective(name: str, run: Run, paragraph: Paragraph, styles: Styles) -> bool | None:
    if name in run.formatting:
        return run.formatting[name]
    stated = styles.stated(name, run.style)
    return styles.value_in_paragraph(name, paragraph.style) if stated is None else stated
