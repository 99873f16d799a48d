"""Figures as they are measured, kept and written."""

import pytest

from benchmarks import table
from benchmarks.measure import measured_once, p50_p95, timed


def test_a_table_is_markdown():
    assert table(("a", "b"), [("1", "2"), ("3", "4")]) == [
        "| a | b |", "|---|---|", "| 1 | 2 |", "| 3 | 4 |",
    ]  # fmt: skip


def test_work_gives_its_result_with_its_time():
    milliseconds, result = timed(lambda: "found")
    assert result == "found" and milliseconds >= 0


def test_p50_and_p95_of_a_hundred_and_one():
    assert p50_p95(list(range(101))) == (50.0, 95.0)


def test_kept_figures_are_not_measured_again(tmp_path):
    measured = []

    def measure() -> dict[str, int]:
        measured.append(1)
        return {"passages": len(measured)}

    folder = tmp_path / "1000"
    assert measured_once(folder, measure) == measured_once(folder, measure) == {"passages": 1}


def test_the_rest_of_a_run_that_was_stopped_is_removed_first(tmp_path):
    (tmp_path / "1000" / "seeds").mkdir(parents=True)
    measured_once(tmp_path / "1000", lambda: {"folders": 0})
    assert [path.name for path in (tmp_path / "1000").iterdir()] == ["figures.json"]


def test_figures_that_fail_are_not_kept(tmp_path):
    with pytest.raises(ZeroDivisionError):
        measured_once(tmp_path / "1000", lambda: {"share": 1 / 0})
    assert measured_once(tmp_path / "1000", lambda: {"share": 1}) == {"share": 1}
