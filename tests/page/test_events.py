import pytest

from page.events import ASKED, AT_ONCE, Do, do


class Event:
    def __init__(self, value: object, index: object) -> None:
        self.value, self.index = value, index


def test_an_event_says_what_is_to_be_done():
    assert do(Event({"do": "open", "name": "a"}, 3)) == Do("open", 3, "a")


@pytest.mark.parametrize(
    ("value", "index"),
    [(None, 1), ("open", 1), ({"do": "open"}, 1), ({"do": 1, "name": ""}, 1),
     ({"do": "open", "name": ""}, "1"), ({"do": "open", "name": []}, None)],
)  # fmt: skip
def test_a_malformed_event_does_nothing(value, index):
    assert do(Event(value, index)) == Do()


def test_what_only_looks_passes_by_the_queue_and_none_is_for_programs():
    assert AT_ONCE["queue"] is False and "queue" not in ASKED
    assert AT_ONCE["api_visibility"] == ASKED["api_visibility"] == "private"
