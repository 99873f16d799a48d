import pytest

from page import layout
from page.state.index_monitor import IndexMonitor


@pytest.fixture
def dependencies(host, tmp_path):
    opened = host({"a.txt": "An apple fell."})
    page = layout.build_page(opened, IndexMonitor(opened), checks=tmp_path / "checks.jsonl")
    return {d["api_name"]: d for d in page.get_config_file()["dependencies"]}


def test_one_text_is_checked_at_a_time(dependencies):
    assert dependencies["check"]["queue"] and dependencies["check"]["api_visibility"] == "private"


def test_a_click_on_a_sentence_does_not_wait_behind_a_check(dependencies):
    assert dependencies["show_evidence"]["queue"] is False
