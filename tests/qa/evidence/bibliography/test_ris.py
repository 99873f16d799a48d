"""RIS as rispy reads it."""

from dataclasses import replace

import rispy
from hypothesis import given

from qa.evidence.bibliography.ris import to_ris
from tests.qa.evidence.bibliography.samples import BARE, LINES, PLAIN, SIGNS


def test_an_article_is_read_back():
    first, second = rispy.loads(to_ris([PLAIN, BARE]))
    assert first == {
        "type_of_reference": "NEWS",
        "id": "blinken",
        "authors": ["Ann Author", "Bob Writer"],
        "title": "Blinken visits Korea",
        "secondary_title": "Donga",
        "year": "2023",
        "date": "2023/11/07/",
        "urls": ["https://donga.example/a_b?c=1&d=50%25#e"],
        "notes": ["Paragraph 1: “He came.”", "Page 2, paragraph 3: “He went.”"],
    }
    assert second == {
        "type_of_reference": "GEN",
        "id": "note",
        "title": "note.txt",
        "notes": ["Paragraph 1: “He came.”"],
    }


def test_a_page_of_the_web_is_one():
    (page,) = rispy.loads(to_ris([replace(PLAIN, kind="webpage", source=None)]))
    assert page["type_of_reference"] == "ELEC"


def test_no_text_opens_another_field():
    (work,) = rispy.loads(to_ris([replace(PLAIN, title=SIGNS, notes=(SIGNS,))]))
    assert work["title"] == SIGNS and work["notes"] == [SIGNS]


@given(LINES)
def test_any_text_is_read_back(text):
    first, second = rispy.loads(to_ris([replace(PLAIN, title=text, notes=(text,)), BARE]))
    assert (first["title"], first["notes"], second["id"]) == (text, [text], "note")


def test_nothing_cited_is_an_empty_file():
    assert to_ris([]) == ""
