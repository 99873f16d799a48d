from datetime import date

import pytest

from index.corpus import Span
from qa.evidence.export.fields import Fields

GOOD = {"t": "a", "n": 1, "d": 0.5, "l": ["a"], "day": "2023-11-07", "start": 0, "end": 2}


def fields(**changed: object) -> Fields:
    return Fields(GOOD | changed, GOOD.keys())


def test_values_come_with_their_types():
    good = fields()
    assert (good.text("t"), good.natural("n"), good.probability("d")) == ("a", 1, 0.5)
    assert (good.list("l"), good.texts("l"), good.date_or_none("day")) == (
        ["a"],
        ("a",),
        date(2023, 11, 7),
    )
    assert good.span() == Span(0, 2)
    assert (fields(t=None).text_or_none("t"), fields(day=None).date_or_none("day")) == (None, None)
    assert fields(d=12.345).rounded("d", places=3) == 12.345


@pytest.mark.parametrize("form", [None, [], "t", {}, GOOD | {"more": 1}])
def test_an_object_has_its_keys_and_no_others(form):
    with pytest.raises((ValueError, TypeError)):
        Fields(form, GOOD.keys())


def test_optional_keys_may_be_there():
    assert Fields({"a": "x", "b": 1}, ("a",), optional=("b", "c")).text("a") == "x"


@pytest.mark.parametrize(
    ("read", "key", "value"),
    [
        ("text", "t", 1),
        ("natural", "n", 1.0),
        ("natural", "n", True),
        ("natural", "n", -1),
        ("natural", "n", 2**53),
        ("rounded", "d", 1),
        ("rounded", "d", -0.0),
        ("rounded", "d", 0.1234567),
        ("rounded", "d", float("nan")),
        ("rounded", "d", float("inf")),
        ("probability", "d", 1.5),
        ("texts", "l", [1]),
        ("date_or_none", "day", "2023-W45-2"),
        ("date_or_none", "day", "2023-11-32"),
    ],
)
def test_what_is_spelled_in_another_way_is_refused(read, key, value):
    with pytest.raises((ValueError, TypeError), match=key):
        getattr(fields(**{key: value}), read)(key)
