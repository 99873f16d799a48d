"""The choice of the page's colours: light, dark, or as the system.

Owns its HTML. The browser keeps the choice and applies it (script/theme.js).
"""

from __future__ import annotations

from page.panels.markup import tag
from page.wording.wording import Wording
from qa.html import Html

THEMES = ("system", "light", "dark")


def colours_html(*, say: Wording) -> Html:
    options = (tag("option", say(f"theme.{theme}"), value=theme) for theme in THEMES)
    return tag("select", *options, id="qa-theme", aria_label=say("theme"), title=say("theme"))
