"""The name of the page, and the choice of its colours.

Owns their HTML. The browser keeps the choice and applies it (script/theme.js).
"""

from __future__ import annotations

from page.panels.markup import tag
from page.wording.wording import Wording
from qa.html import Html

THEMES = ("system", "light", "dark")


def name_html(*, say: Wording) -> Html:
    """The name, and beside it the choice of colours."""
    options = (tag("option", say(f"theme.{theme}"), value=theme) for theme in THEMES)
    chosen = tag("select", *options, id="qa-theme", aria_label=say("theme"), title=say("theme"))
    return tag("h1", "article", tag("b", "·"), "qa") + chosen
