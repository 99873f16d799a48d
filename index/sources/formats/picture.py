"""A page of a file as a picture, with boxes around some of its words: what is asked and given.

Owns both as JSON, for the pipe to the sandbox, and the validation of what comes back. Knows no
format.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

Box = tuple[float, float, float, float]  # left, top, right, bottom

MAX_BOXES = 500


@dataclass(frozen=True, slots=True)
class PagePart:
    """Words on a page, which counts from 1; the page has them ``before`` times before them.

    The empty text is no words: the page has no box.
    """

    page: int
    words: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A WebP picture, its size in pixels, and the boxes around the words, from its upper left
    corner, as shares of its width and height.
    """

    content: bytes
    width: int
    height: int
    boxes: tuple[Box, ...] = ()


Painter = Callable[[bytes, str, PagePart], Picture]


def part_to_dict(part: PagePart) -> dict[str, Any]:
    """The JSON object of a part of a page."""
    return asdict(part)


def part_from_dict(value: dict[str, Any]) -> PagePart:
    """The part that a JSON object states; it comes from the program itself."""
    return PagePart(**value)


def picture_to_dict(picture: Picture) -> dict[str, Any]:
    """The JSON object of a picture."""
    return asdict(picture) | {"content": base64.b64encode(picture.content).decode("ascii")}


def picture_from_dict(value: dict[str, Any]) -> Picture:
    """The picture of a JSON object. Raises ValueError for anything else."""
    try:
        boxes = tuple(_box(box) for box in value["boxes"][:MAX_BOXES])
        content = base64.b64decode(value["content"], validate=True)
        width, height = value["width"], value["height"]
    except (KeyError, TypeError) as error:
        raise ValueError(f"no picture: {error!r}") from error
    if not (content.startswith(b"RIFF") and _is_size(width) and _is_size(height)):
        raise ValueError("no picture; expected WebP with its width and height")
    return Picture(content, width, height, boxes)


def _box(value: Any) -> Box:
    left, top, right, bottom = map(float, value)
    if not (0 <= left <= right <= 1 and 0 <= top <= bottom <= 1):
        raise ValueError(f"a box of {value}; expected shares of a picture")
    return left, top, right, bottom


def _is_size(value: Any) -> bool:
    return isinstance(value, int) and value > 0
