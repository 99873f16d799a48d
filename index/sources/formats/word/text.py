"""What of a Word document is its text: the meaning of each element.

Owns what is text and what is left out: deleted and hidden text, codes of fields, marks of notes,
prompts of empty fields, readings above characters. White text in a text box is kept, as nothing
tells what is behind it. A text box stands behind the paragraph or row that it is anchored in; notes
are gathered apart.
"""

from __future__ import annotations

from functools import partial

from index.sources.formats.word.flow import Line
from index.sources.formats.word.look import (
    FORMATTING_PROPERTIES,
    OFF,
    Formatting,
    ReadProperty,
    is_on,
    read_page_background,
)
from index.sources.formats.word.math import ARGUMENTS, OBJECT_PROPERTIES, OBJECTS
from index.sources.formats.word.package import Attributes, attribute_value
from index.sources.formats.word.sight import HIDDEN, Run
from index.sources.formats.word.story import (
    NOTE_MARKS,
    End,
    ReadEmbedded,
    Start,
    TextCollector,
    elements,
)
from index.sources.formats.word.styles import Styles
from index.sources.formats.word.symbols import symbol_character

PLACEHOLDERS, RUBY = "prompts of empty fields", "readings above characters"


def new_collector(styles: Styles, embedded: ReadEmbedded) -> TextCollector:
    """Who reads the text of one document out of its parts; those that hold its notes go last."""
    return TextCollector(_ELEMENTS, styles, embedded)


def _text(collector: TextCollector, _: Attributes) -> None:
    collector.in_text = True


def _put(text: str, collector: TextCollector, _: Attributes) -> None:
    collector.write_generated(text)


def _sign(collector: TextCollector, attributes: Attributes) -> None:
    seen = symbol_character(
        attribute_value(attributes, "char") or "", attribute_value(attributes, "font") or ""
    )
    if seen:
        collector.write_generated(seen)


def _skip(reason: str | None, collector: TextCollector, _: Attributes) -> None:
    collector.skip(reason)


def _prompt(collector: TextCollector, attributes: Attributes) -> None:
    if is_on(attributes):
        collector.skip(PLACEHOLDERS, above=2)


def _deleted(collector: TextCollector, _: Attributes) -> None:
    """Deleted or moved away: text, the mark of a paragraph, or the row that says so of itself."""
    of = collector.flow.properties_of
    collector.flow.paragraph.mark_deleted |= of == "mark"
    if of == "tr":
        _skip_row(None, collector)
    else:
        collector.skip()


def _look(state: ReadProperty, collector: TextCollector, attributes: Attributes) -> None:
    flow = collector.flow
    looks: dict[str, Formatting] = {
        "p": flow.paragraph.formatting,
        "mark": flow.paragraph.mark,
        "tc": collector.backgrounds[-1],
    }
    state(looks.get(flow.properties_of, flow.run.formatting), attributes)


def _page(collector: TextCollector, attributes: Attributes) -> None:
    read_page_background(collector.backgrounds[-1], attributes)


def _table_style(collector: TextCollector, attributes: Attributes) -> None:
    if collector.flow.styles.has_shading(attribute_value(attributes, "val")):
        collector.backgrounds[-1]["shade"] = True


def _start_cell(collector: TextCollector, _: Attributes) -> None:
    collector.start_background()
    collector.flow.start_cell()


def _hidden_row(collector: TextCollector, attributes: Attributes) -> None:
    if collector.flow.properties_of == "tr" and is_on(attributes):
        _skip_row(HIDDEN, collector)


def _skip_row(reason: str | None, collector: TextCollector) -> None:
    """Pass over the row whose properties are read."""
    collector.flow.properties_of = ""
    collector.skip(reason, above=2)


def _properties(of: str, collector: TextCollector, _: Attributes) -> None:
    collector.flow.properties_of = of


def _end_properties(collector: TextCollector) -> None:
    collector.flow.properties_of = ""


def _run_properties(collector: TextCollector, _: Attributes) -> None:
    if collector.flow.properties_of == "p":
        collector.flow.properties_of = "mark"


def _end_run_properties(collector: TextCollector) -> None:
    if collector.flow.properties_of == "mark":
        collector.flow.properties_of = "p"


def _run(collector: TextCollector, _: Attributes) -> None:
    collector.flow.run = Run()


def _end_run(collector: TextCollector) -> None:
    collector.flow.run = Run()


def _run_style(collector: TextCollector, attributes: Attributes) -> None:
    collector.flow.run.style = attribute_value(attributes, "val")


def _paragraph_style(collector: TextCollector, attributes: Attributes) -> None:
    collector.flow.paragraph.style = attribute_value(attributes, "val")


def _font(collector: TextCollector, attributes: Attributes) -> None:
    stated = (attribute_value(attributes, which) for which in ("ascii", "hAnsi"))
    collector.flow.run.font = next(filter(None, stated), "")


def _field(collector: TextCollector, attributes: Attributes) -> None:
    flow = collector.flow
    steps = {"begin": flow.start_field, "separate": flow.start_result, "end": flow.end_field}
    steps.get(attribute_value(attributes, "fldCharType") or "", lambda: None)()


def _box(collector: TextCollector, _: Attributes) -> None:
    is_hidden = collector.flow.is_hidden
    collector.start_flow(collector.flow.into, {"shade": True})
    if is_hidden:
        collector.skip(HIDDEN)


def _note(kind: str, collector: TextCollector, attributes: Attributes) -> None:
    lines = collector.notes.get((kind, attribute_value(attributes, "id")))
    collector.start_flow([] if lines is None else lines, dict(collector.backgrounds[0]))
    if lines is None or attribute_value(attributes, "type") not in (None, "normal"):
        collector.skip()  # one that nothing refers to, or the line above the notes


def _refer(kind: str, collector: TextCollector, attributes: Attributes) -> None:
    if not collector.flow.is_hidden:
        collector.notes.setdefault((kind, attribute_value(attributes, "id")), [])
    if (attribute_value(attributes, "customMarkFollows") or "0") not in OFF:
        collector.skip(NOTE_MARKS, above=1)  # the rest of the run


def _alternatives(collector: TextCollector, _: Attributes) -> None:
    collector.branches.append((False, collector.text_count))


def _branch(collector: TextCollector, _: Attributes) -> None:
    """One way to show something: the first that holds text is taken."""
    if collector.branches and collector.branches[-1][0]:
        collector.skip()


def _end_branch(collector: TextCollector) -> None:
    if collector.branches:
        text_count = collector.branches[-1][1]
        collector.branches[-1] = (collector.text_count > text_count, text_count)


def _end_alternatives(collector: TextCollector) -> None:
    if collector.branches:
        collector.branches.pop()


def _stated(name: str, collector: TextCollector, attributes: Attributes) -> None:
    if collector.flow.objects and (holder := collector.flow.objects[-1]):
        holder.stated.setdefault(name, attribute_value(attributes, "val") or "")


def _end_object(kind: str, collector: TextCollector) -> None:
    collector.flow.end_object(kind)


def _end_argument(name: str, collector: TextCollector) -> None:
    collector.flow.end_argument(name)


def _embed(attribute: str, collector: TextCollector, attributes: Attributes) -> None:
    for text in collector.embedded(attribute_value(attributes, attribute) or ""):
        collector.text_count += 1
        if collector.flow.in_row:
            collector.flow.write(f"{text}\n")
        else:
            collector.flow.into.append(Line([[text]]))


_CHANGES = (f"w:{of}PrChange" for of in ("r", "p", "tbl", "tc", "tr"))
_STARTS: dict[str, Start] = {
    **dict.fromkeys(("w:t", "m:t", "a:t"), _text),
    **dict.fromkeys(("w:r", "m:r", "a:r"), _run),
    **dict.fromkeys(("w:p", "a:p"), lambda collector, _: collector.flow.start_paragraph()),
    **dict.fromkeys(("w:del", "w:moveFrom"), _deleted),
    **dict.fromkeys(("w:txbxContent", "a:txBody"), _box),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), _branch),
    **dict.fromkeys(("w:br", "w:cr", "a:br"), partial(_put, "\n")),
    **dict.fromkeys(("w:tab", "w:ptab"), partial(_put, "\t")),
    **dict.fromkeys((*_CHANGES, "w:tabs"), partial(_skip, None)),
    **dict.fromkeys(("w:tcPr", "w:tblPr", "w:tblPrEx"), partial(_properties, "tc")),
    **{name: partial(_look, state) for name, state in FORMATTING_PROPERTIES.items()},
    **dict.fromkeys(
        (f"m:{kind}" for kind in OBJECTS), lambda collector, _: collector.flow.start_object()
    ),
    **dict.fromkeys(
        (f"m:{of}" for of in ARGUMENTS), lambda collector, _: collector.flow.start_argument()
    ),
    **{f"m:{name}": partial(_stated, name) for name in OBJECT_PROPERTIES},
    "dgm:relIds": partial(_embed, "dm"),
    "mc:AlternateContent": _alternatives,
    "sym:symEx": _sign,
    "w:altChunk": partial(_embed, "id"),
    "w:background": _page,
    "w:endnote": partial(_note, "end"),
    "w:endnoteReference": partial(_refer, "end"),
    "w:fldChar": _field,
    "w:footnote": partial(_note, "foot"),
    "w:footnoteReference": partial(_refer, "foot"),
    "w:hidden": _hidden_row,
    "w:noBreakHyphen": partial(_put, "-"),
    "w:pPr": partial(_properties, "p"),
    "w:pStyle": _paragraph_style,
    "w:rPr": _run_properties,
    "w:rFonts": _font,
    "w:rStyle": _run_style,
    "w:rt": partial(_skip, RUBY),
    "w:showingPlcHdr": _prompt,
    "w:sym": _sign,
    "w:tbl": lambda collector, _: collector.start_background(),
    "w:tblStyle": _table_style,
    "w:tc": _start_cell,
    "w:tr": lambda collector, _: collector.flow.start_row(),
    "w:trPr": partial(_properties, "tr"),
}
_ENDS: dict[str, End] = {
    **dict.fromkeys(("w:p", "a:p"), lambda collector: collector.flow.end_paragraph()),
    **dict.fromkeys(("w:pPr", "w:trPr", "w:tcPr", "w:tblPr", "w:tblPrEx"), _end_properties),
    **dict.fromkeys(("w:r", "m:r", "a:r"), _end_run),
    **dict.fromkeys(
        ("w:txbxContent", "a:txBody", "w:footnote", "w:endnote"), TextCollector.end_flow
    ),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), _end_branch),
    **{f"m:{kind}": partial(_end_object, kind) for kind in OBJECTS},
    **{f"m:{of}": partial(_end_argument, of) for of in ARGUMENTS},
    "mc:AlternateContent": _end_alternatives,
    **dict.fromkeys(("w:tbl", "w:tc"), TextCollector.end_background),
    "w:rPr": _end_run_properties,
    "w:tr": lambda collector: collector.flow.end_row(),
}
_ELEMENTS = elements(_STARTS, _ENDS, texts=("w:t", "m:t", "a:t"))
