import pytest


@pytest.fixture
def dependencies(config):
    return {d["api_name"]: d for d in config["dependencies"]}


def test_one_text_is_checked_at_a_time(dependencies):
    assert dependencies["check"]["queue"] and dependencies["check"]["api_visibility"] == "private"


def test_a_click_on_a_sentence_does_not_wait_behind_a_check(dependencies):
    assert dependencies["show_evidence"]["queue"] is False
