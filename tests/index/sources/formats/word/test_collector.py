from collections import Counter

import pytest

from index.sources.formats.word.collector import TextCollector, elements_of
from index.sources.formats.word.styles import Styles
from tests.index.sources.formats.word.files import W


@pytest.fixture
def collector() -> TextCollector:
    """Skips w:del and the element above w:x for reasons; takes w:t for text."""
    starts = {
        "w:t": lambda collector, _: setattr(collector, "in_text", True),
        "w:del": lambda collector, _: collector.skip("deleted"),
        "w:x": lambda collector, _: collector.skip("above", above=1),
    }
    ends = {"w:p": lambda collector: collector.flow.end_paragraph()}
    return TextCollector(elements_of(starts, ends, texts=["w:t"]), Styles(), lambda _: iter(()))


def told(collector: TextCollector, *events: str) -> None:
    for event in events:
        if event.startswith("/"):
            collector.end(f"{W} {event[1:]}")
        elif event in ("t", "del", "x", "p"):
            collector.start(f"{W} {event}", {})
        else:
            collector.data(event)


def test_only_what_stands_in_text_is_text(collector):
    told(collector, "p", "no", "t", "yes", "/t", "no", "/p")
    assert list(collector.paragraphs) == ["yes"]


def test_what_is_passed_over_is_counted_to_its_end(collector):
    told(
        collector,
        "p",
        "del",
        "del",
        "t",
        "one",
        "/t",
        "/del",
        "t",
        "two",
        "/t",
        "/del",
        "t",
        "three",
    )
    assert list(collector.paragraphs) == ["three"]
    assert collector.left_out == Counter(deleted=6)


def test_element_that_is_passed_over_from_within_ends_as_others_do(collector):
    told(collector, "p", "x", "/x", "t", "one", "/t", "/p", "p", "t", "two", "/t", "/p")
    assert list(collector.paragraphs) == ["two"]
    assert collector.left_out == Counter(above=3)
