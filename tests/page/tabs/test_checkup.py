import pytest

from page import layout
from page.state.index_monitor import IndexMonitor
from page.tabs.browser_texts import label


@pytest.fixture
def dependencies(host, tmp_path):
    opened = host({"a.txt": "An apple fell."})
    monitor = IndexMonitor(opened)
    page = layout.build_page(opened, monitor, checks=tmp_path / "checks.jsonl")
    assert monitor.after_update is not None  # the checks follow every update
    return page.get_config_file()["dependencies"]


def test_nothing_on_the_tab_waits_behind_questions_or_is_open_to_programs(dependencies):
    own = [d for d in dependencies if d["api_name"].startswith(("run", "show", "act", "html"))]
    assert own and not any(d["queue"] for d in own)
    assert {d["api_visibility"] for d in own} == {"private"}


def test_the_label_of_the_tab_is_brought_up_to_date(dependencies, host, tmp_path):
    opened = host({"a.txt": "An apple fell."})
    page = layout.build_page(opened, IndexMonitor(opened), checks=tmp_path / "checks.jsonl")
    components = {c["id"]: c for c in page.get_config_file()["components"]}
    written = [
        components[i]["props"].get("label")
        for d in page.get_config_file()["dependencies"]
        for i in d["outputs"]
        if components[i]["type"] == "tabitem"
    ]
    assert set(written) == {label("tab.checkup")}
