import re

from index.corpus import Span
from index.sources.formats.picture import PagePart, Picture
from page.panels.page_picture import page_html, picture_html, show_button
from page.wording.german import GERMAN
from tests.index.sources.formats.pdf.files import drawn

PICTURE = Picture(b"RIFF", 800, 1200, ((0.1, 0.25, 0.5, 0.3),))


def test_a_picture_has_its_boxes_where_the_sentence_is():
    html = picture_html(PICTURE, PagePart(3, "One."), "a.pdf", 7)
    assert 'src="data:image/webp;base64,UklGRg=="' in html
    assert 'alt="Page 3 of a.pdf, as it looks"' in html and "</img>" not in html
    assert 'style="left:10.00%;top:25.00%;width:40.00%;height:5.00%"' in html
    assert "Page 3 of a.pdf. The sentence is boxed." in html
    assert 'data-do="hide" data-number="7"' in html


def test_a_sentence_that_is_not_found_is_told():
    plain = Picture(b"RIFF", 800, 1200)
    assert "its letters were not found" in picture_html(plain, PagePart(3, "One."), "a.pdf", 7)
    without = picture_html(plain, PagePart(3), "a.pdf", 7)
    assert "Page 3 of a.pdf.<" in without and "boxed" not in without


def test_the_name_of_a_file_stays_text():
    assert "<script>" not in picture_html(PICTURE, PagePart(1), '"><script>.pdf', 1)


def test_the_control_says_which_page_it_shows_and_that_it_is_drawn():
    html = show_button(12, 3, say=GERMAN)
    assert ">Seite 12 zeigen</button>" in html and 'data-number="3"' in html
    assert 'data-wait="Seite 12 wird gezeichnet …"' in html


def test_a_page_is_drawn_or_the_reason_is_given(host, seeds):
    opened = host({"a.pdf": drawn("One.", "Two.")})
    article = opened.assistant.generation.article["a.pdf"]
    html = page_html(opened.seeds, article, 2, Span(6, 10), number=2)
    assert len(re.findall("qa-boxed", html)) == 1
    assert page_html(opened.seeds, article, 3, None, number=3) == ""
    seeds({"a.pdf": drawn("Three.")})
    changed = page_html(opened.seeds, article, 2, None, number=2)
    assert "has changed since it was indexed" in changed and "Update the index" in changed
