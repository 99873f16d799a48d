from page import layout
from page.state.index_monitor import IndexMonitor
from page.tabs.browser_texts import label


def test_the_checks_follow_every_update(host, tmp_path):
    opened = host({"a.txt": "An apple fell."})
    monitor = IndexMonitor(opened)
    layout.build_page(opened, monitor, checks=tmp_path / "checks.jsonl")
    assert monitor.after_update is not None


def test_nothing_on_the_tab_waits_behind_questions_or_is_open_to_programs(config):
    dependencies = config["dependencies"]
    own = [d for d in dependencies if d["api_name"].startswith(("run", "show", "act", "html"))]
    assert own and not any(d["queue"] for d in own)
    assert {d["api_visibility"] for d in own} == {"private"}


def test_the_label_of_the_tab_is_brought_up_to_date(config):
    components = {c["id"]: c for c in config["components"]}
    written = [
        components[i]["props"].get("label")
        for d in config["dependencies"]
        for i in d["outputs"]
        if components[i]["type"] == "tabitem"
    ]
    assert set(written) == {label("tab.checkup")}
