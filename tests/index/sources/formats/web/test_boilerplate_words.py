from __future__ import annotations

import pytest

from index.sources.formats.web import boilerplate_words as words


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ("cookie-banner", words.CONSENT),
        ("CookieConsent", words.CONSENT),
        ("onetrust-consent-sdk", words.CONSENT),
        ("comments-area", words.COMMENTS),
        ("ad-slot wide", words.ADVERTISING),
        ("relatedArticles", words.OTHER_PAGES),
        ("most_read", words.OTHER_PAGES),
        ("social-share", words.CONTROLS),
        ("site-footer", words.PAGE_FRAME),
        ("article-teaser", None),
        ("header__shadow", None),
        ("adriatic", None),
        ("has-sidebar", None),
        ("tag-cookies category-ads", None),
        ("", None),
    ],
)
def test_a_name_says_what_it_is_of(names, why):
    assert words.reason_by_name(words.names_text(names)) == why


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ("comment-list", words.COMMENTS),
        ("ad-slot-300x250 tall", words.ADVERTISING),
        ("comment-piece", None),
        ("most-read-list", words.OTHER_PAGES),
        ("sign-up", words.ADVERTISING),
        ("comment-piece comments", words.COMMENTS),
        ("ad" + "-promo-11111" * 15 + "-history", None),
    ],
)
def test_a_name_alone_says_nothing_else_behind_it(names, why):
    assert words.reason_by_name(words.names_text(names), alone=True) == why


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to read on",
        "Read more",
        "Continue reading …",
        "Advertisement",
        "Sign up for our newsletter to get the news",
        "Already a subscriber? Log in",
    ],
)
def test_an_offer_is_known_by_its_words(text):
    assert words.OFFERS.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe",
        "Subscribers of the opera paid twice.",
        "Share prices fell on Tuesday, and then rose again before noon.",
        "Read more than one book a week, the librarian said.",
    ],
)
def test_a_sentence_is_no_offer(text):
    assert not words.OFFERS.fullmatch(text)
    assert not words.INTRODUCES_LINKS.fullmatch(text)
