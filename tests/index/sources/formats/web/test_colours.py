from __future__ import annotations

import pytest

from index.corpus import Omission
from index.sources.formats.web import reader as web
from index.sources.formats.web.colours import Colours, declared_colours
from tests.index.sources.formats.web.test_reader import COST, HARBOUR, text_of


def shown(html, head="<link rel=stylesheet href=a.css>"):
    page = f"<html><head>{head}</head><body><article><p>{HARBOUR}</p>{html}</article></body></html>"
    return text_of(page).removeprefix(HARBOUR).strip()


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff;background:#fff",
        "color: White; background-color: #FFFFFF",
        "background:rgb(255, 255, 255); color:#fff !important",
        "color:rgba(0,0,0,1);background:black",
        "color:rgb(255 0 0);background:red",
        "border:1px solid;color:#ffffff;background-color:white;",
    ],
)
def test_text_in_the_colour_of_its_background_is_not_read(style):
    assert shown(f'<p class="a" style="{style}">Unseen words.</p>') == ""
    assert shown(f'<div style="{style}"><p>Unseen <b>words</b>.</p><p>More.</p></div>') == ""


@pytest.mark.parametrize(
    "style",
    [
        "color:#fff",
        "background:#fff",
        "color:#fff;background:#000",
        "color:#fff;background:#fff url(night.png)",
        "color:#fff;background-image:url(night.png);background-color:#fff",
        "color:#fff;background:rgba(255,255,255,.1)",
        "color:transparent;background-clip:text;background:linear-gradient(red,blue)",
        "color:#fff;background:#fff;text-shadow:0 0 2px #000",
        "border-color:#fff;background:#fff",
        "color:var(--ink);background:var(--ink)",
    ],
)
def test_text_whose_colours_may_differ_is_read(style):
    assert shown(f'<p style="{style}">Words that are seen.</p>') == "Words that are seen."


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ("<p>{}</p>", False),
        ("<p style='font-weight:bold'>{}</p>", False),
        ("<p style='color:#000'>{}</p>", True),
        ("<p style='background:#000'>{}</p>", True),
        ("<p class='card'>{}</p>", True),  # the sheet that says its colours is not in the page
        ("<a href='/more'>{}</a>", True),
    ],
)
def test_colours_are_inherited_where_nothing_else_may_be_declared(inside, seen):
    found = shown(f"<div style='color:#fff;background:#fff'>{inside.format('Words.')}</div>")
    assert found == ("Words." if seen else "")


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        (".x{color:#fff;background:#fff}", False),
        (".x{color:#fff} #y{background:white}", False),
        ("p{background:#fff} .x{color:#fff}", False),
        (".x{color:#fff;background:#fff} #y{color:#000}", True),
        (".x{color:#fff;background:#fff} .x{color:#000}", True),
        (".dark .x{color:#fff;background:#fff}", True),
        ("@media print{.x{color:#fff;background:#fff}}", True),
    ],
)
def test_colours_of_simple_rules_count(sheet, seen):
    found = shown('<p class="x" id="y">Words.</p>', head=f"<style>{sheet}</style>")
    assert found == ("Words." if seen else "")


@pytest.mark.parametrize(
    ("head", "seen"),
    [
        ("", False),
        ("<link rel=icon href=a.png><style>p{margin:0}</style>", False),
        ("<link rel=stylesheet href=a.css>", True),
        ("<script src=a.js></script>", True),
        ("<style>.dark article{background:#000}</style>", True),
        ("<meta name=color-scheme content=dark>", True),
    ],
)
def test_white_text_is_unseen_where_nothing_declares_a_background(head, seen):
    assert shown('<p style="color:white">Words.</p>', head=head) == ("Words." if seen else "")


def test_an_article_that_is_white_all_over_has_lost_its_background():
    html = f'<article style="color:#fff"><p>{HARBOUR}</p><p>{COST}</p></article><p>Seen.</p>'
    assert HARBOUR in text_of(html)
    assert HARBOUR in text_of(f'<body style="color:#fff;background:#fff"><p>{HARBOUR}</p></body>')


def test_text_without_contrast_is_counted():
    html = f'<p>{HARBOUR}</p><p style="color:#000;background:#000">Unseen</p><p>{COST}</p>'
    (draft,) = web.read(html.encode(), "a.html").drafts
    assert draft.omissions == (Omission(6, "text that the page does not show"),)


@pytest.mark.parametrize("value", ["#ffff", "#ffffffff", "#FFF", "rgb(255,255,255)", "white"])
def test_the_notations_of_a_colour_are_one(value):
    assert declared_colours(f"color:{value}") == Colours(text=(255, 255, 255))


@pytest.mark.parametrize("value", ["#ffffff80", "inherit", "hsl(0,0%,100%)", "#ff", "none"])
def test_what_is_no_plain_colour_is_not_known(value):
    assert declared_colours(f"color:{value}") == Colours(text=())
