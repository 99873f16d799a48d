from __future__ import annotations

import re

import docx
import pytest

from index.corpus import Omission
from index.sources.formats.draft import Draft, Drafts
from index.sources.formats.fields import Fields
from index.sources.formats.word import reader as word
from tests.index.sources.formats.word.files import (
    END_MARK,
    MAIN,
    MARK,
    RELATED,
    R,
    W,
    body,
    changed,
    document,
    noted_parts,
    package,
    part,
    relationships,
    saved,
    text_of,
    with_body,
    with_chunk,
    with_notes,
)


def test_headings_paragraphs_and_tables_are_read_in_order():
    made = docx.Document()
    made.add_heading("A heading", 1)
    made.add_paragraph("One sentence. ").add_run("And a bold one.").bold = True
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ["Year", "Visits", "2023", "2\n(two)"], strict=True):
        cell.text = text
    made.add_paragraph("A point.", style="List Bullet")
    made.add_paragraph("")
    made.add_paragraph("A line\nbreak and a\ttab.")
    made.core_properties.title = "A title"
    made.core_properties.author = "Ann"
    assert word.read(saved(made), "a.docx") == Drafts(
        (
            Draft(
                "A heading\n\nOne sentence. And a bold one.\n\nYear | Visits\n\n2023 | 2 (two)\n\n"
                "A point.\n\nA line\nbreak and a\ttab.",
                Fields(title="A title", author="Ann"),
            ),
        )
    )


def test_what_a_program_filled_in_is_not_stated():
    made = docx.Document()
    assert made.core_properties.author == "python-docx"
    made.add_paragraph("Text.")
    assert word.read(saved(made), "a.docx") == Drafts((Draft("Text."),))


def test_document_without_properties_states_nothing():
    content = changed(
        document("Text."),
        "_rels/.rels",
        lambda s: re.sub(r"<Relationship [^>]*core-prop[^>]*>", "", s),
    )
    assert word.read(content, "a.docx") == Drafts((Draft("Text."),))


def test_notes_stand_behind_the_body_in_the_order_of_their_marks():
    made = with_notes(
        "The terminal costs 42 million dollars." + END_MARK.format(1) + MARK.format(2),
        "It opens in May." + MARK.format(1),
    )
    assert text_of(made) == (
        "The terminal costs 42 million dollars.\n\nIt opens in May.\n\n"
        "By the board's own count.\n\nWithout dredging.\n\nWeather permitting."
    )


def test_note_to_hidden_or_deleted_text_is_hidden_or_deleted():
    hidden = f"A.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>B.{MARK.format(1)}"
    deleted = f"C.</w:t></w:r><w:del><w:r><w:t>D.{MARK.format(2)}</w:t></w:r></w:del><w:r><w:t>"
    assert text_of(with_notes(hidden, deleted)) == "A.\n\nC."


def test_mark_of_a_note_that_is_written_is_no_text():
    custom = MARK.format(1).replace("/>", ' w:customMarkFollows="1"/>', 1)
    (draft,) = word.read(with_notes(f"Costs rose.{custom}*"), "a.docx").drafts
    assert draft.text == "Costs rose.\n\nWeather permitting."
    assert draft.omissions == (Omission(1, "marks of notes"),)


def test_strict_document_is_read():
    strict = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/": (
            "officeDocument/relationships/"
        ),
    }
    parts = {**noted_parts("Text." + MARK.format(1)), **RELATED}
    for old, new in strict.items():
        parts = {k: v.replace(old, f"http://purl.oclc.org/ooxml/{new}") for k, v in parts.items()}
    assert f'xmlns:w="{W}"' not in parts[MAIN]
    assert text_of(package(parts)) == "Text.\n\nWeather permitting."


def test_main_part_may_have_any_name():
    root = relationships({"officeDocument": "/Word/Main.xml"}, of="")
    made = package({"word/main.xml": body("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"), **root})
    assert text_of(made) == "Text."


def test_headers_footers_and_comments_are_counted():
    one = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    made = package({
        MAIN: body(one.format("Text.")),
        "word/h.xml": part("hdr", one.format("A head")),
        "word/f.xml": part("ftr", one.format("A foot")),
        "word/c.xml": part("comments", f"<w:comment>{one.format('Why?')}</w:comment>"),
        **relationships({"header": "h.xml", "footer": "f.xml", "comments": "c.xml"}),
    })  # fmt: skip
    omissions = (Omission(4, "comments"), Omission(12, "headers and footers"))
    assert word.read(made, "a.docx") == Drafts((Draft("Text.", omissions=omissions),))


def test_hidden_text_is_counted():
    (draft,) = word.read(with_body(
        "<w:p><w:r><w:t>Seen.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Unseen</w:t></w:r></w:p>"
    ), "a.docx").drafts  # fmt: skip
    assert draft == Draft("Seen.", omissions=(Omission(6, "hidden text"),))


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><p>The mayor came.</p><p>She left.</p></body></html>",
        "The mayor came.\r\n\r\nShe left.",
        document("The mayor came.", "She left."),
    ],
    ids=["HTML", "text", "document"],
)
def test_document_that_was_put_in_is_read_where_it_stands(content):
    assert text_of(with_chunk(content)) == ("Before.\n\nThe mayor came.\n\nShe left.\n\nAfter.")


def test_words_of_a_diagram_are_read():
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    made = package({
        MAIN: body(
            f'<w:p><w:r><w:t>Text.</w:t><w:drawing><d:relIds xmlns:d="{drawing}/diagram"'
            f' xmlns:r="{R}" r:dm="rId0"/>'
            "</w:drawing></w:r></w:p>"
        ),
        "word/d.xml": f'<d xmlns:a="{drawing}/main"><a:p><a:r><a:t>A box</a:t></a:r></a:p></d>',
        **relationships({"diagramData": "d.xml"}),
    })  # fmt: skip
    assert text_of(made) == "Text.\n\nA box"
