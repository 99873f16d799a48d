"""Whether a reader sees a piece of text of a Word document.

Owns what is stated of a run and of its paragraph, and how that, their styles and what lies behind
the text decide together. White text is seen on any other colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.sources.formats.word.look import Look
from index.sources.formats.word.styles import Styles

HIDDEN, STRUCK = "hidden text", "text that is struck out"


@dataclass(slots=True)
class Run:
    """What is stated of a piece of text; its style decides the rest."""

    look: Look = field(default_factory=dict)
    style: str | None = None
    font: str = ""


@dataclass(slots=True)
class Paragraph:
    """What is stated of a paragraph and of its mark, which ends it."""

    look: Look = field(default_factory=dict)
    mark: Look = field(default_factory=dict)
    style: str | None = None
    mark_deleted: bool = False


def switched(name: str, run: Look, styles: Styles, paragraph: str | None, of: str | None) -> bool:
    """Whether a property is on that of two styles, of the paragraph and the run, each undoes."""
    stated = run.get(name)
    return styles.switches(name, paragraph, of) if stated is None else stated


def why_unseen(run: Run, paragraph: Paragraph, styles: Styles, behind: Look) -> str | None:
    """Why nobody reads the text of a run that is not hidden as such; None where it is read."""
    if _nearest("tiny", run, paragraph, styles):
        return HIDDEN
    if _nearest("white", run, paragraph, styles):
        shades = (
            _nearest("highlight", run, paragraph, styles),
            run.look.get("shade"),
            styles.stated("shade", run.style),
            paragraph.look.get("shade"),
            styles.stated_of_paragraph("shade", paragraph.style),
            behind.get("shade"),
        )
        if not next((shade for shade in shades if shade is not None), False):
            return HIDDEN
    strikes = (
        switched(name, run.look, styles, paragraph.style, run.style)
        for name in ("strike", "dstrike")
    )
    return STRUCK if any(strikes) else None


def _nearest(name: str, run: Run, paragraph: Paragraph, styles: Styles) -> bool | None:
    if name in run.look:
        return run.look[name]
    stated = styles.stated(name, run.style)
    return styles.stated_of_paragraph(name, paragraph.style) if stated is None else stated
