from __future__ import annotations

import pytest

from index.sources.formats.web.cells import MAX_REPEATED
from tests.index.sources.formats.web.test_reader import text_of
from tests.index.sources.formats.web.test_text import inside


def rows(*rows):
    return inside(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>").split("\n\n")


def test_a_cell_over_several_rows_is_named_in_each():
    assert rows(
        "<th>Line<th>Bus<th>Stop",
        "<td rowspan=2>Red<td>44<td>A",
        "<td>45<td>B",
        "<td>Blue<td>46<td>C",
    ) == ["Line | Bus | Stop", "Red | 44 | A", "Red | 45 | B", "Blue | 46 | C"]


def test_a_repeated_cell_stands_in_its_column():
    assert rows("<td>44<td rowspan=3>A<td>8:00", "<td>45<td>9:00", "<td colspan=1>46<td>10:00") == [
        "44 | A | 8:00",
        "45 | A | 9:00",
        "46 | A | 10:00",
    ]
    assert rows("<td colspan=2>a<td rowspan=2>b<td>c", "<td>1<td>2<td>3") == [
        "a | b | c",
        "1 | 2 | b | 3",
    ]


def test_a_row_of_one_cell_is_one_with_the_cell_above():
    assert rows("<td rowspan=3>Red<td>44", "<td>45", "<td>", "<td>46") == [
        "Red | 44",
        "Red | 45",
        "46",
    ]


@pytest.mark.parametrize("span", ["0", "9", "99999999999999999999"])
def test_a_cell_ends_with_its_part_of_the_table(span):
    head = f"<thead><tr><th rowspan={span}>Red<th>44</tr><tr><th>45</tr></thead>"
    body = "<tbody><tr><td>1<td>2</tr></tbody>"
    assert inside(f"<table>{head}{body}</table>") == "Red | 44\n\nRed | 45\n\n1 | 2"


@pytest.mark.parametrize("span", ["", "-2", "two", "²", "1.5"])
def test_a_span_that_is_no_number_is_one_row(span):
    assert rows(f"<td rowspan='{span}'>Red<td>44", "<td>45<td>B") == ["Red | 44", "45 | B"]


def test_cells_are_not_repeated_without_end():
    label = "".join(f"<td rowspan=65534>{'a' * 200}" for _ in range(40))
    html = f"<table><tr>{label}</tr>{'<tr><td>b<td>c</tr>' * 2000}</table>"
    assert len(text_of(f"<article>{html}</article>")) < MAX_REPEATED + 100_000


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ("<dt>Cost:</dt><dd><p>42 <b>million</b></p></dd>", "Cost: 42 million"),
        ("<dt>Cost<dd>42<dt>Length<dd>90 m", "Cost: 42\n\nLength: 90 m"),
        ("<div><dt>Cost</dt><dd>42</dd></div><div><dt>Length</dt><dd>90</dd></div>",
         "Cost: 42\n\nLength: 90"),
        ("<dt>Cost<dd>42<dd>43", "Cost\n\n42\n\n43"),
        ("<dt>Cost<dt>Price<dd>42", "Cost\n\nPrice\n\n42"),
        ("<dt>Who pays?<dd>The town.", "Who pays?\n\nThe town."),
        ("<dt>Cost<dd><p>42<p>43", "Cost\n\n42\n\n43"),
        ("<dt>Cost<dd hidden>42", "Cost"),
        (f"<dt>{'Cost ' * 20}<dd>42", f"{('Cost ' * 20).strip()}\n\n42"),
        ("<dd>42<dt>Cost", "42\n\nCost"),
    ],
)  # fmt: skip
def test_a_short_term_stands_before_its_only_value(terms, text):
    assert inside(f"<dl>{terms}</dl>") == text


def test_a_term_whose_value_is_not_written_goes_before_nothing_else():
    value = "<dd>42<sup class=reference>[1]</sup></dd>"
    assert inside(f"<dl><dt>Cost</dt>{value}</dl><p>Then.</p>") == "Cost: 42\n\nThen."
    value = "<dd><sup class=reference>[1]</sup></dd>"
    assert inside(f"<dl><dt>Cost</dt>{value}</dl><p>Then.</p>") == "Cost\n\nThen."
