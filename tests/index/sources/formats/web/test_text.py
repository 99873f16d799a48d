from __future__ import annotations

import pytest

from tests.index.sources.formats.web.test_reader import COST, HARBOUR, text_of


def inside(html):
    """The text between two paragraphs of an article."""
    text = text_of(f"<article><p>{HARBOUR}</p>{html}<p>{COST}</p></article>")
    assert text.startswith(HARBOUR)
    assert text.endswith(COST)
    return text.removeprefix(HARBOUR).removesuffix(COST).strip()


@pytest.mark.parametrize(
    "cell",
    [
        "10:00 to 20:00",
        "<p>10:00 to 20:00</p>",
        "<div>10:00</div><div>to 20:00</div>",
        "<ul><li>10:00 to 20:00</li></ul>",
        "<label>10:00 to 20:00</label>",
        "10:00<br>to 20:00",
        "<dl><dt>10:00</dt><dd>to 20:00</dd></dl>",
        "<time>10:00</time> to <time>20:00</time>",
        "<p>10:00</p>\n<p>to 20:00</p>",
    ],
)
def test_a_row_is_one_paragraph_whatever_is_in_its_cells(cell):
    table = f"<table><tr><th><p>Mon</p></th><td>{cell}</td></tr><tr><td>Tue<td>Closed</table>"
    assert inside(table) == "Mon | 10:00 to 20:00\n\nTue | Closed"


def test_a_caption_is_a_paragraph_and_empty_cells_are_not_written():
    rows = "<tr><th></th><th>2023</th><th>2024</th></tr><tr><td>Visits</td><td>2</td><td></td></tr>"
    table = f"<table><caption>Visits to Seoul</caption>{rows}</table>"
    assert inside(table) == "Visits to Seoul\n\n2023 | 2024\n\nVisits | 2"


def test_a_table_that_lays_out_a_page_has_no_rows():
    cell = f"<td><p>{HARBOUR * 4}</p><p>{COST}</p></td>"
    assert text_of(f"<table><tr><td>Lisgar</td>{cell}</tr></table>").endswith(f"\n\n{COST}")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>held at <time datetime='2024-03-05'>14:20</time> on Tuesday</p>",
         "held at 14:20 on Tuesday"),
        ("<ul><li><time>Friday, 09:00</time> Arrival</li></ul>", "Friday, 09:00 Arrival"),
        ("<figure><img src=x><figcaption>The quay in March.</figcaption></figure>",
         "The quay in March."),
        ("<figure class='pullquote'><blockquote><p>Nine years.</p><cite>Ines</cite></blockquote>"
         "</figure>", "Nine years.\n\nInes"),
        ("<aside class='pull-quote'>Nine years.</aside>", "Nine years."),
        ("<p class='article-teaser'>The lead.</p>", "The lead."),
        ("<details><summary>More</summary>Text.</details>", "More\n\nText."),
        ("<dl><dt>Cost</dt><dd>42 million</dd></dl>", "Cost: 42 million"),
        ("<p>She asked for <q>no tram</q>, twice.</p>", "She asked for “no tram”, twice."),
        ("<p><q>He said <q>no <b>tram</b></q> to me.</q></p>", "“He said ‘no tram’ to me.”"),
        ("<p>“<q>no tram</q>” and <q>'no'</q></p>", "“no tram” and 'no'"),
        ("<div>One<br><br>Two<br>three</div>", "One\n\nTwo\nthree"),
        ("<div>One<p>Two</p>three</div>", "One\n\nTwo\n\nthree"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("<p>go<b>vern</b>ment</p>", "government"),
        ("<p>a\n\t b&nbsp;c</p>", "a b c"),
    ],
)  # fmt: skip
def test_words_of_every_element_are_text(html, text):
    assert inside(html) == text


@pytest.mark.parametrize("mark", ["&shy;", "&#xAD;", "&#8203;", "<wbr>", "&#x2060;", "&#xFEFF;"])
def test_a_mark_where_a_word_may_break_is_no_part_of_it(mark):
    assert inside(f"<p>The govern{mark}ment agreed.</p>") == "The government agreed."


@pytest.mark.parametrize("word", ["می\u200cخواهم", "क्\u200dष", "\U0001f468\u200d\U0001f469"])
def test_a_joiner_that_shapes_letters_stays(word):
    assert inside(f"<p>{word}</p>") == word


def test_a_joiner_among_latin_letters_goes():
    assert inside("<p>co\u200cop\u200deration</p>") == "cooperation"
