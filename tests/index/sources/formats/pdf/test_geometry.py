import pytest

from index.sources.formats.pdf.geometry import (
    IDENTITY,
    UNLIMITED,
    bounding_box,
    centre_within,
    intersection,
    multiply,
    transform,
    width_and_height,
    within,
)

BOX = (10.0, 20.0, 30.0, 60.0)
TWICE_AS_LARGE = (2.0, 0.0, 0.0, 2.0, 0.0, 0.0)
MOVED = (1.0, 0.0, 0.0, 1.0, 5.0, -5.0)
QUARTER_TURN = (0.0, 1.0, -1.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("matrix", "expected"),
    [
        (IDENTITY, BOX),
        (TWICE_AS_LARGE, (20.0, 40.0, 60.0, 120.0)),
        (MOVED, (15.0, 15.0, 35.0, 55.0)),
        (QUARTER_TURN, (-60.0, 10.0, -20.0, 30.0)),
    ],
)
def test_a_box_is_transformed_as_its_corners_are(matrix, expected):
    assert transform(BOX, matrix) == expected


def test_the_first_of_two_matrices_is_applied_first():
    assert transform(BOX, multiply(TWICE_AS_LARGE, MOVED)) == (25.0, 35.0, 65.0, 115.0)
    assert transform(BOX, multiply(MOVED, TWICE_AS_LARGE)) == (30.0, 30.0, 70.0, 110.0)


def test_an_intersection_is_inside_both_boxes_or_inverted():
    assert intersection(BOX, (0.0, 30.0, 20.0, 90.0)) == (10.0, 30.0, 20.0, 60.0)
    assert intersection(BOX, UNLIMITED) == BOX
    assert min(width_and_height(intersection(BOX, (40.0, 0.0, 50.0, 90.0)))) < 0


def test_a_box_may_have_its_centre_in_another_without_lying_in_it():
    over_the_edge = (25.0, 30.0, 33.0, 40.0)
    assert centre_within(over_the_edge, BOX)
    assert not within(over_the_edge, BOX)
    assert within(BOX, BOX)


def test_a_bounding_box_touches_the_outermost_points():
    assert bounding_box([(1.0, 9.0), (3.0, 2.0), (2.0, 5.0)]) == (1.0, 2.0, 3.0, 9.0)
