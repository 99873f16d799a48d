from __future__ import annotations

import pytest

from index.sources.formats.web import reader as web
from tests.index.sources.formats.web.test_reader import BERTH, COST, HARBOUR, text_of

NOTICE = (
    "We and our 711 partners store and access personal data, like browsing data, on your device."
    " Selecting I Accept enables tracking technologies to support the purposes shown."
)
ARTICLE = f"<p>{HARBOUR}</p><p>{COST}</p>"
TEXT = f"{HARBOUR}\n\n{COST}"


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "box",
    [
        '<div id="onetrust-consent-sdk" class="cookie-banner"><h2>Privacy</h2>{}</div>',
        '<div class="fc-consent-root"><h1>We ask for your consent</h1>{}</div>',
        '<section role="dialog" aria-modal="true">{}<button>Accept</button></section>',
        "<div class='overlay'><h2>Your privacy</h2>{}<button>Accept all</button></div>",
        "<dialog open>{}</dialog>",
        "<div>{}</div>",
    ],
)
@pytest.mark.parametrize(
    "page", ["{}<main><h1>Ferry</h1>{}</main>", "{}<div><h1>Ferry</h1>{}</div>"]
)
def test_the_article_is_read_and_not_the_notice_of_consent_however_long(box, page):
    notice = box.format(paragraphs(*[NOTICE] * 4))
    assert text_of(page.format(notice, f"<p>{COST}</p>")) == f"Ferry\n\n{COST}"


def test_an_aside_or_form_that_holds_the_article_is_no_furniture():
    for tag in ("aside", "form", "header"):
        html = f"<div><{tag} class=sidebar><h1>Ferry</h1>{ARTICLE}</{tag}></div>"
        assert text_of(f"<html><body>{html}</body></html>") == f"Ferry\n\n{TEXT}"


@pytest.mark.parametrize(
    "furniture",
    [
        "<p>Subscribe to read on</p>",
        "<p><a href='/more'>Read more</a></p>",
        "<span>Advertisement</span>",
        "<p>Read more: <a href='/n'>Storm leaves thousands without power</a></p>",
        "<div class='newsletter-signup'><h3>Our letter</h3><p>Get the news of the day.</p></div>",
        "<div class='paywall'><p>Subscribe to go on reading this story.</p></div>",
        "<aside><h3>Related</h3><a href='/n'>Other news</a></aside>",
        "<div><h3>Most read</h3><p>Ten things about planes</p></div>",
        "<ul><li><a href='/1'>One</a><li><a href='/2'>Two</a><li><a href=3>No</a></ul>",
        "<div class='ad'><p>Buy a boat</p></div>",
        "<nav><a href='#a'>Background</a></nav>",
        "<button>Share</button>",
        "<div class='social-share'>Share on all networks</div>",
    ],
)
def test_what_is_no_article_is_left_out_of_it_and_counted(furniture):
    html = f"<article><p>{HARBOUR}</p>{furniture}<p>{COST}</p></article>"
    (draft,) = web.read(html.encode(), "a.html").drafts
    assert draft.text == TEXT
    assert len(draft.omissions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "<aside class='factbox'><h3>Figures</h3><p>90 metres</p></aside>",
        "<div class='paywall'>" + paragraphs(*[BERTH] * 6) + "</div>",
        "<div class='menu'><p>Fish soup, and bread of the day.</p></div>",
        "<p class='share-price'>Share prices fell.</p>",
        "<p>He said: <em>related</em> and <a href='/x'>popular</a> things.</p>",
        "<h2><button>What does it cost?</button></h2>",
        "<blockquote><p>Nine years.</p><footer>Ines Okafor</footer></blockquote>",
        "<header><h2>The second part</h2></header>",
        "<section><h2>Related work</h2><p>Other boards have studied it too.</p></section>",
    ],
)
def test_what_only_looks_like_furniture_is_text(text):
    found = text_of(f"<article><p>{HARBOUR}</p>{text}<p>{COST}</p></article>")
    words = text_of(f"<div>{text}</div>") if "footer" not in text else "Nine years.\n\nInes Okafor"
    assert found == f"{HARBOUR}\n\n{words}\n\n{COST}"


@pytest.mark.parametrize(
    "name",
    [
        "comment-piece",
        "advertisement-history",
        "AdvertisementHistory",
        "related-work",
        "cookie-recipe",
        "social-history",
        "popular-culture",
        "copyright-law",
        "newsletters-of-the-war",
    ],
)
@pytest.mark.parametrize(
    "page", ["<article>{}</article>", "<div class='text'>{}</div>", "<main><div>{}</div></main>"]
)
def test_sentences_of_an_article_are_kept_where_a_name_only_begins_like_furniture(name, page):
    own = "In my comment I say that the tram is too dear, and the advertisement on it too."
    html = f"<p>{HARBOUR}</p><div class='{name}'><p>{own}</p></div><p>{COST}</p>"
    assert text_of(page.format(html)) == f"{HARBOUR}\n\n{own}\n\n{COST}"


@pytest.mark.parametrize(
    "name", ["comments", "comment-list", "article-comments", "comment_text", "ad", "advert",
             "ads", "ad-slot-300x250", "advertisement wide", "relatedArticles", "ad-unit--top"],
)  # fmt: skip
def test_sentences_in_a_part_whose_whole_name_is_furniture_are_left_out(name):
    own = "In my opinion the tram is too dear, and the advertisement on it is too large."
    html = f"<p>{HARBOUR}</p><div class='{name}'><p>{own}</p></div><p>{COST}</p>"
    assert text_of(f"<article>{html}</article>") == TEXT


def test_a_name_that_begins_like_furniture_counts_where_no_sentence_stands():
    html = f"<p>{HARBOUR}</p><div class='comment-tally'><p>9 remarks</p></div><p>{COST}</p>"
    assert text_of(f"<article>{html}</article>") == TEXT


def test_an_article_that_is_called_a_comment_is_read():
    html = f"<h1>Ferry</h1><article class='comment-piece'>{ARTICLE}</article>"
    assert TEXT in text_of(f"<body>{html}</body>")


def test_comments_longer_than_the_article_are_left_out():
    remarks = "".join(f'<article class="comment"><p>{BERTH}</p></article>' for _ in range(9))
    html = (
        f'<main><h1>Ferry</h1>{ARTICLE}<div id="comments"><h2>9 comments</h2>{remarks}</div></main>'
    )
    assert text_of(html) == f"Ferry\n\n{TEXT}"
