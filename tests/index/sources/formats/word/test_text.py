"""What of a document is text: one element or two at a time."""

import pytest

from index.sources.formats.word import reader as word
from tests.index.sources.formats.word.test_reader import (
    MAIN,
    body,
    package,
    part,
    relationships,
    text_of,
    with_body,
)

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HIDE = "<w:rPr><w:vanish/></w:rPr>"


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{inner}<w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, mark: str = "") -> str:
    inner = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{inner}{''.join(runs)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(f'<w:tc>{c}</w:tc>' for c in cells)}</w:tr>"


def in_field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


CASES = {
    "inserted": (paragraph(f"<w:ins>{run('new')}</w:ins>"), "new"),
    "deleted": (paragraph("<w:del><w:r><w:delText>old</w:delText></w:r></w:del>", run("on")), "on"),
    "deleted as text": (paragraph(f"<w:del>{run('old')}</w:del>", run("on")), "on"),
    "moved": (paragraph(f"<w:moveFrom>{run('old')}</w:moveFrom>", run("on")), "on"),
    "moved to": (paragraph(f"<w:moveTo>{run('here')}</w:moveTo>"), "here"),
    "deleted mark": (
        paragraph(run("The sum is "), mark="<w:del/>") + paragraph(run("9 dollars.")),
        "The sum is 9 dollars.",
    ),
    "deleted mark in a cell": (
        "<w:tbl>" + row(paragraph(run("a"), mark="<w:del/>") + paragraph(run("b"))) + "</w:tbl>",
        "ab",
    ),
    "deleted mark before a table": (
        paragraph(run("a"), mark="<w:del/>") + f"<w:tbl>{row(paragraph(run('b')))}</w:tbl>"
        + paragraph(run("c")),
        "a\n\nb\n\nc",
    ),
    "inserted mark": (paragraph(run("a"), mark="<w:ins/>") + paragraph(run("b")), "a\n\nb"),
    "hidden mark": (paragraph(run("1. "), mark="<w:vanish/>") + paragraph(run("b")), "1. b"),
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
    "hidden": (paragraph(run("a"), run("b", "<w:vanish/>"), run("c")), "ac"),
    "hidden no more": (paragraph(run("a", '<w:vanish w:val="0"/>')), "a"),
    "hidden before a change": (
        paragraph(run("a", f"<w:rPrChange>{HIDE}</w:rPrChange>")), "a",
    ),
    "hidden box": (
        paragraph(f"<w:r>{HIDE}<w:pict><w:txbxContent>{paragraph(run('a'))}</w:txbxContent>"
                  "</w:pict></w:r>", run("b")),
        "b",
    ),
    "hidden tab": (paragraph(run("a"), f"<w:r>{HIDE}<w:tab/></w:r>", run("b")), "ab"),
    "hidden box in a box": (
        paragraph(f"<w:r><w:txbxContent>{paragraph(run('a'))}<w:p><w:r>{HIDE}<w:txbxContent>"
                  f"{paragraph(run('b'))}</w:txbxContent></w:r></w:p>{paragraph(run('c'))}"
                  "</w:txbxContent></w:r>", run("d")),
        "d\n\na\n\nc",
    ),
    "link": (paragraph(f"<w:hyperlink>{run('a')}</w:hyperlink>"), "a"),
    "control": (f"<w:sdt><w:sdtContent>{paragraph(run('a'))}</w:sdtContent></w:sdt>", "a"),
    "control in a line": (
        paragraph(run("a"), f"<w:sdt><w:sdtPr/><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"),
        "ab",
    ),
    "prompt": (
        paragraph(run("a"), "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
                  f"{run('Click here')}</w:sdtContent></w:sdt>", run("b")),
        "ab",
    ),
    "tags": (paragraph(f"<w:smartTag><w:customXml>{run('a')}</w:customXml></w:smartTag>"), "a"),
    "ruby": (
        paragraph(f"<w:r><w:ruby><w:rt>{run('b')}</w:rt><w:rubyBase>{run('a')}</w:rubyBase>"
                  "</w:ruby></w:r>"),
        "a",
    ),
    "hyphen": (paragraph("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t></w:r>"), "co-op"),
    "soft hyphen": (paragraph("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t></w:r>"), "coop"),
    "tab stop": (
        paragraph("<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>", run("a"), "<w:r><w:tab/></w:r>",
                  run("b")),
        "a\tb",
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
    "field": (
        paragraph(in_field("begin"), "<w:r><w:instrText>PAGE</w:instrText></w:r>",
                  in_field("separate"), run("7"), in_field("end"), run("8")),
        "78",
    ),
    "field in a field's code": (
        paragraph(in_field("begin"), in_field("begin"), in_field("separate"), run("code"),
                  in_field("end"), in_field("separate"), run("7"), in_field("end"), run("8")),
        "78",
    ),
    "simple field": (paragraph(f"<w:fldSimple w:instr='PAGE'>{run('7')}</w:fldSimple>"), "7"),
    "field that never ends": (paragraph(in_field("begin"), run("a")), "a"),
    "symbol": (
        paragraph(run("3"), '<w:r><w:sym w:font="Symbol" w:char="F0B4"/></w:r>', run("4")), "3×4",
    ),
    "power": (paragraph(run("10"), run("6", '<w:vertAlign w:val="superscript"/>')), "10^6"),
    "power in two runs": (
        paragraph(run("10"), *(run(d, '<w:vertAlign w:val="superscript"/>') for d in "12")),
        "10^12",
    ),
    "mark of a note": (
        paragraph(run("votes."), run("3", '<w:vertAlign w:val="superscript"/>')), "votes.",
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
