"""The HTML page of an export, whatever it holds: its frame, style and smallest pieces. Pure.

Owns the policy that no page loads anything. Knows nothing of answers and checked texts.
"""

from __future__ import annotations

from typing import Any

from qa.evidence.claim import Claim
from qa.evidence.export.data import CLOSINGS, OPENINGS, embedded
from qa.html import Html
from qa.text.printable import printable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"  # scripts, images and requests: none
_STYLE = Html("""
:root { color-scheme: light dark; --sentence: #fff3bf; --quote: #ffd43b; --quiet: #595959;
  background: #fff; color: #1f2328; }
@media (prefers-color-scheme: dark) {
  :root { --sentence: #4d4215; --quote: #7a6200; --quiet: #b0b0b0;
    background: #15171b; color: #e8e6e1; }
}
body { font: 1.05rem/1.55 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
blockquote { margin: 0; white-space: pre-line; }
mark { color: inherit; background: var(--sentence); text-decoration: underline; }
mark b { background: var(--quote); }
li { margin-bottom: 1.5rem; break-inside: avoid; }
.answer { font-size: 1.6rem; margin: 0; }
.note { color: var(--quiet); font-size: .85rem; margin: .3rem 0; }
.note a { color: inherit; }
""")
_PAGE = Html(f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>{{style}}</style>
</head>
<body>
<main>
<h1 dir="auto">{{heading}}</h1>
{{body}}</main>
{{data}}
</body>
</html>
""")


def page_html(heading: str, body: Html, data: dict[str, Any], style: str = "") -> Html:
    """A page for light and dark screens and for paper; the data are in a block at the end."""
    return _PAGE.format(
        title=printable(heading),
        style=_STYLE + Html(style),
        heading=heading,
        body=body,
        data=Html(f"{OPENINGS[0]}{embedded(data)}{CLOSINGS[0]}"),
    )


def note_html(text: str) -> Html:
    """A paragraph in small grey type."""
    return Html('<p class="note" dir="auto">{}</p>\n').format(text)


def address_html(claim: Claim) -> str:
    """The address, which opens the article at the sentence where it is one on the web."""
    if claim.link is None:
        return claim.url or ""
    link = Html('<a href="{}" rel="noopener noreferrer">{}</a>')
    return link.format(claim.link, claim.url)
