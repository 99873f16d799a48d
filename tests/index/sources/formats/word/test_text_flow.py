import pytest

from index.sources.formats.word.styles import Styles
from index.sources.formats.word.text_flow import Line, TextFlow


@pytest.fixture
def flow() -> TextFlow:
    return TextFlow([], Styles())


def test_row_is_a_line_of_its_cells(flow):
    flow.start_row()
    for text in ("a", "", "b\nc"):
        flow.start_cell()
        flow.write(text)
    flow.end_row()
    assert [line.text for line in flow.into] == ["a |  | b c"]
    assert Line([["", " "], []], is_row=True).text == ""


def test_empty_paragraphs_leave_nothing(flow):
    for _ in range(3):
        flow.start_paragraph()
        flow.end_paragraph()
    assert flow.into == []


def test_text_outside_of_any_paragraph_is_kept(flow):
    flow.write("a")
    flow.write("b")
    assert [line.text for line in flow.into] == ["ab"]


def test_what_ends_without_a_start_does_no_harm(flow):
    for end in (flow.end_row, flow.end_field, flow.start_result, flow.start_cell):
        end()
    flow.end_object("f")
    flow.end_argument("e")
    flow.end_paragraph()
    assert flow.into == [] and not flow.is_field_code
