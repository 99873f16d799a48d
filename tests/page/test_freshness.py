import time
from collections.abc import Callable

import pytest

from index import build
from index.errors import SeedsError
from page.freshness import Freshness


def until(ready: Callable[[], object]) -> None:
    """Wait until something is so; a busy machine may take long."""
    deadline = time.monotonic() + 30
    while not ready():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_look_tells_what_has_changed(desk, seeds):
    freshness = Freshness(desk({"a.txt": "An apple fell.", "b.txt": "A stone sank."}))
    assert not freshness.look().changes and freshness.look().before is None
    folder = seeds({"a.txt": "A pear fell.", "c.txt": "New."})
    (folder / "b.txt").unlink()
    changes = freshness.look().changes
    assert (changes.changed, changes.removed, changes.added) == (("a.txt",), ("b.txt",), ("c.txt",))


def test_the_update_is_seen_by_all_and_can_be_gone_back_from(desk, seeds):
    freshness = Freshness(desk({"a.txt": "An apple fell."}))
    seeds({"a.txt": "A pear fell."})
    freshness.job.start()
    assert freshness.job.wait().report.generation == 2
    look = freshness.look()
    assert not look.changes and (look.manifest.generation, look.before) == (2, 1)


def test_without_an_index_the_files_that_wait_are_counted(desk, seeds):
    freshness = Freshness(desk())
    seeds({"a.txt": "An apple fell.", "b.exe": "no article"})
    look = freshness.look()
    assert (look.manifest, look.waiting) == (None, 1)


def test_what_cannot_be_read_is_a_problem_and_no_error(desk, seeds):
    freshness = Freshness(desk({"a.txt": "An apple fell."}))
    seeds({}).rename(seeds({}).with_name("moved"))
    assert "does not exist" in freshness.look().problem


def test_a_watched_folder_is_read_once_for_each_change(desk, seeds, monkeypatch):
    freshness = Freshness(desk({"a.txt": "An apple fell."}))
    freshness.watch()
    deadline = time.monotonic() + 10
    while not freshness._watched and time.monotonic() < deadline:
        time.sleep(0.02)
    freshness.look()
    with monkeypatch.context() as patch:
        patch.setattr("page.freshness.standing", lambda index: pytest.fail("the folder was read"))
        assert not freshness.look().changes
    seeds({"b.txt": "A stone sank."})
    while not freshness.look().changes and time.monotonic() < deadline:
        time.sleep(0.05)
    assert freshness.look().changes.added == ("b.txt",)


@pytest.mark.slow
def test_the_watch_goes_over_to_the_folder_of_an_index_built_from_another(
    desk, index, embedder, tmp_path
):
    opened = desk({"a.txt": "An apple fell."})
    freshness = Freshness(opened)
    freshness.watch()
    until(lambda: freshness._watched)
    assert not freshness.look().changes
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("A stone sank.")
    build(other, index, embedder=embedder)
    assert not freshness.look().changes and opened.seeds == other
    until(lambda: freshness._watched)
    assert not freshness.look().changes
    (other / "c.txt").write_text("A river rose.")
    until(lambda: freshness.look().changes)
    assert freshness.look().changes.added == ("c.txt",)


def test_a_folder_that_cannot_be_watched_is_one_line_of_the_log(desk, monkeypatch, caplog):
    freshness = Freshness(desk({"a.txt": "An apple fell."}))

    def refused(seeds, **how):
        raise SeedsError(found="a\x1b", expected="b", cure="c")

    monkeypatch.setattr("page.freshness.watch", refused)
    freshness._watch()
    (record,) = caplog.records
    assert record.getMessage() == "the seeds folder is not watched: a\ufffd; expected b; c"
    assert record.exc_info is None and not freshness.look().changes


def test_the_stamp_changes_with_the_index_and_with_the_seeds(desk, seeds):
    freshness = Freshness(desk())
    stamps = [freshness.look().stamp]
    seeds({"a.txt": "An apple fell."})
    stamps.append(freshness.look().stamp)
    freshness.job.start()
    freshness.job.wait()
    stamps.append(freshness.look().stamp)
    seeds({"b.txt": "A stone sank."})
    stamps.append(freshness.look().stamp)
    assert len(set(stamps)) == 4 and freshness.look().stamp == stamps[-1]
