from index.sources.formats.draft import Origin
from index.sources.formats.word.package import Package
from index.sources.formats.word.styles import Styles
from tests.index.sources.formats.word.files import package, part


def styles_of(xml: str) -> Styles:
    styles = Styles()
    made = Package(package({"styles.xml": part("styles", xml)}), Origin("a.docx"))
    assert made.parse("styles.xml", styles)
    return styles


HIDE = "<w:rPr><w:vanish/></w:rPr>"


def test_default_style_is_that_of_paragraphs_that_name_none():
    xml = f'<w:style w:type="paragraph" w:default="1" w:styleId="A">{HIDE}</w:style>'
    assert styles_of(xml).toggles("vanish", None, None)
    assert not styles_of(xml.replace('"1"', '"0"')).toggles("vanish", None, None)
    assert not styles_of(xml.replace("paragraph", "character")).toggles("vanish", None, None)


def test_style_of_a_part_of_a_table_is_none_of_text():
    xml = f'<w:style w:styleId="A"><w:tblStylePr>{HIDE}</w:tblStylePr></w:style>'
    assert not styles_of(xml).toggles("vanish", "A", None)


def test_nearest_statement_counts():
    xml = (
        f'<w:style w:styleId="A">{HIDE}</w:style><w:style w:styleId="B"><w:basedOn w:val="A"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    assert styles_of(xml).toggles("vanish", "A", None) and not styles_of(xml).toggles(
        "vanish", "B", None
    )


def test_styles_based_on_each_other_end():
    link = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = styles_of(link.format("A", "B") + link.format("B", "A"))
    assert (
        not styles.toggles("vanish", "A", "B")
        and not styles.stated("raised", "A")
        and not styles.is_note_reference("none")
    )


def test_style_may_raise():
    xml = '<w:style w:styleId="A"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    assert styles_of(xml).stated("raised", "A") and not styles_of(
        xml.replace("super", "sub")
    ).stated("raised", "A")


def test_table_style_shades_where_it_or_any_part_of_it_does():
    shade = '<w:tcPr><w:shd w:val="clear" w:fill="{}"/></w:tcPr>'
    part_of = '<w:style w:styleId="A"><w:tblStylePr>{}</w:tblStylePr></w:style>'
    dark, white = shade.format("1F3864"), shade.format("FFFFFF")
    assert styles_of(f'<w:style w:styleId="A">{dark}</w:style>').has_shading("A")
    assert styles_of(part_of.format(dark + white)).has_shading("A")
    assert not styles_of(part_of.format(white)).has_shading("A")
