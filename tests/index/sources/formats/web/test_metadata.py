from __future__ import annotations

import json
from datetime import date

import pytest

from index.sources.formats.fields import Fields
from index.sources.formats.web.metadata import stated_fields
from index.sources.formats.web.tree import parse

DAY = date(2024, 5, 31)


def fields(head: str = "", body: str = "<p>Text.</p>") -> Fields:
    return stated_fields(parse(f"<html><head>{head}</head><body>{body}<p>End.</p></body></html>"))


def ld(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def test_meta_tags_state_all_fields():
    head = (
        '<meta property="og:title" content="A  title"><title>Other</title>'
        '<meta property="og:site_name" content="Daily"><meta name="Author" content="Ann">'
        '<meta property="article:published_time" content="2024-05-31T10:00:00+09:00">'
        '<link rel="canonical" href="https://example.org/a">'
    )
    assert fields(head) == Fields("A title", "Daily", DAY, "https://example.org/a", "Ann")


@pytest.mark.parametrize("wrap", [lambda a: a, lambda a: [a], lambda a: {"@graph": [{}, 7, a]}])
def test_json_ld_states_fields(wrap):
    article = {
        "@type": ["Thing", "NewsArticle"],
        "headline": "A title",
        "author": [{"@type": "Person", "name": "Ann"}, "Bob", {"name": "Ann"}],
        "publisher": {"name": "Daily"},
        "datePublished": "2024-05-31",
    }
    assert fields(ld(wrap(article))) == Fields("A title", "Daily", DAY, None, "Ann, Bob")


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "WebSite", "headline": "T", "datePublished": "2024-05-31"},
        {"@type": None, "headline": "T"},
        {"@type": "Article", "headline": {"a": 1}, "author": [[1]], "datePublished": 20240531},
        [[{"@type": "Article", "headline": "T"}]],
        "text",
    ],
)
def test_json_ld_that_describes_no_article_states_nothing(value):
    assert fields(ld(value)) == Fields()


@pytest.mark.parametrize("text", ["{", "", "[" * 100_000])
def test_malformed_json_ld_states_nothing(text):
    assert fields(f'<script type="application/ld+json">{text}</script>') == Fields()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>A title | Daily</title>", "<h1>A title</h1>", "A title"),
        ("<title>A title | Daily</title>", "<h1>Welcome</h1>", "A title | Daily"),
        ("<title>A title | Daily</title>", "<h1>A title</h1><h1>More</h1>", "A title | Daily"),
        ("", "<h1>A <b>title</b></h1>", "A title"),
        ("", "<h1>One</h1><h1>Two</h1>", None),
        ("", "<h2>A section</h2>", None),
        ("<title> </title>", "", None),
    ],
)
def test_title_is_what_the_page_calls_itself(head, body, title):
    assert fields(head, body).title == title


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ('<time datetime="2024-05-31">today</time>', DAY),
        ('<time datetime="2024-05-31">a</time><time datetime="2024-05-31T10:00">b</time>', DAY),
        ('<time datetime="2024-05-31">a</time><time datetime="2020-01-01">b</time>', None),
        ('<time datetime="2024-05-31" pubdate>a</time><time datetime="2020-01-01">b</time>', DAY),
        (
            '<time datetime="2024-05-31" itemprop="datePublished">a</time>'
            '<time datetime="2020-01-01">b</time>',
            DAY,
        ),
        ("<time>2024-05-31</time>", None),
        ('<time datetime="soon">soon</time>', None),
    ],
)
def test_time_tags_state_a_day_when_they_agree(body, day):
    assert fields("", body).published == day


@pytest.mark.parametrize(
    "body",
    [
        "<p>Published on 31 May 2024, updated 2024-06-01.</p>",
        '<p class="date">2024-05-31</p><p class="byline author">By Ann Author</p>',
        '<a href="https://example.org/2024/05/31/story">A story</a>',
        '<img src="/2024/05/31.jpg"><footer>Copyright 2024 Daily</footer>',
    ],
)
def test_nothing_is_guessed_from_the_text(body):
    assert fields("", body) == Fields()


def test_address_states_no_day_and_no_source():
    head = '<link rel="canonical" href="https://www.example.org/2024/05/31/story">'
    assert fields(head) == Fields(url="https://www.example.org/2024/05/31/story")


@pytest.mark.parametrize("url", ["/story", "javascript:alert(1)", "file:///etc/passwd", ""])
def test_url_is_an_address_of_the_web(url):
    assert fields(f'<link rel="canonical" href="{url}">') == Fields()


def test_malformed_day_gives_way_to_the_next():
    head = '<meta name="date" content="May 31"><meta name="dc.date" content="2024-05-31">'
    assert fields(head).published == DAY


def test_several_authors_are_joined():
    head = '<meta name="author" content="Ann"><meta name="author" content="Bob">'
    assert fields(head).author == "Ann, Bob"
