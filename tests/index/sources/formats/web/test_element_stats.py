from __future__ import annotations

import pytest

from index.sources.formats.web.element_stats import ElementStats
from index.sources.formats.web.tree import page_of, parse
from tests.index.sources.formats.web.test_reader import BERTH, COST, HARBOUR


def stats(html):
    return ElementStats(page_of(parse(f"<html><body>{html}</body></html>")), {})


def named(found):
    elements = found.page.elements
    return [(elements[at].tag, elements[at].get("class")) for at in sorted(found.articles)]


@pytest.mark.parametrize(
    "mark",
    [
        "<article>",
        "<main>",
        "<div itemprop='articleBody'>",
        "<div role='main'>",
        "<div class='article-body'>",
        "<section class='StoryBody wide'>",
    ],
)
def test_a_page_says_what_its_article_is(mark):
    assert len(stats(f"<div>Head</div>{mark}<p>{HARBOUR}").articles) == 1


def test_teasers_and_comments_are_no_articles():
    cards = '<article><h3><a href="/n">Other news</a></h3><p>Summary.</p></article>' * 2
    remark = f'<article class="comment"><p>{HARBOUR}</p></article>'
    found = stats(f'<article class="story"><p>{HARBOUR}</p><p>{COST}</p></article>{cards}{remark}')
    assert named(found) == [("article", "story")]


def test_a_short_part_of_the_same_name_is_an_article():
    part = '<div class="story-body">{}</div>'
    found = stats(part.format(f"<p>{HARBOUR}</p><p>{COST}</p>") + part.format("<p>End.</p>"))
    assert len(found.articles) == 2


def test_figures_count_what_is_kept():
    page = page_of(
        parse(f"<html><body><p>{BERTH} <a href='/x'>Here</a></p><p>No</p></body></html>")
    )
    found = ElementStats(page, {4: "why"})
    assert found.chars[0] == len(BERTH) + len("Here")
    assert found.linked_chars[0] == len("Here")
    assert found.link_count[0] == 1


def test_a_box_that_asks_for_consent_is_known_without_a_name():
    notice = "We and our partners use cookies to process personal data. See our privacy policy."
    box = f"<div><h2>Your choice</h2><p>{notice}</p><button>Accept all</button></div>"
    found = stats(f"<div>{box}<div><p>{HARBOUR}</p><p>{COST}</p><p>{BERTH}</p></div></div>")
    (at,) = found.asks_consent
    assert found.page.text(at).startswith("Your choice")
