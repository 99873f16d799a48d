import pytest

from index.sources.formats.word.formatting import (
    FORMATTING_PROPERTIES,
    Formatting,
    read_page_background,
)
from tests.index.sources.formats.word.files import W


def stated(name: str, **attributes: str) -> Formatting:
    formatting: Formatting = {}
    FORMATTING_PROPERTIES[f"w:{name}"](
        formatting, {f"{W} {key}": value for key, value in attributes.items()}
    )
    return formatting


@pytest.mark.parametrize(
    ("attributes", "white"),
    [
        ({"val": "FFFFFF"}, True),
        ({"val": "fefefe"}, True),
        ({"val": "D9D9D9"}, False),
        ({"val": "auto"}, False),
        ({"val": "auto", "themeColor": "background1"}, True),
        ({"val": "D9D9D9", "themeColor": "background1", "themeShade": "D9"}, False),
        ({"val": "FFFFFF", "themeColor": "accent1"}, False),
        ({"val": "FFFFFF", "themeColor": "none"}, True),
        ({}, False),
    ],
)
def test_colour_is_white_where_it_looks_so(attributes, white):
    assert stated("color", **attributes) == {"white": white}


@pytest.mark.parametrize(
    ("attributes", "shade"),
    [
        ({"val": "clear", "fill": "1F3864"}, {"shade": True}),
        ({"val": "clear", "fill": "FFFFFF"}, {"shade": False}),
        ({"val": "clear", "fill": "auto"}, {}),
        ({"val": "clear", "fill": "auto", "themeFill": "accent1"}, {"shade": True}),
        ({"val": "solid", "color": "000000"}, {"shade": True}),
        ({"val": "solid", "color": "FFFFFF"}, {"shade": False}),
        ({"val": "pct50"}, {"shade": True}),
        ({"val": "nil", "fill": "000000"}, {}),
    ],
)
def test_shade_is_any_colour_but_white(attributes, shade):
    assert stated("shd", **attributes) == shade


@pytest.mark.parametrize(
    ("size", "formatting"),
    [
        ("1", {"tiny": True}),
        ("2", {"tiny": True}),
        ("3", {"tiny": False}),
        ("1pt", {"tiny": True}),
        ("9pt", {"tiny": False}),
        ("big", {}),
    ],
)
def test_letters_of_a_point_or_less_are_tiny(size, formatting):
    assert stated("sz", val=size) == formatting


def test_highlight_may_be_none():
    assert [stated("highlight", val=v) for v in ("none", "white", "black")] == [
        {}, {"highlight": False}, {"highlight": True},
    ]  # fmt: skip


def test_page_may_have_a_colour():
    formatting: Formatting = {}
    read_page_background(formatting, {f"{W} color": "101040"})
    assert formatting == {"shade": True}
