import pytest

from index import Changes, build
from index.errors import SeedsError
from page.state.index_monitor import IndexMonitor, IndexStatus
from page.state.update_job import JobState
from tests.support.processes import wait_until


def test_a_look_tells_what_has_changed(host, seeds):
    monitor = IndexMonitor(host({"a.txt": "An apple fell.", "b.txt": "A stone sank."}))
    assert not monitor.status().changes and monitor.status().previous is None
    folder = seeds({"a.txt": "A pear fell.", "c.txt": "New."})
    (folder / "b.txt").unlink()
    changes = monitor.status().changes
    assert (changes.changed, changes.removed, changes.added) == (("a.txt",), ("b.txt",), ("c.txt",))


def test_the_update_is_seen_by_all_and_can_be_gone_back_from(host, seeds):
    monitor = IndexMonitor(host({"a.txt": "An apple fell."}))
    seeds({"a.txt": "A pear fell."})
    monitor.job.start()
    assert monitor.job.wait().report.generation == 2
    status = monitor.status()
    assert not status.changes and (status.manifest.generation, status.previous) == (2, 1)


def test_the_generation_before_is_asked_for_once(host, seeds, monkeypatch):
    monitor = IndexMonitor(host({"a.txt": "An apple fell."}))
    seeds({"a.txt": "A pear fell."})
    monitor.job.start()
    monitor.job.wait()
    assert monitor.status().previous == 1
    with monkeypatch.context() as patch:
        patch.setattr(
            "index.backend.previous_generation", lambda index: pytest.fail("it was asked again")
        )
        assert monitor.status().previous == 1
    monitor._host.roll_back()
    assert (monitor.status().manifest.generation, monitor.status().previous) == (1, None)


def test_without_an_index_the_files_that_wait_are_counted(host, seeds):
    monitor = IndexMonitor(host())
    seeds({"a.txt": "An apple fell.", "b.exe": "no article"})
    status = monitor.status()
    assert (status.manifest, status.files_to_index) == (None, 1)


def test_what_cannot_be_read_is_a_problem_and_no_error(host, seeds):
    monitor = IndexMonitor(host({"a.txt": "An apple fell."}))
    seeds({}).rename(seeds({}).with_name("moved"))
    assert "does not exist" in monitor.status().problem


def test_a_watched_folder_is_read_once_for_each_change(host, seeds, monkeypatch):
    monitor = IndexMonitor(host({"a.txt": "An apple fell."}))
    monitor.watch()
    wait_until(lambda: monitor.is_watched)
    monitor.status()
    with monkeypatch.context() as patch:
        patch.setattr(
            "page.state.index_monitor.compare_seeds",
            lambda index: pytest.fail("the folder was read"),
        )
        assert not monitor.status().changes
    seeds({"b.txt": "A stone sank."})
    wait_until(lambda: monitor.status().changes)
    assert monitor.status().changes.added == ("b.txt",)


@pytest.mark.slow
def test_the_watch_goes_over_to_the_folder_of_an_index_built_from_another(
    host, index, embedder, tmp_path
):
    opened = host({"a.txt": "An apple fell."})
    monitor = IndexMonitor(opened)
    monitor.watch()
    wait_until(lambda: monitor.is_watched)
    assert not monitor.status().changes
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("A stone sank.")
    build(other, index, embedder=embedder)
    assert not monitor.status().changes and opened.seeds == other
    wait_until(lambda: monitor.is_watched)
    assert not monitor.status().changes
    (other / "c.txt").write_text("A river rose.")
    wait_until(lambda: monitor.status().changes)
    assert monitor.status().changes.added == ("c.txt",)


def test_a_folder_that_cannot_be_watched_is_one_line_of_the_log(host, monkeypatch, caplog):
    monitor = IndexMonitor(host({"a.txt": "An apple fell."}))

    def refused(seeds, **how):
        raise SeedsError(found="a\x1b", expected="b", cure="c")

    monkeypatch.setattr("page.state.index_monitor.watch", refused)
    monitor._watch()
    (record,) = caplog.records
    assert record.getMessage() == "the seeds folder is not watched: a\ufffd; expected b; c"
    assert record.exc_info is None and not monitor.status().changes


def test_the_stamp_changes_with_the_index_and_with_the_seeds(host, seeds):
    monitor = IndexMonitor(host())
    fingerprints = [monitor.status().fingerprint]
    seeds({"a.txt": "An apple fell."})
    fingerprints.append(monitor.status().fingerprint)
    monitor.job.start()
    monitor.job.wait()
    fingerprints.append(monitor.status().fingerprint)
    seeds({"b.txt": "A stone sank."})
    fingerprints.append(monitor.status().fingerprint)
    assert len(set(fingerprints)) == 4 and monitor.status().fingerprint == fingerprints[-1]


def test_the_stamp_leaves_out_what_has_not_changed():
    one, other = (
        IndexStatus(job=JobState(), changes=Changes((), (), (), unchanged))
        for unchanged in (("a.txt",), ("a.txt", "b.txt"))
    )
    assert one.fingerprint == other.fingerprint
