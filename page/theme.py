"""The look of the page: Gradio's theme, our style sheets and our script.

Owns that nothing is loaded from another machine: system fonts, and files of this package only, all
of which are part of the document and need no request.
"""

from __future__ import annotations

from pathlib import Path

import gradio as gr

_HERE = Path(__file__).parent
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"]
# Of two rules of equal weight the later one counts: windows and paper come last.
STYLES = (
    "page",
    "head",
    "parts",
    "asking",
    "evidence",
    "comparing",
    "library",
    "reading",
    "checking",
    "checkup",
    "windows",
    "print",
)
SCRIPTS = ("page", "asking", "address", "evidence", "recent", "taking", "connection")


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


THEME = gr.themes.Base(
    primary_hue="indigo",
    neutral_hue="stone",
    radius_size="lg",
    font=_SANS,
    font_mono=["ui-monospace", "monospace"],
).set(body_background_fill="#f6f5f1", body_background_fill_dark="#15171b")
CSS = "\n".join(_read(f"style/{name}.css") for name in STYLES)
HEAD = f"<script>{''.join(_read(f'script/{name}.js') for name in SCRIPTS)}</script>"
# What the browser has before it draws anything: else a dark page would flash in light.
FIRST = f"<style>{_read('style/theme.css')}</style><script>{_read('script/theme.js')}</script>"
