"""The theme of the page: Gradio's theme, our style sheet and our script.

Owns that nothing is loaded from another machine: system fonts, and files of this package only.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"]

THEME = gr.themes.Base(
    primary_hue="indigo",
    neutral_hue="stone",
    radius_size="lg",
    font=_SANS,
    font_mono=["ui-monospace", "monospace"],
)
CSS = (_HERE / "page.css").read_text(encoding="utf-8")
HEAD = f"<script>{(_HERE / 'page.js').read_text(encoding='utf-8')}</script>"
