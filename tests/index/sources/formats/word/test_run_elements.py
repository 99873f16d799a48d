"""Text of a Word document: one element of a run or paragraph at a time."""

import pytest

from tests.index.sources.formats.word.files import text_of, with_body
from tests.index.sources.formats.word.test_elements import paragraph, run

HIDE = "<w:rPr><w:vanish/></w:rPr>"


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
    "inserted mark": (paragraph(run("a"), mark="<w:ins/>") + paragraph(run("b")), "a\n\nb"),
    "hidden mark": (paragraph(run("1. "), mark="<w:vanish/>") + paragraph(run("b")), "1. b"),
    "hidden": (paragraph(run("a"), run("b", "<w:vanish/>"), run("c")), "ac"),
    "hidden no more": (paragraph(run("a", '<w:vanish w:val="0"/>')), "a"),
    "hidden before a change": (
        paragraph(run("a", f"<w:rPrChange>{HIDE}</w:rPrChange>")), "a",
    ),
    "hidden tab": (paragraph(run("a"), f"<w:r>{HIDE}<w:tab/></w:r>", run("b")), "ab"),
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
}  # fmt: skip


@pytest.mark.parametrize(("xml", "text"), CASES.values(), ids=CASES.keys())
def test_text_is_what_a_reader_sees(xml, text):
    assert text_of(with_body(xml)) == text
