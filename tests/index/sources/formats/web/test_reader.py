from __future__ import annotations

import contextlib
import socket
import time

import pytest

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.web import reader as web
from index.sources.paragraphs import split_paragraphs

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>Minister visits Korea | Daily News</title>
<link rel="stylesheet" href="https://example.org/style.css">
<script src="https://example.org/script.js"></script><script>var tracked = "by nobody";</script>
</head><body>
<header><a href="/">Daily News</a></header>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your visit.
<button>Accept all</button></p></div>
<article><h1>Minister visits Korea</h1>
<img src="https://example.org/picture.jpg" alt="A picture">
<p>The minister arrived in Seoul on Tuesday   afternoon and met
the president for <b>talks</b> about <a href="/trade">trade</a> &amp; security in the region.</p>
<h2>Background</h2>
<p>It is the second visit in three years.<br>He came by plane, officials said, and he left again on
Thursday evening.</p>
<ul><li>First point of the agenda was trade.</li><li>Second point was defence.</li></ul>
<blockquote><p>“We are glad”, he said.</p></blockquote>
<table><tr><th>Year</th><th>Visits</th></tr><tr><td>2023</td><td>2</td></tr></table>
</article>
<aside><h3>Most read</h3>
<p>Ten things that you will not believe about ministers and planes.</p></aside>
<section id="comments" class="comments"><div class="comment">
<p>First! Great article, thanks a lot for
that one, and do come again.</p></div></section>
<footer><p>Copyright 2024 Daily News. All rights reserved. Contact us at any time.</p></footer>
<iframe src="https://example.org/frame"></iframe>
</body></html>"""
TEXT = """Minister visits Korea

The minister arrived in Seoul on Tuesday afternoon and met the president for talks about trade & \
security in the region.

Background

It is the second visit in three years.
He came by plane, officials said, and he left again on Thursday evening.

First point of the agenda was trade.

Second point was defence.

“We are glad”, he said.

Year | Visits

2023 | 2"""

OMISSIONS = (
    Omission(47, "a notice of consent"),
    Omission(67, "comments of readers"),
    Omission(81, "head, foot or side of the page"),
    Omission(9, "navigation"),
    Omission(73, "side of the page"),
)
HARBOUR = "The harbour board approved a new ferry terminal on Tuesday after a long meeting in town."
COST = "The terminal will cost 42 million dollars, the board said, and open in the spring of 2027."
BERTH = "Fishermen had asked for a berth of their own, which the board promised to study in June."


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a page made a network call")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def text_of(html: str | bytes) -> str:
    (draft,) = web.read(html.encode() if isinstance(html, str) else html, "a.html").drafts
    return draft.text


def refusal(html: str | bytes) -> str:
    with pytest.raises(SeedError) as caught:
        web.read(html.encode() if isinstance(html, str) else html, "a.html")
    assert caught.value.seed == "a.html"
    return str(caught.value)


def test_main_text_is_read_without_what_stands_around_it():
    assert web.read(PAGE.encode(), "a.html") == Drafts(
        (Draft(TEXT, Fields(title="Minister visits Korea"), omissions=OMISSIONS),)
    )


def test_every_block_is_a_paragraph_of_its_own():
    paragraphs = [span.of(TEXT) for span in split_paragraphs(TEXT)]
    assert len(paragraphs) == 10
    assert paragraphs[3].startswith("It is the second")


def test_reading_twice_gives_the_same():
    assert web.read(PAGE.encode(), "a.html") == web.read(PAGE.encode(), "a.html")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One short.</p>", "One short."),
        ("<h1>A</h1><p>One.</p><p>Two.</p>", "A\n\nOne.\n\nTwo."),
        ('<?xml version="1.0" encoding="latin-1"?><html><body><p>Café.</p></body></html>', "Café."),
        ("<html><body><p>1 &lt; 2 &amp; 3</p></body></html>", "1 < 2 & 3"),
        ("words alone", "words alone"),
    ],
    ids=["one paragraph", "fragment", "XHTML", "entities", "no tags"],
)
def test_small_and_odd_pages_are_read(html, text):
    assert text_of(html) == text


def test_short_page_keeps_its_paragraphs_apart():
    html = "<html><body><h1>A</h1><p>One <b>and</b> one.</p><p>Two.</p></body></html>"
    assert "One and one.\n\nTwo." in text_of(html)


def test_comment_inside_the_article_is_left_out():
    comment = '<div class="comments" id="disqus_thread"><p>First! What a great article.</p></div>'
    assert text_of(PAGE.replace("</article>", f"{comment}</article>")) == TEXT


def test_stated_encoding_is_used():
    html = '<html><head><meta charset="windows-1252"></head><body><p>Café.</p></body></html>'
    assert text_of(html.encode("cp1252")) == "Café."
    http = '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">'
    assert text_of(f"{http}<p>한국을 방문한다.</p>".encode("euc_kr")) == "한국을 방문한다."


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<html></html>",
        "<html><body><nav><a href=x>Home</a></nav><footer>Imprint</footer></body></html>",
        "<html><head><title>T</title></head><body><script>let a = 1;</script></body></html>",
        "<html><body><img src=a.png></body></html>",
    ],
    ids=["empty", "no body", "navigation", "script", "picture"],
)
def test_page_without_main_text_is_refused(html):
    assert refusal(html) == (
        "seed 'a.html' has no main text; expected a page with an article;"
        " save the article itself, or remove it"
    )


@pytest.mark.parametrize(
    "label", ["unicode_escape", "raw_unicode_escape", "base64", "rot13", "utf-7", "palmos", "idna"]
)
def test_name_that_is_no_encoding_of_the_web_is_not_obeyed(label):
    html = f'<meta charset="{label}"><p>Caf\xe9 \\u0041 +AEE- in the old town of Lisgar.</p>'
    with contextlib.suppress(SeedError):
        assert "\\u0041 +AEE-" in text_of(html.encode("latin-1"))


@pytest.mark.parametrize("byte", [b"\x00", b"\x02", b"\x0b", b"\x1a"])
def test_one_control_byte_does_not_cost_the_page(byte):
    page = f"<article><p>{HARBOUR}</p><p>The province |pays.</p></article>".encode()
    assert text_of(page.replace(b"|", byte)) == f"{HARBOUR}\n\nThe province pays."
    assert text_of(page.replace(b"|", b"") + byte) == f"{HARBOUR}\n\nThe province pays."


def test_external_entity_is_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    html = (
        f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">'
        '<!ENTITY f SYSTEM "http://example.org/e">]>'
        "<html><body><p>A sentence &e; and &f; of text.</p></body></html>"
    )
    assert "secret" not in text_of(html).replace("secret.txt", "")


def test_entities_are_not_multiplied():
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10)]
    html = f"<!DOCTYPE html [{''.join(lines)}]><html><body><p>Text &a9; end.</p></body></html>"
    assert len(text_of(html)) < 2 * len(html)


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00", b"%PDF-1.4 \x00"])
def test_binary_content_is_refused(content):
    assert "it looks binary" in refusal(content)


def test_page_of_too_many_tags_is_refused(monkeypatch):
    monkeypatch.setattr(web, "MAX_TAGS", 4)
    assert text_of("<p>One.</p><p>Two.</p>") == "One.\n\nTwo."
    assert refusal("<p>One.</p><p>Two.</p><br>") == (
        "seed 'a.html' has 5 tags; expected at most 4; save the article itself"
    )


@pytest.mark.slow
@pytest.mark.parametrize("depth", [256, 260, 3_000, 30_000])
@pytest.mark.parametrize("tag", ["div", "section", "span"])
@pytest.mark.parametrize("closed", [True, False])
def test_text_below_any_number_of_tags_is_read(tag, depth, closed):
    end = f"</{tag}>" * depth * closed
    html = f"<html><body>{f'<{tag}>' * depth}<p>{HARBOUR}</p><p>{COST}</p>{end}</body></html>"
    assert text_of(html) == f"{HARBOUR}\n\n{COST}"


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["<div>", "<ul><li>x", "<table><tr><td>x", "<b>x", "<!--", "<"])
def test_deep_nesting_ends(tag):
    with contextlib.suppress(SeedError):
        web.read((tag * 20_000).encode(), "a.html")


def test_parser_failure_is_a_seed_error(monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise AttributeError("inside")

    monkeypatch.setattr(web, "page_of", fail)
    assert refusal(PAGE).startswith(
        "seed 'a.html' cannot be read as a web page (AttributeError: inside); expected a whole web"
    )


def test_nothing_is_shown_of_the_parsers_log(capfd):
    refusal("<html><body><nav>x</nav></body></html>")
    assert capfd.readouterr() == ("", "")


# By what there is n of; each with n to begin with. system/test_growth.py has more, read and cut.
GROWING = {
    "characters": (500_000, lambda n: f"<p>{'a' * n}</p>"),
    "levels": (2_500, lambda n: "<div>" * n + HARBOUR),
    "tables": (1_000, lambda n: "<table><tr><td>x" * n),
    "rows": (1_500, lambda n: f"<table>{'<tr><td>a<td>b' * n}</table>"),
    "notes": (2_500, lambda n: f"<p>{'word<sup>3</sup> ' * n}</p>"),
    "asides": (1_500, lambda n: f"<div>{f'<p>{HARBOUR}</p><aside>Note</aside>' * n}</div>"),
    "cookies": (3_000, lambda n: '<div class="cookie">' * n + HARBOUR),
    "rules": (10_000, lambda n: f"<style>{'.a{display:none}' * n}</style><p>{HARBOUR}</p>"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", GROWING)
def test_time_grows_in_step_with_the_page(what):
    n, page = GROWING[what]

    def seconds(count: int) -> float:
        content, began = page(count).encode(), time.process_time()
        with contextlib.suppress(SeedError):
            web.read(content, "a.html")
        return time.process_time() - began

    seconds(n // 10)  # what it imports is imported
    limit = 8 * max(seconds(n), seconds(n))
    assert any(seconds(4 * n) < limit for _ in range(2))


@pytest.mark.slow
def test_long_names_of_classes_take_time_in_step_with_their_number():
    def seconds(count):
        names = (f"{'ad-' * 60}x-{at}" for at in range(count))
        boxes = "".join(f"<div class='{name}'>" for name in names)
        started = time.perf_counter()
        web.read(f"<article><p>{HARBOUR}</p>{boxes}<p>{COST}</p>".encode(), "a.html")
        return time.perf_counter() - started

    plain = time.perf_counter()
    web.read(f"<article><p>{HARBOUR}</p>{'<div>' * 2000}<p>{COST}</p>".encode(), "a.html")
    plain = time.perf_counter() - plain
    assert seconds(2000) < 50 * plain
