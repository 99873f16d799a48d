from dataclasses import replace

import pytest

from index.sources.formats.messages import json_line, parse_json_line
from index.sources.formats.picture import (
    PagePart,
    Picture,
    part_from_dict,
    part_to_dict,
    picture_from_dict,
    picture_to_dict,
)

DRAWN = Picture(b"RIFF\x00\xff", 800, 1200, ((0.1, 0.2, 0.3, 0.4), (0, 0, 1, 1)))
AS_DICT = picture_to_dict(DRAWN)


def test_a_picture_and_what_is_asked_come_through_the_pipe():
    assert picture_from_dict(parse_json_line(json_line(AS_DICT))) == DRAWN
    part = PagePart(3, "„One.“\n\ud800", 2)
    assert part_from_dict(parse_json_line(json_line(part_to_dict(part)))) == part


def test_no_more_boxes_than_can_be_seen_are_taken():
    many = replace(DRAWN, boxes=DRAWN.boxes * 1000)
    assert len(picture_from_dict(picture_to_dict(many)).boxes) == 500


@pytest.mark.parametrize(
    "change",
    [
        {"content": None},
        {"content": "<svg>"},
        {"content": "AAAA"},
        {"width": 0},
        {"width": "800"},
        {"height": 1.5},
        {"boxes": None},
        {"boxes": [1]},
        {"boxes": [[0, 0, 1]]},
        {"boxes": [[0.5, 0, 0.4, 1]]},
        {"boxes": [[0, 0, 1, 9]]},
        {"boxes": [["left", 0, 1, 1]]},
    ],
)
def test_what_no_painter_gives_is_refused(change):
    with pytest.raises(ValueError):
        picture_from_dict(AS_DICT | change)
    with pytest.raises(ValueError):
        picture_from_dict({key: AS_DICT[key] for key in AS_DICT if key not in change})
