from __future__ import annotations

from index.filtering.nearest import COMPARED, nearest


def test_the_names_spelled_most_like_it_come_first():
    assert nearest("Dongha", ["Reuters", "Donga", "AP"]) == ["Donga"]
    assert nearest("donga", ["AP", "The Donga Ilbo"]) == ["The Donga Ilbo"]


def test_where_none_is_alike_the_first_are_named():
    assert nearest("zzz", ["Reuters", "AP", "BBC", "DPA"]) == ["Reuters", "AP", "BBC"]
    assert nearest("zzz", []) == []


def test_long_names_and_many_of_them_are_cut():
    assert nearest("x" * 10_000, ["x" * 500]) == ["x" * 60]
    assert nearest("zebra", [*map(str, range(COMPARED)), "zebra"]) == ["0", "1", "2"]
