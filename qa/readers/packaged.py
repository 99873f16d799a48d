"""The readers that ship: their networks and what was fitted for them."""

from __future__ import annotations

from qa.readers.confidence import Calibration
from qa.readers.network import LARGE_READER, READER, SpanModel
from qa.readers.second_look import SecondLook
from qa.readers.span_reader import SpanReader


def open_packaged_reader(name: str, *, twice: bool) -> SpanReader:
    """The reader with the constants fitted for that name. Networks are loaded at first use."""
    second = SecondLook(SpanModel(LARGE_READER)) if twice else None
    return SpanReader(SpanModel(READER), Calibration.shipped(name), second=second)
