"""The curves of docs/growth.svg."""

import pytest

from tests.support.later import Later

pytestmark = pytest.mark.slow
curves = Later("benchmarks.curves")


def test_equal_figures_give_equal_curves(tmp_path):
    measured = [
        curves.Figures(n, n / 1e4, 200, n / 300, 190, 60, (0.1, 0.2), (0.7, 0.8), 1.0)
        for n in (1_000, 10_000)
    ]
    for name in ("one.svg", "two.svg"):
        curves.draw(measured, tmp_path / name)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.svg", "two.svg"))
    assert one == two and b"all searches, p95" in one
