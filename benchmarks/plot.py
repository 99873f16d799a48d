"""Line charts as SVG, light or dark as the reader's page is. Pure: numbers in, text out.

The horizontal axis is logarithmic, as is the vertical one unless its ends are given.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 460, 320  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 56, 36, 64, 40  # margins within it; names stand in the upper one
COLOURS = ("#2f6fde", "#d9480f", "#2b8a3e", "#9c36b5")
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333 } .title { font-weight: 600; font-size: 13px }
.grid { stroke: #8884; fill: none } .line { fill: none; stroke-width: 2 } .y { text-anchor: end }
.x { text-anchor: middle } .name { font-size: 11px }
@media (prefers-color-scheme: dark) { text { fill: #ddd } }
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: named lines of (x, y); ``ends`` of a linear vertical axis, else logarithmic."""

    title: str
    lines: dict[str, list[tuple[float, float]]]
    ends: tuple[float, float] | None = None


def draw(panels: Sequence[Panel], columns: int = 2) -> str:
    """The panels, row by row."""
    rows = math.ceil(len(panels) / columns)
    parts = [
        f'<g transform="translate({n % columns * WIDTH} {n // columns * HEIGHT})">'
        f"{_panel(panel)}</g>"
        for n, panel in enumerate(panels)
    ]
    size = f"{columns * WIDTH} {rows * HEIGHT}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"><style>{STYLE}</style>'
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _panel(panel: Panel) -> str:
    points = [point for line in panel.lines.values() for point in line]
    x_axis = _Axis.logarithmic([x for x, _ in points], LEFT, WIDTH - RIGHT)
    down = (HEIGHT - BOTTOM, TOP)
    y_axis = (
        _Axis(*panel.ends, *down, _fifths(*panel.ends))
        if panel.ends
        else _Axis.logarithmic([y for _, y in points], *down)
    )
    parts = [f'<text class="title" x="{LEFT}" y="18">{escape(panel.title)}</text>']
    parts += [_grid_x(x_axis.at(tick), tick) for tick in x_axis.ticks]
    parts += [_grid_y(y_axis.at(tick), tick) for tick in y_axis.ticks]
    for number, (name, line) in enumerate(panel.lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        path = " ".join(f"{x_axis.at(x):.1f},{y_axis.at(y):.1f}" for x, y in line)
        parts.append(f'<polyline class="line" stroke="{colour}" points="{path}"/>')
        parts += [_dot(x_axis.at(x), y_axis.at(y), colour, f"{name}: {y:.4g}") for x, y in line]
        if len(panel.lines) > 1:
            parts.append(_name(name, colour, number))
    return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class _Axis:
    """From values to places in the picture."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]
    is_log: bool = False

    @classmethod
    def logarithmic(cls, values: Sequence[float], start: float, end: float) -> _Axis:
        """Whole decades that hold all the values."""
        low = math.floor(math.log10(min(values)) + 1e-9)
        high = max(math.ceil(math.log10(max(values)) - 1e-9), low + 1)
        ticks = tuple(10.0**power for power in range(low, high + 1))
        return cls(ticks[0], ticks[-1], start, end, ticks, is_log=True)

    def at(self, value: float) -> float:
        scale = math.log10 if self.is_log else float
        share = (scale(value) - scale(self.low)) / (scale(self.high) - scale(self.low))
        return self.start + share * (self.end - self.start)


def _fifths(low: float, high: float) -> tuple[float, ...]:
    return tuple(low + (high - low) * n / 5 for n in range(6))


def _grid_x(x: float, tick: float) -> str:
    return (
        f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/>'
        f'<text class="x" x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}">{tick:,.0f}</text>'
    )


def _grid_y(y: float, tick: float) -> str:
    return (
        f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        f'<text class="y" x="{LEFT - 6}" y="{y + 4:.1f}">{tick:,g}</text>'
    )


def _dot(x: float, y: float, colour: str, said: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{said}</title></circle>'


def _name(name: str, colour: str, number: int) -> str:
    """Two names a row, below the title."""
    x, y = LEFT + 160 * (number % 2), 38 + 16 * (number // 2)
    return (
        f'<path class="line" stroke="{colour}" d="M{x} {y - 4}h16"/>'
        f'<text class="name" x="{x + 22}" y="{y}">{escape(name)}</text>'
    )
