from __future__ import annotations

import pypdfium2
import pytest

from index.sources.formats.pdf.page import runs_of
from tests.index.sources.formats.pdf.files import by_hand, stream

PICTURE = stream(
    b"\x00" * 3, b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB"
    b"/BitsPerComponent 8",
)  # fmt: skip
TEXT = b"BT /F 10 Tf 72 700 Td (seen) Tj ET "


def seen(content: bytes) -> tuple[list[str], int]:
    page = pypdfium2.PdfDocument(by_hand(content, PICTURE))[0]
    runs, unseen = runs_of(page, lambda: None)
    return [run.text.strip() for run in runs], unseen


@pytest.mark.parametrize(
    "hidden",
    [
        b"1 1 1 rg BT /F 10 Tf 72 600 Td (gone) Tj ET",
        b"0.97 g BT /F 10 Tf 72 600 Td (gone) Tj ET",
        b"BT /F 1 Tf 72 600 Td (gone) Tj ET",
        b"BT 3 Tr /F 10 Tf 72 600 Td (gone) Tj ET",
        b"BT 7 Tr /F 10 Tf 72 600 Td (gone) Tj ET",
        b"q 0 0 50 50 re W n BT /F 10 Tf 72 600 Td (gone) Tj ET Q",
        b"BT /F 10 Tf -300 600 Td (gone) Tj ET",
        b"BT /F 10 Tf 72 900 Td (gone) Tj ET",
        b"0 0 1 rg 60 590 200 30 re f BT /F 10 Tf 72 600 Td (gone) Tj ET",
        b"0 g BT /F 10 Tf 72 600 Td (gone) Tj ET 60 590 200 30 re f",
    ],
    ids=["white", "nearly white", "tiny", "invisible", "clipping", "clipped", "left of the page",
         "above the page", "blue on blue", "blacked out"],
)  # fmt: skip
def test_text_that_nobody_sees_is_left_out_and_counted(hidden):
    assert seen(TEXT + hidden) == (["seen"], 4)


@pytest.mark.parametrize(
    "shown",
    [
        b"0 0 1 rg 60 590 200 30 re f 1 1 1 rg BT /F 10 Tf 72 600 Td (kept) Tj ET",
        b"0.5 g BT /F 10 Tf 72 600 Td (kept) Tj ET",
        b"0 g 60 598 200 1 re f BT /F 10 Tf 72 600 Td (kept) Tj ET",
        b"q 0 0 595 842 re W n BT /F 10 Tf 72 600 Td (kept) Tj ET Q",
        b"q 200 0 0 200 50 500 cm /X Do Q 1 1 1 rg BT /F 10 Tf 72 600 Td (kept) Tj ET",
    ],
    ids=["white on blue", "grey", "over a rule", "in the clip", "white on a picture"],
)
def test_text_that_is_seen_stays(shown):
    assert seen(TEXT + shown) == (["seen", "kept"], 0)


def test_text_that_was_recognised_in_a_scan_stays():
    scan = b"q 595 0 0 842 0 0 cm /X Do Q BT 3 Tr /F 10 Tf 72 600 Td (recognised) Tj ET"
    assert seen(scan) == (["recognised"], 0)


def test_invisible_text_over_a_small_picture_was_not_recognised_there():
    logo = b"q 50 0 0 50 60 580 cm /X Do Q BT 3 Tr /F 10 Tf 72 600 Td (gone) Tj ET"
    assert seen(TEXT + logo) == (["seen"], 4)


def test_line_is_cut_where_the_page_ends():
    texts, unseen = seen(b"BT /F 10 Tf 560 600 Td (runs over the edge of it) Tj ET")
    assert texts == ["runs ov"] or texts[0].startswith("runs")
    assert unseen > 10
