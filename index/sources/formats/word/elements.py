"""The elements of a Word document that matter for its text, each with its effect.

Owns the list of elements. Text that is omitted: deleted and hidden text, codes of fields, note
marks, placeholders of empty content controls, and ruby text. Any other element is transparent: the
text inside it counts.
"""

from __future__ import annotations

from functools import partial

from index.sources.formats.word import block_elements as block
from index.sources.formats.word import run_elements as run
from index.sources.formats.word.collector import (
    End,
    ReadEmbedded,
    Start,
    TextCollector,
    elements_of,
)
from index.sources.formats.word.formatting import FORMATTING_PROPERTIES
from index.sources.formats.word.omml import ARGUMENTS, OBJECT_PROPERTIES, OBJECTS
from index.sources.formats.word.styles import Styles

RUBY = "readings above characters"


def new_collector(styles: Styles, read_embedded: ReadEmbedded) -> TextCollector:
    """A collector for the parts of one document; the parts with its notes are read last."""
    return TextCollector(_ELEMENTS, styles, read_embedded)


_CHANGES = (f"w:{of}PrChange" for of in ("r", "p", "tbl", "tc", "tr"))
_STARTS: dict[str, Start] = {
    **dict.fromkeys(("w:t", "m:t", "a:t"), run.start_text),
    **dict.fromkeys(("w:r", "m:r", "a:r"), run.start_run),
    **dict.fromkeys(("w:p", "a:p"), run.start_paragraph),
    **dict.fromkeys(("w:del", "w:moveFrom"), run.start_deletion),
    **dict.fromkeys(("w:txbxContent", "a:txBody"), block.start_text_box),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), block.start_branch),
    **dict.fromkeys(("w:br", "w:cr", "a:br"), partial(run.write_character, "\n")),
    **dict.fromkeys(("w:tab", "w:ptab"), partial(run.write_character, "\t")),
    **dict.fromkeys((*_CHANGES, "w:tabs"), partial(run.skip_element, None)),
    **dict.fromkeys(("w:tcPr", "w:tblPr", "w:tblPrEx"), partial(run.start_properties, "tc")),
    **{name: partial(run.read_formatting, read) for name, read in FORMATTING_PROPERTIES.items()},
    **dict.fromkeys((f"m:{kind}" for kind in OBJECTS), block.start_object),
    **dict.fromkeys((f"m:{of}" for of in ARGUMENTS), block.start_argument),
    **{f"m:{name}": partial(block.read_object_property, name) for name in OBJECT_PROPERTIES},
    "dgm:relIds": partial(block.embed_part, "dm"),
    "mc:AlternateContent": block.start_alternatives,
    "sym:symEx": run.write_symbol,
    "w:altChunk": partial(block.embed_part, "id"),
    "w:background": block.read_background,
    "w:endnote": partial(block.start_note, "end"),
    "w:endnoteReference": partial(block.read_note_reference, "end"),
    "w:fldChar": run.read_field_character,
    "w:footnote": partial(block.start_note, "foot"),
    "w:footnoteReference": partial(block.read_note_reference, "foot"),
    "w:hidden": block.skip_hidden_row,
    "w:noBreakHyphen": partial(run.write_character, "-"),
    "w:pPr": partial(run.start_properties, "p"),
    "w:pStyle": run.read_paragraph_style,
    "w:rPr": run.start_run_properties,
    "w:rFonts": run.read_font,
    "w:rStyle": run.read_run_style,
    "w:rt": partial(run.skip_element, RUBY),
    "w:showingPlcHdr": run.skip_placeholder,
    "w:sym": run.write_symbol,
    "w:tbl": block.start_table,
    "w:tblStyle": block.read_table_style,
    "w:tc": block.start_cell,
    "w:tr": block.start_row,
    "w:trPr": partial(run.start_properties, "tr"),
}
_ENDS: dict[str, End] = {
    **dict.fromkeys(("w:p", "a:p"), run.end_paragraph),
    **dict.fromkeys(("w:pPr", "w:trPr", "w:tcPr", "w:tblPr", "w:tblPrEx"), run.end_properties),
    **dict.fromkeys(("w:r", "m:r", "a:r"), run.end_run),
    **dict.fromkeys(
        ("w:txbxContent", "a:txBody", "w:footnote", "w:endnote"), TextCollector.end_flow
    ),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), block.end_branch),
    **{f"m:{kind}": partial(block.end_object, kind) for kind in OBJECTS},
    **{f"m:{of}": partial(block.end_argument, of) for of in ARGUMENTS},
    "mc:AlternateContent": block.end_alternatives,
    **dict.fromkeys(("w:tbl", "w:tc"), TextCollector.end_background),
    "w:rPr": run.end_run_properties,
    "w:tr": block.end_row,
}
_ELEMENTS = elements_of(_STARTS, _ENDS, texts=("w:t", "m:t", "a:t"))
