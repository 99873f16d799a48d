from test_formats_word import package, part

from index.sources.formats.draft import Place
from index.sources.formats.word.package import Package
from index.sources.formats.word.styles import Styles


def styles_of(xml: str) -> Styles:
    styles = Styles()
    made = Package(package({"styles.xml": part("styles", xml)}), Place("a.docx"))
    assert made.parse("styles.xml", styles)
    return styles


HIDE = "<w:rPr><w:vanish/></w:rPr>"


def test_default_style_is_that_of_paragraphs_that_name_none():
    xml = f'<w:style w:type="paragraph" w:default="1" w:styleId="A">{HIDE}</w:style>'
    assert styles_of(xml).hides(None, None)
    assert not styles_of(xml.replace('"1"', '"0"')).hides(None, None)
    assert not styles_of(xml.replace("paragraph", "character")).hides(None, None)


def test_style_of_a_part_of_a_table_is_none_of_text():
    xml = f'<w:style w:styleId="A"><w:tblStylePr>{HIDE}</w:tblStylePr></w:style>'
    assert not styles_of(xml).hides("A", None)


def test_nearest_statement_counts():
    xml = (
        f'<w:style w:styleId="A">{HIDE}</w:style><w:style w:styleId="B"><w:basedOn w:val="A"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    assert styles_of(xml).hides("A", None) and not styles_of(xml).hides("B", None)


def test_styles_based_on_each_other_end():
    link = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = styles_of(link.format("A", "B") + link.format("B", "A"))
    assert not styles.hides("A", "B") and not styles.raises("A") and not styles.marks("none")


def test_style_may_raise():
    xml = '<w:style w:styleId="A"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    assert styles_of(xml).raises("A") and not styles_of(xml.replace("super", "sub")).raises("A")
