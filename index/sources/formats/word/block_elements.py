"""Elements around paragraphs of a Word document: tables, boxes, notes, equations, alternatives.

Owns the effect of each on the text that is collected. White text in a text box is kept, because its
background is unknown. A text box follows the paragraph or row that it is anchored in; notes are
collected separately. elements.py maps names of elements to these functions.
"""

from __future__ import annotations

from index.sources.formats.word.collector import NOTE_MARKS, Alternatives, TextCollector
from index.sources.formats.word.formatting import OFF, is_on, read_page_background
from index.sources.formats.word.package import Attributes, attribute_value
from index.sources.formats.word.text_flow import Line
from index.sources.formats.word.visibility import HIDDEN


def read_background(collector: TextCollector, attributes: Attributes) -> None:
    read_page_background(collector.backgrounds[-1], attributes)


def start_table(collector: TextCollector, _: Attributes) -> None:
    collector.start_background()


def read_table_style(collector: TextCollector, attributes: Attributes) -> None:
    if collector.flow.styles.has_shading(attribute_value(attributes, "val")):
        collector.backgrounds[-1]["shade"] = True


def start_row(collector: TextCollector, _: Attributes) -> None:
    collector.flow.start_row()


def end_row(collector: TextCollector) -> None:
    collector.flow.end_row()


def skip_hidden_row(collector: TextCollector, attributes: Attributes) -> None:
    if collector.flow.properties_of == "tr" and is_on(attributes):
        collector.skip_row(HIDDEN)


def start_cell(collector: TextCollector, _: Attributes) -> None:
    collector.start_background()
    collector.flow.start_cell()


def start_text_box(collector: TextCollector, _: Attributes) -> None:
    is_hidden = collector.flow.is_hidden
    collector.start_flow(collector.flow.into, {"shade": True})
    if is_hidden:
        collector.skip(HIDDEN)


def start_note(kind: str, collector: TextCollector, attributes: Attributes) -> None:
    """Collect a note that is referred to; skip any other, and the separators above notes."""
    lines = collector.notes.get((kind, attribute_value(attributes, "id")))
    collector.start_flow([] if lines is None else lines, dict(collector.backgrounds[0]))
    if lines is None or attribute_value(attributes, "type") not in (None, "normal"):
        collector.skip()


def read_note_reference(kind: str, collector: TextCollector, attributes: Attributes) -> None:
    if not collector.flow.is_hidden:
        collector.notes.setdefault((kind, attribute_value(attributes, "id")), [])
    if (attribute_value(attributes, "customMarkFollows") or "0") not in OFF:
        collector.skip(NOTE_MARKS, above=1)  # the rest of the run


def start_alternatives(collector: TextCollector, _: Attributes) -> None:
    collector.alternatives.append(Alternatives(collector.text_count))


def start_branch(collector: TextCollector, _: Attributes) -> None:
    """Skip an alternative if an earlier one had text."""
    if collector.alternatives and collector.alternatives[-1].is_taken:
        collector.skip()


def end_branch(collector: TextCollector) -> None:
    if collector.alternatives:
        inmost = collector.alternatives[-1]
        inmost.is_taken = collector.text_count > inmost.text_count


def end_alternatives(collector: TextCollector) -> None:
    if collector.alternatives:
        collector.alternatives.pop()


def start_object(collector: TextCollector, _: Attributes) -> None:
    collector.flow.start_object()


def end_object(kind: str, collector: TextCollector) -> None:
    collector.flow.end_object(kind)


def read_object_property(name: str, collector: TextCollector, attributes: Attributes) -> None:
    if collector.flow.objects and (equation := collector.flow.objects[-1]):
        equation.properties.setdefault(name, attribute_value(attributes, "val") or "")


def start_argument(collector: TextCollector, _: Attributes) -> None:
    collector.flow.start_argument()


def end_argument(name: str, collector: TextCollector) -> None:
    collector.flow.end_argument(name)


def embed_part(attribute: str, collector: TextCollector, attributes: Attributes) -> None:
    """Insert the paragraphs of the part whose relationship id an attribute holds."""
    for text in collector.read_embedded(attribute_value(attributes, attribute) or ""):
        collector.text_count += 1
        if collector.flow.in_row:
            collector.flow.write(f"{text}\n")
        else:
            collector.flow.into.append(Line([[text]]))
