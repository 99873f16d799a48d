"""Styles, nesting and notes of a document; beside it are tests of single elements."""

import pytest

from index.sources.formats.word import reader as word
from tests.index.sources.formats.word.files import (
    MAIN,
    body,
    package,
    part,
    relationships,
    text_of,
    with_body,
)


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{inner}<w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, mark: str = "") -> str:
    inner = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{inner}{''.join(runs)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(f'<w:tc>{c}</w:tc>' for c in cells)}</w:tr>"


@pytest.mark.parametrize(
    ("paragraph_style", "run_style", "direct", "seen"),
    [
        ("Plain", "Plain", "", True),
        ("Plain", "Secret", "", False),
        ("Secret", "Plain", "", False),
        ("Secret", "Secret", "", True),
        ("Plain", "Child", "", False),
        ("Plain", "Secret", '<w:vanish w:val="false"/>', True),
    ],
)
def test_style_may_hide(paragraph_style, run_style, direct, seen):
    styles = (
        '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Child"><w:basedOn w:val="Secret"/></w:style>'
        '<w:style w:styleId="Plain"/>'
    )
    one = (
        f'<w:p><w:pPr><w:pStyle w:val="{paragraph_style}"/></w:pPr><w:r><w:rPr>'
        f'<w:rStyle w:val="{run_style}"/>{direct}</w:rPr><w:t>a</w:t></w:r></w:p>'
    )
    made = package({
        MAIN: body(one),
        "word/styles.xml": part("styles", styles),
        **relationships({"styles": "styles.xml"}),
    })  # fmt: skip
    assert text_of(made) == ("a" if seen else "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a </w:t></w:r></w:p>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:t>a</w:t><w:txbxContent>", "</w:txbxContent></w:r></w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><m:oMath><m:sSup><m:e>", "</m:e></m:sSup></m:oMath></w:p>"),
    ],
    ids=["tables", "boxes", "controls", "equations"],
)
def test_nesting_may_be_as_deep_as_it_likes(before, after):
    inner = "<w:p><w:r><w:t>Deepest.</w:t></w:r></w:p>"
    text = text_of(with_body(before * 5000 + inner + after * 5000))
    assert text.endswith("Deepest.") and text.count("a") in (0, 5000)


def test_marks_of_another_style_of_notes_are_left_out():
    styles = '<w:style w:styleId="M"><w:name w:val="footnote reference"/></w:style>'
    made = package({
        MAIN: body(paragraph(run("In 2019"), run("4", '<w:rStyle w:val="M"/>'), run(" it rose."))),
        "word/styles.xml": part("styles", styles),
        **relationships({"styles": "styles.xml"}),
    })  # fmt: skip
    (draft,) = word.read(made, "a.docx").drafts
    assert draft.text == "In 2019 it rose."
    assert [(o.characters, o.reason) for o in draft.omissions] == [(1, "marks of notes")]
