"""Made-up web pages around real articles, each with the text that a reader of its article reads.

Owns the frames and their contents. Every piece is drawn at random, so that pages differ in their
elements, the order of these, and their class names.
"""

from __future__ import annotations

import random
from html import escape

from benchmarks.extraction.web_pieces import NEWS, ad, body

REMARKS = [
    "First! Great article, thanks a lot for that one, and do come again.",
    "I disagree with the author, who has clearly never been to that place in his whole life.",
    "Could someone explain the second paragraph to me? I read it twice and still do not see it.",
]
CONSENT = (
    "We and our 742 partners store and access personal data, like browsing data or identifiers, on"
    " your device. You may accept all cookies or manage your preferences at any time."
)
BODIES = [
    "article-body",
    "story-body",
    "post-content",
    "entry-content",
    "c-text",
    "x1q2",
    "article__text",
]


def page_of(text: str, number: int, draw: random.Random) -> tuple[str, str]:
    """A page and the text of its article."""
    paragraphs = [p for p in text.split("\n\n") if p.strip()][:40]
    title, paragraphs = (
        (paragraphs[0], paragraphs[1:]) if len(paragraphs[0]) < 120 else ("", paragraphs)
    )
    title = title or " ".join(paragraphs[0].split()[:6])
    pieces, truth = body(paragraphs, draw)
    frame = FRAMES[number % len(FRAMES)]
    html = frame(title, pieces, draw)
    head = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
    )
    html = f"{head}<style>.x-off{{display:none}}</style></head><body>{html}</body></html>"
    return html, "\n\n".join([title, *truth])


def _nav(draw: random.Random) -> str:
    links = "".join(
        f'<li><a href="/{n}">{n}</a></li>' for n in ["Home", "World", "Sport", "Weather"]
    )
    return draw.choice(
        [
            f"<header><a href='/'>Daily News</a><nav><ul>{links}</ul></nav></header>",
            f'<div id="header"><div>Daily News</div><ul class="menu">{links}</ul></div>',
            f'<div role="banner">Daily News<div role="navigation"><ul>{links}</ul></div></div>',
        ]
    )


def _cookies(draw: random.Random) -> str:
    times = draw.randrange(1, 5)
    return draw.choice(
        [
            '<div id="onetrust-consent-sdk"><h2>Your privacy</h2>{}<button>OK</button></div>',
            '<div class="cookie-banner">{}<a href="/p">More</a></div>',
            '<div role="dialog" aria-modal="true">{}<button>Accept</button></div>',
            '<section class="modal">{}</section>',
            "",
        ]
    ).format(f"<p>{CONSENT}</p>" * times)


def _cards(draw: random.Random) -> str:
    summary = draw.choice(
        ["", "<p>The town has seen worse, say those who remember the year of the flood.</p>"]
    )
    cards = [
        f'<div class="card"><h3><a href="/n">{n}</a></h3>{summary}</div>'
        for n in draw.sample(NEWS, 3)
    ]
    return draw.choice(
        [
            '<section class="related-articles"><h2>Related articles</h2>{}</section>',
            '<div class="most-read"><h2>Most read</h2>{}</div>',
            "<aside><h2>More news</h2>{}</aside>",
            '<div class="c-17">{}</div>',
            "",
        ]
    ).format("".join(cards))


def _comments(draw: random.Random) -> str:
    remarks = "".join(f'<div class="comment"><p>{r}</p></div>' for r in REMARKS)
    return draw.choice(
        [
            f'<section id="comments"><h2>3 comments</h2>{remarks}</section>',
            f'<div class="comments-area">{remarks}</div>',
            "",
        ]
    )


def _footer(draw: random.Random) -> str:
    words = "Copyright 2024 Daily News. All rights reserved."
    return draw.choice(
        [
            f"<footer>{words}</footer>",
            f'<div class="site-footer"><p>{words}</p></div>',
            f"<div>{words}</div>",
        ]
    )


def _joined(title: str, pieces: list[str]) -> str:
    return f"<h1>{escape(title)}</h1>{''.join(pieces)}"


def _around(inner: str, draw: random.Random, after: str = "") -> str:
    consent = _cookies(draw)
    first, last = (consent, "") if draw.random() < 0.5 else ("", consent)
    return f"{first}{_nav(draw)}{inner}{after}{_footer(draw)}{last}"


def _plain(title: str, pieces: list[str], draw: random.Random) -> str:
    return _around(
        f"<article><h1>{escape(title)}</h1>{''.join(pieces)}</article>", draw, _cards(draw)
    )


def _main(title: str, pieces: list[str], draw: random.Random) -> str:
    article = f"<h1>{escape(title)}</h1><article>{''.join(pieces)}</article>"
    inner = f"{article}{_cards(draw)}{_comments(draw)}"
    return _around(f"<main>{inner}</main>", draw)


def _parts(title: str, pieces: list[str], draw: random.Random) -> str:
    """An article in two to four parts with advertising between them."""
    name, tag = draw.choice(BODIES), draw.choice(["div", "article", "section"])
    size = max(2, len(pieces) // draw.randrange(2, 5))
    parts = ["".join(pieces[at : at + size]) for at in range(0, len(pieces), size)]
    body = ad(draw)[0].join(f'<{tag} class="{name}">{part}</{tag}>' for part in parts)
    return _around(f"<h1>{escape(title)}</h1>{body}", draw, _cards(draw) + _comments(draw))


def _divs(title: str, pieces: list[str], draw: random.Random) -> str:
    name = draw.choice(BODIES)
    body = f'<h1>{escape(title)}</h1><div class="{name}">{"".join(pieces)}</div>'
    return _around(f'<div id="page">{body}{_cards(draw)}</div>', draw, _comments(draw))


def _schema(title: str, pieces: list[str], draw: random.Random) -> str:
    body = f'<div itemprop="articleBody">{"".join(pieces)}</div>'
    inner = f'<h1 itemprop="headline">{escape(title)}</h1>{body}'
    return _around(
        f'<div itemscope itemtype="https://schema.org/Article">{inner}</div>', draw, _cards(draw)
    )


def _aside(title: str, pieces: list[str], draw: random.Random) -> str:
    inner = f'<aside class="main"><h1>{escape(title)}</h1>{"".join(pieces)}</aside>'
    return _around(f'<div id="page">{inner}</div>', draw)


def _nested(title: str, pieces: list[str], draw: random.Random) -> str:
    depth = draw.choice([5, 60, 280])
    inner = _joined(title, pieces)
    return _around("<div>" * depth + inner + "</div>" * depth, draw)


def _columns(title: str, pieces: list[str], draw: random.Random) -> str:
    """A layout made of a table, as old pages have it."""
    inner = f"<h1>{escape(title)}</h1>{''.join(pieces)}"
    links = "".join(f'<a href="/{i}">{n}</a><br>' for i, n in enumerate(NEWS))
    return _around(f"<table><tr><td>{links}</td><td>{inner}</td></tr></table>", draw)


def _short(title: str, pieces: list[str], draw: random.Random) -> str:
    """A page with a notice of consent as long as an article."""
    inner = f"<h1>{escape(title)}</h1>{''.join(pieces)}"
    notice = f'<div class="cookie-consent">{f"<p>{CONSENT}</p>" * 12}</div>'
    return notice + _around(f"<main>{inner}</main>", draw)


def _sidebar(title: str, pieces: list[str], draw: random.Random) -> str:
    weather = "<p>Weather: rain in the north, sun elsewhere.</p>"
    side = f'<div class="sidebar">{_cards(draw)}{weather}</div>'
    inner = f'<div class="content"><h1>{escape(title)}</h1>{"".join(pieces)}</div>'
    return _around(f'<div class="has-sidebar">{inner}{side}</div>', draw, _comments(draw))


FRAMES = [_plain, _main, _parts, _divs, _schema, _aside, _nested, _columns, _short, _sidebar]
