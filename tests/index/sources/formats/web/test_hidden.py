from __future__ import annotations

import pytest

from index.corpus import Omission
from index.sources.formats.web import reader as web
from tests.index.sources.formats.web.test_reader import COST, HARBOUR, text_of


def shown(html, head=""):
    page = f"<html><head>{head}</head><body><article><p>{HARBOUR}</p>{html}</article></body></html>"
    return text_of(page).removeprefix(HARBOUR).strip()


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:none">{}</p>',
        '<p style="color: red; DISPLAY : none !important">{}</p>',
        '<div style="visibility:hidden"><p>{}</p></div>',
        '<span style="font-size:0">{}</span>',
        '<p style="font-size: 0px">{}</p>',
        '<p style="position:absolute; left:-9999px">{}</p>',
        "<p hidden>{}</p>",
        "<template><p>{}</p></template>",
        "<noscript><p>{}</p></noscript>",
        "<dialog><p>{}</p></dialog>",
        '<span class="sr-only">{}</span>',
        '<span style="font-size:1px">{}</span>',
        '<p style="font-size:.5pt; color:red">{}</p>',
        '<div style="font-size:1px"><p>{}</p><p>More.</p><p><b>Most.</b></p></div>',
        '<i class="icon" aria-hidden="true">arrow_back</i>',
        '<span aria-hidden="true">★</span>',
    ],
)
def test_what_nobody_sees_is_not_read(html):
    assert shown(html.format("Unseen words.")) == ""


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:block">{}</p>',
        '<p style="font-size:0.9em">{}</p>',
        '<p style="font-size:1em">{}</p>',
        '<p style="font-size:10px">{}</p>',
        '<p style="font-size:1.5pt">{}</p>',
        '<div><template shadowrootmode="open"><p>{}</p></template></div>',
        '<div style="font-size:0"><div style="font-size:1em"><p><b>{}</b></p></div></div>',
        '<p hidden="until-found">{}</p>',
        '<p aria-hidden="true">{}</p>',
        '<p style="margin-left:-9999px">{}</p>',
    ],
)
def test_what_is_seen_is_read(html):
    assert shown(html.format("Words that are seen.")) == "Words that are seen."


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        (".x{display:none}", False),
        ("h6, p.x { visibility: hidden }", False),
        ("#y{color:red;font-size:0}", False),
        ("/* .a{} */ @import 'a.css'; .x{display:none}", False),
        (".x{display:none} .x{display:block}", True),
        ("@media print{.x{display:none}}", True),
        ("@media print{.a{color:red}} .x{display:none}", False),
        (".other .x{display:none}", True),
        (".x:hover{display:none}", True),
        (".x{display:none", True),
        ("}}{.x}", True),
        ("body{visibility:hidden}", True),
    ],
)
def test_simple_rules_of_style_sheets_count(sheet, seen):
    html = '<p class="w x" id="y">Words of the page.</p>'
    found = shown(html, head=f"<style>{sheet}</style>")
    assert found == ("Words of the page." if seen else "")


def test_a_sheet_for_paper_does_not_count():
    sheet = '<style media="print">.x{display:none}</style>'
    assert shown('<p class="x">Words.</p>', head=sheet) == "Words."


def test_an_own_style_goes_before_the_sheet():
    html = '<p class="x" style="display:block">Words.</p>'
    assert shown(html, head="<style>.x{display:none}</style>") == "Words."


def test_struck_text_and_readings_are_no_part_of_a_word():
    assert shown("<p>It was <del>5</del><ins>6</ins> people.</p>") == "It was 6 people."
    ruby = "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby></p>"
    assert shown(ruby) == "漢字"


def test_hidden_characters_are_counted():
    html = f"<p>{HARBOUR}</p><p hidden>Unseen</p><p>{COST} <s>struck</s></p>"
    (draft,) = web.read(html.encode(), "a.html").drafts
    assert draft.omissions == (
        Omission(6, "text that is struck out"),
        Omission(6, "text that the page does not show"),
    )
