"""The inside of the article of a made-up web page: its text, and elements that are not text.

Owns the pieces: each is drawn as HTML, with what a reader of the article reads of it.
"""

from __future__ import annotations

import random
from html import escape

NEWS = [
    "Storm leaves thousands without power on the coast",
    "Ten recipes for a quick dinner",
    "Council votes on the new bridge after years of delay",
    "How to choose a bicycle for the city",
    "Star striker signs for another season",
    "What we know about the outage so far",
]


def body(paragraphs: list[str], draw: random.Random) -> tuple[list[str], list[str]]:
    pieces: list[str] = []
    truth: list[str] = []
    for paragraph in paragraphs:
        pieces.append(_paragraph(paragraph, draw))
        truth.append(paragraph)
        if draw.random() < 0.25:
            html, said = draw.choice(EXTRAS)(draw)
            pieces.append(html)
            truth += said
    return pieces, truth


def _paragraph(text: str, draw: random.Random) -> str:
    spoken = text.split()
    marks = {}
    for _ in range(draw.randrange(3)):
        marks[draw.randrange(len(spoken))] = draw.choice(
            [
                '<a href="/topic">{}</a>',
                "<b>{}</b>",
                '<time datetime="2024-03-05">{}</time>',
                "<em>{}</em>",
            ]
        )
    html = " ".join(marks.get(i, "{}").format(escape(word)) for i, word in enumerate(spoken))
    return f"<p>{html}</p>"


def _table(draw: random.Random) -> tuple[str, list[str]]:
    cells = [("Mon", "10:00 to 20:00"), ("Tue", "Closed"), ("Wed", f"{draw.randrange(9)} to 12")]
    wrap = draw.choice(
        ["{}", "<p>{}</p>", "<ul><li>{}</li></ul>", "<label>{}</label>", "<div>{}<br></div>"]
    )
    rows = "".join(f"<tr><td>{a}</td><td>{wrap.format(b)}</td></tr>" for a, b in cells)
    said = [word for row in cells for word in row]
    return f"<table><caption>Opening hours</caption>{rows}</table>", ["Opening hours", *said]


def _figure(draw: random.Random) -> tuple[str, list[str]]:
    words = "The mayor speaks at the old quay on 4 March 2024."
    name = draw.choice(["", ' class="wp-block-image"', ' class="media-caption"'])
    return f'<figure{name}><img src="x.jpg" alt="Quay"><figcaption>{words}</figcaption></figure>', [
        words
    ]


def _quote(draw: random.Random) -> tuple[str, list[str]]:
    words = "We waited nine years for this quay."
    html = draw.choice(
        [
            "<blockquote><p>{}</p></blockquote>",
            '<figure class="wp-block-pullquote"><blockquote><p>{}</p></blockquote></figure>',
            '<aside class="pullquote"><p>{}</p></aside>',
        ]
    )
    return html.format(words), [words]


def _list(draw: random.Random) -> tuple[str, list[str]]:
    items = ["Two berths for ferries", "A hall of 900 square metres", f"{draw.randrange(90)} lamps"]
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>", items


def _heading(draw: random.Random) -> tuple[str, list[str]]:
    words = draw.choice(["What happens next", "Background", "The figures"])
    return f"<h2>{words}</h2>", [words]


def ad(draw: random.Random) -> tuple[str, list[str]]:
    name = draw.choice(["ad", "ad-slot", "advertisement", "adsbygoogle-wrap ads", "dfp-ad"])
    return f'<div class="{name}"><p>Advertisement</p><a href="/buy">Buy a boat today</a></div>', []


def _teaser(draw: random.Random) -> tuple[str, list[str]]:
    news = draw.choice(NEWS)
    html = draw.choice(
        [
            '<p class="read-more">Read more: <a href="/n">{}</a></p>',
            '<aside class="related"><h4>Related</h4><a href="/n">{}</a></aside>',
            '<div class="inline-promo"><strong>See also</strong> <a href="/n">{}</a></div>',
        ]
    )
    return html.format(news), []


def _offer(draw: random.Random) -> tuple[str, list[str]]:
    html = draw.choice(
        [
            '<div class="newsletter-signup"><h3>Our newsletter</h3><p>Get the news of the day.</p>'
            "<input><button>Sign up</button></div>",
            "<p>Subscribe to read on</p>",
            '<p class="x-off">Hidden words for a robot to read.</p>',
            '<div style="display: none">Hidden words for a robot to read.</div>',
        ]
    )
    return html, []


EXTRAS = [_table, _figure, _quote, _list, _heading, ad, ad, _teaser, _offer]
