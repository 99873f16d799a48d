"""Text of a document that nobody sees, and what keeps white text in sight."""

import pytest

from index.corpus import Omission
from index.sources.formats.draft import Draft
from index.sources.formats.word import reader as word
from tests.index.sources.formats.word.files import (
    MAIN,
    W,
    noted_parts,
    package,
    part,
    relationships,
)
from tests.index.sources.formats.word.test_elements import paragraph, row, run

WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
BLANK = '<w:shd w:val="clear" w:fill="FFFFFF"/>'
STYLES = (
    f'<w:style w:styleId="White"><w:rPr>{WHITE}</w:rPr></w:style>'
    '<w:style w:styleId="Child"><w:basedOn w:val="White"/></w:style>'
    f'<w:style w:styleId="Banner"><w:pPr>{DARK}</w:pPr><w:rPr>{WHITE}</w:rPr></w:style>'
    '<w:style w:styleId="Tiny"><w:rPr><w:sz w:val="1"/></w:rPr></w:style>'
    '<w:style w:styleId="Struck"><w:rPr><w:strike/></w:rPr></w:style>'
    f'<w:style w:styleId="Grid"><w:tblStylePr><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
)


def draft_of(xml: str, *, before: str = "") -> Draft:
    made = package({
        MAIN: part("document", f"{before}<w:body>{xml}</w:body>"),
        "word/styles.xml": part("styles", STYLES),
        **relationships({"styles": "styles.xml"}),
    })  # fmt: skip
    (draft,) = word.read(made, "a.docx").drafts
    return draft


def styled(style: str, xml: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{xml}</w:p>'


def table(cell: str, *, of_table: str = "", of_cell: str = "") -> str:
    cell_properties = f"<w:tcPr>{of_cell}</w:tcPr>"
    return f"<w:tbl><w:tblPr>{of_table}</w:tblPr>{row(cell_properties + cell)}</w:tbl>"


HIDDEN = {
    "tiny": paragraph(run("unseen", '<w:sz w:val="2"/>')),
    "white": paragraph(run("unseen", WHITE)),
    "white on white": paragraph(run("unseen", WHITE + BLANK)),
    "white of the theme": paragraph(run("unseen", '<w:color w:themeColor="background1"/>')),
    "white by a run's style": paragraph(run("unseen", '<w:rStyle w:val="Child"/>')),
    "white by a paragraph's style": styled("White", run("unseen")),
    "tiny by a style": styled("Tiny", run("unseen")),
    "white on white in a dark paragraph": styled("Banner", run("unseen", BLANK)),
    "white on white in a dark table": table(
        paragraph(run("unseen", WHITE)), of_table=DARK, of_cell=BLANK
    ),
    "white behind a dark table": table("<w:p/>", of_table=DARK) + paragraph(run("unseen", WHITE)),
    "white beside a dark mark": (
        f"<w:p><w:pPr><w:rPr>{DARK}</w:rPr></w:pPr>{run('unseen', WHITE)}</w:p>"
    ),
}
SEEN = {
    "small": paragraph(run("seen", '<w:sz w:val="3"/>')),
    "white on dark": paragraph(run("seen", WHITE + DARK)),
    "white on a highlight": paragraph(run("seen", WHITE + '<w:highlight w:val="darkBlue"/>')),
    "white on a dark paragraph": f"<w:p><w:pPr>{DARK}</w:pPr>{run('seen', WHITE)}</w:p>",
    "white on a dark style": styled("Banner", run("seen")),
    "white in a dark cell": table(paragraph(run("seen", WHITE)), of_cell=DARK),
    "white in a dark table": table(paragraph(run("seen", WHITE)), of_table=DARK),
    "white in a table in a dark one": table(
        table(paragraph(run("seen", WHITE))) + paragraph(), of_table=DARK
    ),
    "white in a table of a dark style": table(
        paragraph(run("seen", WHITE)), of_table='<w:tblStyle w:val="Grid"/>'
    ),
    "white in a box": paragraph(
        f"<w:r><w:txbxContent>{paragraph(run('seen', WHITE))}</w:txbxContent></w:r>"
    ),
    "another colour than the style's": styled("White", run("seen", '<w:color w:val="auto"/>')),
    "white mark": paragraph(run("seen"), mark=WHITE + '<w:strike/><w:sz w:val="2"/>'),
    "struck no more": styled("Struck", run("seen", '<w:strike w:val="0"/>')),
    "white before a change": paragraph(run("seen", f"<w:rPrChange>{WHITE}</w:rPrChange>")),
}  # fmt: skip
STRUCK = {
    "struck": paragraph(run("5", "<w:strike/>"), run("6")),
    "struck twice": paragraph(run("5", '<w:strike w:val="0"/><w:dstrike/>'), run("6")),
    "struck by a style": paragraph(run("5", '<w:rStyle w:val="Struck"/>'), run("6")),
}


@pytest.mark.parametrize("xml", HIDDEN.values(), ids=HIDDEN.keys())
def test_text_that_nobody_sees_is_left_out_and_counted(xml):
    assert draft_of(xml) == Draft("", omissions=(Omission(6, "hidden text"),))


@pytest.mark.parametrize("xml", SEEN.values(), ids=SEEN.keys())
def test_text_that_is_seen_is_kept(xml):
    assert draft_of(xml) == Draft("seen")


@pytest.mark.parametrize("xml", STRUCK.values(), ids=STRUCK.keys())
def test_struck_text_is_left_out_and_counted(xml):
    assert draft_of(xml) == Draft("6", omissions=(Omission(1, "text that is struck out"),))


def test_white_text_is_seen_on_a_dark_page_in_notes_too():
    page = '<w:background w:color="101040"/>'
    assert draft_of(paragraph(run("seen", WHITE)), before=page).text == "seen"
    assert draft_of(paragraph(run("no", WHITE)), before=page.replace("101040", "FFFFFF")).text == ""
    parts = noted_parts('A.</w:t><w:footnoteReference w:id="1"/><w:t>')
    parts[MAIN] = parts[MAIN].replace("<w:body>", f"{page}<w:body>")
    white = f"<w:r><w:rPr>{WHITE}</w:rPr><w:t>"
    parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace("<w:r><w:t>", white)
    made = package({**parts, **relationships({"footnotes": "footnotes.xml"})})
    assert word.read(made, "a.docx").drafts == (Draft("A.\n\nWeather permitting."),)


@pytest.mark.parametrize("formatting", [WHITE, '<w:sz w:val="2"/>', "<w:strike/>"])
def test_white_space_parts_words_in_any_look(formatting):
    line = f"<w:r><w:rPr>{formatting}</w:rPr><w:br/></w:r>"
    assert draft_of(paragraph(run("a"), run(" ", formatting), run("b"), line, run("c"))) == Draft(
        "a b\nc"
    )
    assert draft_of(paragraph(run("a"), run(" no ", formatting), run("b"))).text == "a b"
    assert draft_of(paragraph(run("a "), run("no ", formatting), run("b"))).text == "a b"


def test_names_of_the_strict_dialect_count():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    xml = part("document", f"<w:body>{paragraph(run('no', WHITE), run('yes'))}</w:body>")
    (draft,) = word.read(package({MAIN: xml.replace(W, strict)}), "a.docx").drafts
    assert draft.text == "yes"
