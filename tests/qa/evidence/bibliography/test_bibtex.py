"""BibTeX as pybtex reads it, which is a BibTeX of its own."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from pybtex import format_from_string
from pybtex.database import BibliographyData, parse_string

from qa.evidence.bibliography.bibtex import MONTHS, to_bibtex
from tests.qa.evidence.bibliography.samples import BARE, LINES, PLAIN, SIGNS

# As LaTeX shows them.
SHOWN = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textasciitilde": "~",
    "textasciicircum": "^", "textless": "<", "textgreater": ">", "textbar": "|",
}  # fmt: skip


def read(*works) -> BibliographyData:
    return parse_string(to_bibtex(works), bib_format="bibtex")


def shown(latex: str) -> str:
    """The text that LaTeX shows; an unknown command or a bare sign fails."""
    pieces = re.findall(r"\\(text\w+)\{\}|\\([#$%&_])|([^\\{}~^#$%&_])", latex)
    written = "".join(f"\\{a}{{}}" if a else f"\\{b}" if b else c for a, b, c in pieces)
    assert written == latex
    return "".join(SHOWN[a] if a else b or c for a, b, c in pieces)


def test_an_article_is_read_back():
    entry = read(PLAIN).entries["blinken"]
    assert entry.type == "article"
    assert [str(person) for person in entry.persons["author"]] == ["{Ann Author}", "{Bob Writer}"]
    assert dict(entry.fields) == {
        "title": "{Blinken visits Korea}",
        "journal": "Donga",
        "entrysubtype": "newspaper",
        "year": "2023",
        "month": "November",
        "day": "7",
        "url": "https://donga.example/a_b?c=1&d=50%25#e",
        "annote": "Paragraph 1: “He came.” Page 2, paragraph 3: “He went.”",
    }


def test_a_document_has_what_is_known_of_it():
    entry = read(BARE).entries["note"]
    assert (entry.type, list(entry.fields)) == ("misc", ["title", "annote"])


def test_a_style_formats_it():
    text = format_from_string(to_bibtex([PLAIN, BARE]), "plain", output_backend="plaintext")
    assert (
        "Ann Author and Bob Writer. Blinken visits Korea. Donga, November 2023."
        " URL: https://donga.example/a_b?c=1&d=50%25#e."
    ) in text
    assert "note.txt." in text


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_those_of_bibtex(month):
    entry = read(replace(PLAIN, published=date(2023, month, 1))).entries["blinken"]
    assert entry.fields["month"] == f"{date(2023, month, 1):%B}"
    assert len(MONTHS) == 12


def test_every_sign_of_latex_is_escaped():
    work = replace(PLAIN, title=SIGNS, source=SIGNS, authors=(SIGNS,), notes=(SIGNS,))
    data = read(work, BARE)
    entry = data.entries["blinken"]
    (author,) = entry.persons["author"]
    stated = [entry.fields[name] for name in ("title", "journal", "annote")] + [str(author)]
    braced = [stated[0][1:-1], *stated[1:3], stated[3][1:-1]]
    assert [shown(value) for value in braced] == [" ".join(SIGNS.split())] * 4
    assert list(data.entries) == ["blinken", "note"]


@given(LINES)
def test_any_text_is_read_back(text):
    data = read(replace(PLAIN, title=text, source=text, notes=(text,)), BARE)
    fields = data.entries["blinken"].fields
    assert shown(fields["title"][1:-1]) == shown(fields["journal"]) == shown(fields["annote"])
    assert shown(fields["annote"]) == text and list(data.entries) == ["blinken", "note"]


def test_nothing_cited_is_an_empty_file():
    assert to_bibtex([]) == ""
