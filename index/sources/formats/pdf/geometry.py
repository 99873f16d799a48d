"""Boxes and matrices in the coordinates of a PDF page, in points, with y upwards."""

from __future__ import annotations

Box = tuple[float, float, float, float]  # left, bottom, right, top
Matrix = tuple[float, float, float, float, float, float]  # as PDF writes them: a b c d e f

UNLIMITED: Box = (-1e9, -1e9, 1e9, 1e9)
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def centre_within(a: Box, b: Box) -> bool:
    """Return whether the centre of the first box lies inside the second."""
    x, y = (a[0] + a[2]) / 2, (a[1] + a[3]) / 2
    return b[0] <= x <= b[2] and b[1] <= y <= b[3]


def within(a: Box, b: Box) -> bool:
    """Return whether the first box lies inside the second."""
    return b[0] <= a[0] and b[1] <= a[1] and a[2] <= b[2] and a[3] <= b[3]


def intersection(a: Box, b: Box) -> Box:
    """The intersection of two boxes; inverted if it is empty."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def width_and_height(box: Box) -> tuple[float, float]:
    return box[2] - box[0], box[3] - box[1]


def bounding_box(points: list[tuple[float, float]]) -> Box:
    """The smallest box around points (x, y)."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies the first, then the second."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def transform(box: Box, matrix: Matrix) -> Box:
    """The smallest box around a box that a matrix has been applied to."""
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    return bounding_box(
        [(x * a + y * c + e, x * b + y * d + f) for x in (left, right) for y in (bottom, top)]
    )
