from collections import Counter

import pytest
from test_formats_word import W

from index.sources.formats.word.story import Story, elements
from index.sources.formats.word.styles import Styles


@pytest.fixture
def story() -> Story:
    """Skips w:del and the element above w:x for reasons; takes w:t for text."""
    starts = {
        "w:t": lambda story, _: setattr(story, "in_text", True),
        "w:del": lambda story, _: story.skip("deleted"),
        "w:x": lambda story, _: story.skip("above", above=1),
    }
    ends = {"w:p": lambda story: story.flow.end_paragraph()}
    return Story(elements(starts, ends, texts=["w:t"]), Styles(), lambda _: iter(()))


def told(story: Story, *events: str) -> None:
    for event in events:
        if event.startswith("/"):
            story.end(f"{W} {event[1:]}")
        elif event in ("t", "del", "x", "p"):
            story.start(f"{W} {event}", {})
        else:
            story.data(event)


def test_only_what_stands_in_text_is_text(story):
    told(story, "p", "no", "t", "yes", "/t", "no", "/p")
    assert list(story.paragraphs) == ["yes"]


def test_what_is_passed_over_is_counted_to_its_end(story):
    told(story, "p", "del", "del", "t", "one", "/t", "/del", "t", "two", "/t", "/del", "t", "three")
    assert list(story.paragraphs) == ["three"]
    assert story.left_out == Counter(deleted=6)


def test_element_that_is_passed_over_from_within_ends_as_others_do(story):
    told(story, "p", "x", "/x", "t", "one", "/t", "/p", "p", "t", "two", "/t", "/p")
    assert list(story.paragraphs) == ["two"]
    assert story.left_out == Counter(above=3)
