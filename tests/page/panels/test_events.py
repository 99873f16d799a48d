import pytest

from page.panels.events import QUEUED, UNQUEUED, Action, read_action


class Event:
    def __init__(self, value: object, index: object) -> None:
        self.value, self.index = value, index


def test_an_event_says_what_is_to_be_done():
    assert read_action(Event({"do": "open", "name": "a"}, 3)) == Action("open", 3, "a")


@pytest.mark.parametrize(
    ("value", "index"),
    [(None, 1), ("open", 1), ({"do": "open"}, 1), ({"do": 1, "name": ""}, 1),
     ({"do": "open", "name": ""}, "1"), ({"do": "open", "name": []}, None)],
)  # fmt: skip
def test_a_malformed_event_does_nothing(value, index):
    assert read_action(Event(value, index)) == Action()


def test_what_only_looks_passes_by_the_queue_and_none_is_for_programs():
    assert UNQUEUED["queue"] is False and "queue" not in QUEUED
    assert UNQUEUED["api_visibility"] == QUEUED["api_visibility"] == "private"
