"""What of a Word document is its text: the meaning of each element.

Owns what is text and what is left out: deleted and hidden text, codes of fields, marks of notes,
prompts of empty fields, readings above characters. White text in a text box is kept, as nothing
tells what is behind it. A text box stands behind the paragraph or row that it is anchored in; notes
are gathered apart.
"""

from __future__ import annotations

from functools import partial

from index.sources.formats.word.flow import Line
from index.sources.formats.word.look import OFF, STATES, Look, State, is_on, state_page
from index.sources.formats.word.math import ARGUMENTS, OBJECTS, STATED
from index.sources.formats.word.package import Attributes, value_of
from index.sources.formats.word.sight import HIDDEN, Run
from index.sources.formats.word.story import MARKS, Embedded, End, Start, Story, elements
from index.sources.formats.word.styles import Styles
from index.sources.formats.word.symbols import sign

PROMPTS, READINGS = "prompts of empty fields", "readings above characters"


def story_of(styles: Styles, embedded: Embedded) -> Story:
    """Who reads the text of one document out of its parts; those that hold its notes go last."""
    return Story(_ELEMENTS, styles, embedded)


def _text(story: Story, _: Attributes) -> None:
    story.in_text = True


def _put(text: str, story: Story, _: Attributes) -> None:
    story.put(text)


def _sign(story: Story, attributes: Attributes) -> None:
    seen = sign(value_of(attributes, "char") or "", value_of(attributes, "font") or "")
    if seen:
        story.put(seen)


def _skip(reason: str | None, story: Story, _: Attributes) -> None:
    story.skip(reason)


def _prompt(story: Story, attributes: Attributes) -> None:
    if is_on(attributes):
        story.skip(PROMPTS, above=2)


def _deleted(story: Story, _: Attributes) -> None:
    """Deleted or moved away: text, the mark of a paragraph, or the row that says so of itself."""
    of = story.flow.properties_of
    story.flow.paragraph.mark_deleted |= of == "mark"
    if of == "tr":
        _skip_row(None, story)
    else:
        story.skip()


def _look(state: State, story: Story, attributes: Attributes) -> None:
    flow = story.flow
    looks: dict[str, Look] = {
        "p": flow.paragraph.look,
        "mark": flow.paragraph.mark,
        "tc": story.behind[-1],
    }
    state(looks.get(flow.properties_of, flow.run.look), attributes)


def _page(story: Story, attributes: Attributes) -> None:
    state_page(story.behind[-1], attributes)


def _table_style(story: Story, attributes: Attributes) -> None:
    if story.flow.styles.shades(value_of(attributes, "val")):
        story.behind[-1]["shade"] = True


def _start_cell(story: Story, _: Attributes) -> None:
    story.start_ground()
    story.flow.start_cell()


def _hidden_row(story: Story, attributes: Attributes) -> None:
    if story.flow.properties_of == "tr" and is_on(attributes):
        _skip_row(HIDDEN, story)


def _skip_row(reason: str | None, story: Story) -> None:
    """Pass over the row whose properties are read."""
    story.flow.properties_of = ""
    story.skip(reason, above=2)


def _properties(of: str, story: Story, _: Attributes) -> None:
    story.flow.properties_of = of


def _end_properties(story: Story) -> None:
    story.flow.properties_of = ""


def _run_properties(story: Story, _: Attributes) -> None:
    if story.flow.properties_of == "p":
        story.flow.properties_of = "mark"


def _end_run_properties(story: Story) -> None:
    if story.flow.properties_of == "mark":
        story.flow.properties_of = "p"


def _run(story: Story, _: Attributes) -> None:
    story.flow.run = Run()


def _end_run(story: Story) -> None:
    story.flow.run = Run()


def _run_style(story: Story, attributes: Attributes) -> None:
    story.flow.run.style = value_of(attributes, "val")


def _paragraph_style(story: Story, attributes: Attributes) -> None:
    story.flow.paragraph.style = value_of(attributes, "val")


def _font(story: Story, attributes: Attributes) -> None:
    stated = (value_of(attributes, which) for which in ("ascii", "hAnsi"))
    story.flow.run.font = next(filter(None, stated), "")


def _field(story: Story, attributes: Attributes) -> None:
    flow = story.flow
    steps = {"begin": flow.start_field, "separate": flow.start_result, "end": flow.end_field}
    steps.get(value_of(attributes, "fldCharType") or "", lambda: None)()


def _box(story: Story, _: Attributes) -> None:
    is_hidden = story.flow.is_hidden
    story.start_flow(story.flow.into, {"shade": True})
    if is_hidden:
        story.skip(HIDDEN)


def _note(kind: str, story: Story, attributes: Attributes) -> None:
    lines = story.notes.get((kind, value_of(attributes, "id")))
    story.start_flow([] if lines is None else lines, dict(story.behind[0]))
    if lines is None or value_of(attributes, "type") not in (None, "normal"):
        story.skip()  # one that nothing refers to, or the line above the notes


def _refer(kind: str, story: Story, attributes: Attributes) -> None:
    if not story.flow.is_hidden:
        story.notes.setdefault((kind, value_of(attributes, "id")), [])
    if (value_of(attributes, "customMarkFollows") or "0") not in OFF:
        story.skip(MARKS, above=1)  # the rest of the run


def _alternatives(story: Story, _: Attributes) -> None:
    story.branches.append((False, story.heard))


def _branch(story: Story, _: Attributes) -> None:
    """One way to show something: the first that holds text is taken."""
    if story.branches and story.branches[-1][0]:
        story.skip()


def _end_branch(story: Story) -> None:
    if story.branches:
        heard = story.branches[-1][1]
        story.branches[-1] = (story.heard > heard, heard)


def _end_alternatives(story: Story) -> None:
    if story.branches:
        story.branches.pop()


def _stated(name: str, story: Story, attributes: Attributes) -> None:
    if story.flow.objects and (holder := story.flow.objects[-1]):
        holder.stated.setdefault(name, value_of(attributes, "val") or "")


def _end_object(kind: str, story: Story) -> None:
    story.flow.end_object(kind)


def _end_argument(name: str, story: Story) -> None:
    story.flow.end_argument(name)


def _embed(attribute: str, story: Story, attributes: Attributes) -> None:
    for text in story.embedded(value_of(attributes, attribute) or ""):
        story.heard += 1
        if story.flow.in_row:
            story.flow.write(f"{text}\n")
        else:
            story.flow.into.append(Line([[text]]))


_CHANGES = (f"w:{of}PrChange" for of in ("r", "p", "tbl", "tc", "tr"))
_STARTS: dict[str, Start] = {
    **dict.fromkeys(("w:t", "m:t", "a:t"), _text),
    **dict.fromkeys(("w:r", "m:r", "a:r"), _run),
    **dict.fromkeys(("w:p", "a:p"), lambda story, _: story.flow.start_paragraph()),
    **dict.fromkeys(("w:del", "w:moveFrom"), _deleted),
    **dict.fromkeys(("w:txbxContent", "a:txBody"), _box),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), _branch),
    **dict.fromkeys(("w:br", "w:cr", "a:br"), partial(_put, "\n")),
    **dict.fromkeys(("w:tab", "w:ptab"), partial(_put, "\t")),
    **dict.fromkeys((*_CHANGES, "w:tabs"), partial(_skip, None)),
    **dict.fromkeys(("w:tcPr", "w:tblPr", "w:tblPrEx"), partial(_properties, "tc")),
    **{name: partial(_look, state) for name, state in STATES.items()},
    **dict.fromkeys((f"m:{kind}" for kind in OBJECTS), lambda story, _: story.flow.start_object()),
    **dict.fromkeys((f"m:{of}" for of in ARGUMENTS), lambda story, _: story.flow.start_argument()),
    **{f"m:{name}": partial(_stated, name) for name in STATED},
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
    "w:rt": partial(_skip, READINGS),
    "w:showingPlcHdr": _prompt,
    "w:sym": _sign,
    "w:tbl": lambda story, _: story.start_ground(),
    "w:tblStyle": _table_style,
    "w:tc": _start_cell,
    "w:tr": lambda story, _: story.flow.start_row(),
    "w:trPr": partial(_properties, "tr"),
}
_ENDS: dict[str, End] = {
    **dict.fromkeys(("w:p", "a:p"), lambda story: story.flow.end_paragraph()),
    **dict.fromkeys(("w:pPr", "w:trPr", "w:tcPr", "w:tblPr", "w:tblPrEx"), _end_properties),
    **dict.fromkeys(("w:r", "m:r", "a:r"), _end_run),
    **dict.fromkeys(("w:txbxContent", "a:txBody", "w:footnote", "w:endnote"), Story.end_flow),
    **dict.fromkeys(("mc:Choice", "mc:Fallback"), _end_branch),
    **{f"m:{kind}": partial(_end_object, kind) for kind in OBJECTS},
    **{f"m:{of}": partial(_end_argument, of) for of in ARGUMENTS},
    "mc:AlternateContent": _end_alternatives,
    **dict.fromkeys(("w:tbl", "w:tc"), Story.end_ground),
    "w:rPr": _end_run_properties,
    "w:tr": lambda story: story.flow.end_row(),
}
_ELEMENTS = elements(_STARTS, _ENDS, texts=("w:t", "m:t", "a:t"))
