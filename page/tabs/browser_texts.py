"""The texts that stay as long as a page is open: labels of controls, and pieces of HTML.

Owns how they are sent to the browser in all languages, which chooses one. Knows nothing of which
texts there are.
"""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from page.panels.articles import formats_html
from page.panels.asking.start import recent_html
from page.panels.checked_text import invitation_html
from page.panels.download import answer_help_html, bibliography_help_html, text_help_html
from page.panels.head.colours import colours_html
from page.panels.head.status_bar import unreachable_html
from page.wording.languages import LANGUAGES
from page.wording.wording import Wording
from qa.html import Html

LABELS = "control."  # how the names of texts begin that are labels
Piece = Callable[..., Html]  # takes ``say``
PIECES: tuple[Piece, ...] = (
    answer_help_html,
    bibliography_help_html,
    colours_html,
    formats_html,
    invitation_html,
    recent_html,
    text_help_html,
    unreachable_html,
)


def label(name: str) -> str:
    """The label of that name, which the browser puts into its language."""
    return str(gr.I18n()(LABELS + name))


def piece(render: Piece) -> str:
    """The HTML that one of PIECES renders, in the browser's language."""
    return str(gr.I18n()(render.__name__))


def browser_texts() -> gr.I18n:
    """All labels and pieces in all languages."""
    return gr.I18n(**{tag: _texts(say) for tag, say in LANGUAGES.items()})


def _texts(say: Wording) -> dict[str, str]:
    labels = {name: say(name) for name in say.texts if name.startswith(LABELS)}
    return labels | {render.__name__: str(render(say=say)) for render in PIECES}
