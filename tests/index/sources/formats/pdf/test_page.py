from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest

from index.sources.formats.pdf.page import Run, runs_of
from tests.index.sources.formats.pdf.files import by_hand

NO_TICK: Callable[[], None] = lambda: None  # noqa: E731


def read(content: bytes) -> list[Run]:
    return runs_of(pypdfium2.PdfDocument(by_hand(content))[0], NO_TICK)[0]


def test_run_knows_its_place():
    [run] = read(b"BT /F 10 Tf 72 700 Td (The board) Tj ET")
    assert (run.text, run.x, run.y, run.size, run.angle) == ("The board", 72.0, 700.0, 10.0, 0)
    assert run.end == pytest.approx(117.58)


def test_size_is_that_on_the_page():
    [run] = read(b"BT /F 1 Tf 12 0 0 12 72 700 Tm (The board) Tj ET")
    assert run.size == 12.0


def test_turned_text_is_measured_along_its_line():
    [run] = read(b"BT /F 10 Tf 0 1 -1 0 300 100 Tm (The board) Tj ET")
    assert (run.angle, round(run.x), round(run.y)) == (90, 100, -300)


def test_text_within_one_command_is_one_run():
    assert [run.text for run in read(b"BT /F 10 Tf 72 700 Td [(The)-300(board)] TJ ET")] == [
        "The board"
    ]


def test_hyphen_at_a_lines_end_is_a_hyphen():
    runs = read(b"BT /F 10 Tf 12 TL 72 700 Td (The infor-) Tj T* (mation) Tj ET")
    assert [run.text for run in runs] == ["The infor-", "mation"]


def test_tick_may_end_the_reading():
    def stop() -> None:
        raise TimeoutError

    page = pypdfium2.PdfDocument(by_hand(b"BT /F 10 Tf 72 700 Td (One) Tj ET"))[0]
    with pytest.raises(TimeoutError):
        runs_of(page, stop)
