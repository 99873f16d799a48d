from __future__ import annotations

import pytest

from tests.index.sources.formats.web.test_reader import BERTH, COST, HARBOUR, text_of

ALL = f"{HARBOUR}\n\n{COST}\n\n{BERTH}"
AD = '<div class="ad">Advertisement</div>'


def framed(html):
    head = '<div id="head">Lisgar Post</div><ul><li><a href="/">Home</a></li></ul>'
    return f"<html><body>{head}{html}<div>Copyright Lisgar Post.</div></body></html>"


@pytest.mark.parametrize(
    "tag",
    [
        "article",
        "article class='post-content'",
        "div class='article-body'",
        "div class='story-body'",
        "div itemprop='articleBody'",
        "section class='x1'",
        "div",
    ],
)
@pytest.mark.parametrize("ad", [AD, "<aside>Buy a boat</aside>", "<ins>Ads by all</ins>", ""])
def test_all_parts_of_an_article_are_text(tag, ad):
    end = tag.split()[0]
    first_text = f"<{tag}><p>{HARBOUR}</p><p>{COST}</p></{end}>"
    html = f"{first_text}{ad}<{tag}><p>{BERTH}</p></{end}>{ad}<{tag}><p>{COST}</p></{end}>"
    found = text_of(framed(html))
    assert found.replace("Ads by all\n\n", "") == f"{ALL}\n\n{COST}"


@pytest.mark.parametrize(
    "rest", ["<p>{0}</p>", "<div class=more><p>{0}</p></div>", "<div>{0}</div>"]
)
def test_what_reads_like_the_article_goes_on_behind_it(rest):
    html = f"<article><p>{HARBOUR}</p><p>{COST}</p></article>{AD}{rest.format(BERTH)}"
    assert text_of(framed(html)) == ALL


@pytest.mark.parametrize(
    "lead", ["<div class='teaser'>{}</div>", "<p class='article__lead'>{}</p>"]
)
def test_headline_and_lead_before_the_article_are_text(lead):
    head = f"<h1>Ferry</h1>{lead.format('A terminal at last.')}"
    html = f"{head}<article><p>{HARBOUR}</p><p>{COST}</p><p>{BERTH}</p></article>"
    assert text_of(framed(html)) == f"Ferry\n\nA terminal at last.\n\n{ALL}"


def test_short_texts_around_prose_are_left_out_and_those_beside_it_are_not():
    html = f"<div><h2>Ferry</h2><p>{HARBOUR}</p><p>{COST}</p><p>{BERTH}</p><p>He left.</p></div>"
    assert text_of(framed(html)) == f"Ferry\n\n{ALL}\n\nHe left."


def test_a_table_behind_the_prose_is_text():
    table = "<div><table><tr><td>Adult</td><td>7 dollars</td></tr></table></div>"
    html = f"<div><div><p>{HARBOUR}</p><p>{COST}</p></div>{table}</div>"
    assert text_of(framed(html)).endswith(f"{COST}\n\nAdult | 7 dollars")


def test_short_paragraphs_of_chinese_are_prose():
    html = "<div><p>港务委员会星期二批准了新的渡轮码头，会议持续了四个小时。</p><p>完。</p></div>"
    assert text_of(framed(html)).endswith("会议持续了四个小时。\n\n完。")
    assert "Copyright" not in text_of(framed(html))
