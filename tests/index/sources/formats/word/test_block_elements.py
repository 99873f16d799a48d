"""Text of a Word document: one table, box, note or alternative at a time."""

import pytest

from tests.index.sources.formats.word.files import text_of, with_body
from tests.index.sources.formats.word.test_elements import paragraph, row, run

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HIDE = "<w:rPr><w:vanish/></w:rPr>"


CASES = {
    "deleted mark in a cell": (
        "<w:tbl>" + row(paragraph(run("a"), mark="<w:del/>") + paragraph(run("b"))) + "</w:tbl>",
        "ab",
    ),
    "deleted mark before a table": (
        paragraph(run("a"), mark="<w:del/>") + f"<w:tbl>{row(paragraph(run('b')))}</w:tbl>"
        + paragraph(run("c")),
        "a\n\nb\n\nc",
    ),
    "deleted row": (
        "<w:tbl>" + row(paragraph(run("a")), properties="<w:trPr><w:del/></w:trPr>")
        + row(paragraph(run("b"))) + "</w:tbl>",
        "b",
    ),
    "deleted row before a deletion": (
        "<w:tbl>" + row(paragraph(run("a")), properties="<w:trPr><w:del/></w:trPr>") + "</w:tbl>"
        + paragraph(f"<w:del>{run('b')}</w:del>", run("c")) + paragraph(run("d")),
        "c\n\nd",
    ),
    "hidden row": (
        "<w:tbl>" + row(paragraph(run("a")), properties="<w:trPr><w:hidden/></w:trPr>")
        + row(paragraph(run("b"))) + "</w:tbl>" + paragraph(run("c")),
        "b\n\nc",
    ),
    "hidden box": (
        paragraph(f"<w:r>{HIDE}<w:pict><w:txbxContent>{paragraph(run('a'))}</w:txbxContent>"
                  "</w:pict></w:r>", run("b")),
        "b",
    ),
    "hidden box in a box": (
        paragraph(f"<w:r><w:txbxContent>{paragraph(run('a'))}<w:p><w:r>{HIDE}<w:txbxContent>"
                  f"{paragraph(run('b'))}</w:txbxContent></w:r></w:p>{paragraph(run('c'))}"
                  "</w:txbxContent></w:r>", run("d")),
        "d\n\na\n\nc",
    ),
    "text box": (
        paragraph("<w:r><w:t>a</w:t><w:pict><w:txbxContent>", paragraph(run("box")),
                  "</w:txbxContent></w:pict><w:t>b</w:t></w:r>"),
        "ab\n\nbox",
    ),
    "text box before the text": (
        paragraph(f"<w:r><w:txbxContent>{paragraph(run('box'))}</w:txbxContent></w:r>", run("a")),
        "a\n\nbox",
    ),
    "text box in a cell": (
        "<w:tbl>" + row(paragraph(
            f"<w:r><w:txbxContent>{paragraph(run('box'))}</w:txbxContent></w:r>", run("a")))
        + "</w:tbl>",
        "a\n\nbox",
    ),
    "alternatives": (
        paragraph(f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice><w:t>a</w:t></mc:Choice>'
                  "<mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r>"),
        "a",
    ),
    "first alternative with text": (
        paragraph(f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice/><mc:Choice><w:t>a</w:t>'
                  "</mc:Choice><mc:Choice><w:t>b</w:t></mc:Choice></mc:AlternateContent></w:r>"),
        "a",
    ),
    "face": (
        paragraph(f'<w:r><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice><s:symEx s:char="1F60A"'
                  ' xmlns:s="http://schemas.microsoft.com/office/word/2015/wordml/symex"/>'
                  "</mc:Choice><mc:Fallback><w:t>b</w:t></mc:Fallback></mc:AlternateContent></w:r>"),
        "\N{SMILING FACE WITH SMILING EYES}",
    ),
    "table in a table": (
        "<w:tbl>" + row(paragraph(run("a")) + "<w:tbl>" + row(paragraph(run("b")),
        paragraph(run("c"))) + "</w:tbl>", paragraph(run("d"))) + "</w:tbl>",
        "a b | c | d",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("xml", "text"), CASES.values(), ids=CASES.keys())
def test_text_is_what_a_reader_sees(xml, text):
    assert text_of(with_body(xml)) == text
