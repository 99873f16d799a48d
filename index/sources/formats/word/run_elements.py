"""Elements of runs and paragraphs of a Word document: text, symbols, fields, formatting, styles.

Owns the effect of each on the text that is collected. elements.py maps their names to these
functions; the functions take the collector, and the attributes of an element that starts.
"""

from __future__ import annotations

from index.sources.formats.word.collector import TextCollector
from index.sources.formats.word.formatting import Formatting, ReadProperty, is_on
from index.sources.formats.word.package import Attributes, attribute_value
from index.sources.formats.word.symbols import symbol_character
from index.sources.formats.word.visibility import Run

PLACEHOLDERS = "prompts of empty fields"


def start_text(collector: TextCollector, _: Attributes) -> None:
    collector.in_text = True


def write_character(text: str, collector: TextCollector, _: Attributes) -> None:
    """Write the character that an element such as a line break stands for."""
    collector.write_generated(text)


def write_symbol(collector: TextCollector, attributes: Attributes) -> None:
    code, font = attribute_value(attributes, "char"), attribute_value(attributes, "font")
    character = symbol_character(code or "", font or "")
    if character:
        collector.write_generated(character)


def skip_element(reason: str | None, collector: TextCollector, _: Attributes) -> None:
    collector.skip(reason)


def skip_placeholder(collector: TextCollector, attributes: Attributes) -> None:
    """Skip a content control that shows its placeholder."""
    if is_on(attributes):
        collector.skip(PLACEHOLDERS, above=2)


def start_deletion(collector: TextCollector, _: Attributes) -> None:
    """Skip what was deleted or moved away: text, a paragraph mark, or the row itself."""
    properties_of = collector.flow.properties_of
    collector.flow.paragraph.mark_deleted |= properties_of == "mark"
    if properties_of == "tr":
        collector.skip_row()
    else:
        collector.skip()


def read_formatting(read: ReadProperty, collector: TextCollector, attributes: Attributes) -> None:
    """Apply a formatting property to what it is a property of: a run, if nothing else is open."""
    flow = collector.flow
    owners: dict[str, Formatting] = {
        "p": flow.paragraph.formatting,
        "mark": flow.paragraph.mark,
        "tc": collector.backgrounds[-1],
    }
    read(owners.get(flow.properties_of, flow.run.formatting), attributes)


def start_properties(of: str, collector: TextCollector, _: Attributes) -> None:
    collector.flow.properties_of = of


def end_properties(collector: TextCollector) -> None:
    collector.flow.properties_of = ""


def start_run_properties(collector: TextCollector, _: Attributes) -> None:
    """Run properties within those of a paragraph are the properties of its mark."""
    if collector.flow.properties_of == "p":
        collector.flow.properties_of = "mark"


def end_run_properties(collector: TextCollector) -> None:
    if collector.flow.properties_of == "mark":
        collector.flow.properties_of = "p"


def start_run(collector: TextCollector, _: Attributes) -> None:
    collector.flow.run = Run()


def end_run(collector: TextCollector) -> None:
    collector.flow.run = Run()


def start_paragraph(collector: TextCollector, _: Attributes) -> None:
    collector.flow.start_paragraph()


def end_paragraph(collector: TextCollector) -> None:
    collector.flow.end_paragraph()


def read_run_style(collector: TextCollector, attributes: Attributes) -> None:
    collector.flow.run.style = attribute_value(attributes, "val")


def read_paragraph_style(collector: TextCollector, attributes: Attributes) -> None:
    collector.flow.paragraph.style = attribute_value(attributes, "val")


def read_font(collector: TextCollector, attributes: Attributes) -> None:
    stated = (attribute_value(attributes, name) for name in ("ascii", "hAnsi"))
    collector.flow.run.font = next(filter(None, stated), "")


def read_field_character(collector: TextCollector, attributes: Attributes) -> None:
    flow = collector.flow
    steps = {"begin": flow.start_field, "separate": flow.start_result, "end": flow.end_field}
    steps.get(attribute_value(attributes, "fldCharType") or "", lambda: None)()
