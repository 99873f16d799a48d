"""CSL-JSON as citeproc reads and formats it."""

import json
from dataclasses import replace

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given

from qa.evidence.bibliography.csl import to_csl
from tests.qa.evidence.bibliography.samples import BARE, LINES, PLAIN, SIGNS


def formatted(text: str) -> list[str]:
    """Each item in the style of Harvard."""
    items = json.loads(text)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [str(line) for line in bibliography.bibliography()]


def test_an_article_is_formatted_as_one_of_a_newspaper():
    (line,) = formatted(to_csl([PLAIN]))
    assert line == (
        "Ann Author and Bob Writer (2023) “Blinken visits Korea”, Donga, 7 November. Available at:"
        " https://donga.example/a_b?c=1&d=50%25#e."
    )


def test_the_variables_are_those_of_the_format():
    first, second = json.loads(to_csl([PLAIN, BARE]))
    assert first == {
        "id": "blinken",
        "type": "article-newspaper",
        "title": "Blinken visits Korea",
        "author": [{"literal": "Ann Author"}, {"literal": "Bob Writer"}],
        "container-title": "Donga",
        "issued": {"date-parts": [[2023, 11, 7]]},
        "URL": "https://donga.example/a_b?c=1&d=50%25#e",
        "note": "Paragraph 1: “He came.”\nPage 2, paragraph 3: “He went.”",
    }
    note = "Paragraph 1: “He came.”"
    assert second == {"id": "note", "type": "document", "title": "note.txt", "note": note}


def test_a_page_of_the_web_is_one():
    (page,) = json.loads(to_csl([replace(PLAIN, kind="webpage", source=None)]))
    assert page["type"] == "webpage" and "container-title" not in page


@given(LINES)
def test_any_text_is_read_back(text):
    (item,) = CiteProcJSON(json.loads(to_csl([replace(PLAIN, title=text)]))).values()
    assert [str(part) for part in item["title"]] == [text]


def test_signs_of_other_formats_are_letters():
    (item,) = json.loads(to_csl([replace(PLAIN, title=SIGNS)]))
    assert item["title"] == SIGNS


def test_nothing_cited_is_an_empty_array():
    assert json.loads(to_csl([])) == []
