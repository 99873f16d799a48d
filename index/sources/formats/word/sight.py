"""Whether a reader sees a piece of text of a Word document.

Owns what is stated of a run and of its paragraph, and how that, their styles and what lies behind
the text decide together. White text is seen on any other colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.sources.formats.word.look import Formatting
from index.sources.formats.word.styles import Styles

HIDDEN, STRUCK = "hidden text", "text that is struck out"


@dataclass(slots=True)
class Run:
    """What is stated of a piece of text; its style decides the rest."""

    formatting: Formatting = field(default_factory=dict)
    style: str | None = None
    font: str = ""


@dataclass(slots=True)
class Paragraph:
    """What is stated of a paragraph and of its mark, which ends it."""

    formatting: Formatting = field(default_factory=dict)
    mark: Formatting = field(default_factory=dict)
    style: str | None = None
    mark_deleted: bool = False


def is_toggled(
    name: str, run: Formatting, styles: Styles, paragraph: str | None, of: str | None
) -> bool:
    """Whether a property is on that of two styles, of the paragraph and the run, each undoes."""
    stated = run.get(name)
    return styles.toggles(name, paragraph, of) if stated is None else stated


def reason_unseen(
    run: Run, paragraph: Paragraph, styles: Styles, backgrounds: Formatting
) -> str | None:
    """Why nobody reads the text of a run that is not hidden as such; None where it is read."""
    if _effective("tiny", run, paragraph, styles):
        return HIDDEN
    if _effective("white", run, paragraph, styles):
        has_shading = (
            _effective("highlight", run, paragraph, styles),
            run.formatting.get("shade"),
            styles.stated("shade", run.style),
            paragraph.formatting.get("shade"),
            styles.value_in_paragraph("shade", paragraph.style),
            backgrounds.get("shade"),
        )
        if not next((shade for shade in has_shading if shade is not None), False):
            return HIDDEN
    strikes = (
        is_toggled(name, run.formatting, styles, paragraph.style, run.style)
        for name in ("strike", "dstrike")
    )
    return STRUCK if any(strikes) else None


def _effective(name: str, run: Run, paragraph: Paragraph, styles: Styles) -> bool | None:
    if name in run.formatting:
        return run.formatting[name]
    stated = styles.stated(name, run.style)
    return styles.value_in_paragraph(name, paragraph.style) if stated is None else stated
