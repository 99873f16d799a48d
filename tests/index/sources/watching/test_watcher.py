import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from index.errors import SeedsError
from index.sources.watching.ticks import EVERYTHING
from index.sources.watching.watcher import watch
from tests.index.sources.watching.watched import SETTLE, SOON, Watcher
from tests.support.paths import ROOT

pytestmark = pytest.mark.slow  # each waits for the folder to come to rest


def test_the_start_is_an_event_of_its_own_and_the_only_one(watcher):
    watcher.silence()


def test_an_event_names_what_has_changed(watcher, folder):
    assert watcher.named == EVERYTHING
    (folder / "a.txt").write_text("Apples fell.")
    (folder / "sub" / "b.txt").unlink()
    watcher.event()
    assert watcher.named == {"a.txt", "sub/b.txt"}


def test_an_event_names_everything_now_and_then(watcher, folder, monkeypatch):
    monkeypatch.setattr("index.sources.watching.watcher.FULL_LOOK", 0)
    (folder / "a.txt").write_text("Apples fell.")
    watcher.event()
    assert watcher.named == EVERYTHING


def test_an_event_of_very_many_changes_names_everything(watcher, folder, monkeypatch):
    monkeypatch.setattr("index.sources.watching.watcher.MOST_PATHS", 1)
    for name in ("a.txt", "c.txt"):
        (folder / name).write_text("Apples fell.")
    watcher.event()
    assert watcher.named == EVERYTHING


@pytest.mark.parametrize("temporary", [".a.txt.tmp", "a.txt.tmp", "a.txt~"])
def test_saving_by_rename_is_one_event(watcher, folder, temporary):
    (folder / temporary).write_text("A pear fell, and not an apple.")
    os.replace(folder / temporary, folder / "a.txt")
    watcher.event()
    watcher.silence()


def test_saving_by_moving_the_old_file_to_a_backup_is_one_event(watcher, folder):
    (folder / "a.txt").rename(folder / "a.txt~")
    (folder / "a.txt").write_text("A pear fell, and not an apple.")
    watcher.event()
    watcher.silence()


def test_a_burst_is_one_event_after_its_end(folder):
    with Watcher(folder, settle=1.0) as watcher:  # a busy machine may pause between two files
        for number in range(100):
            (folder / f"{number}.txt").write_text("A stone sank.")
        written = time.monotonic()
        assert watcher.event() >= written
        watcher.silence()


def test_changes_without_end_are_an_event_after_a_while(watcher, folder):
    ended = threading.Event()

    def keep_changing() -> None:
        while not ended.wait(SETTLE / 5):
            (folder / "a.txt").write_text(f"It is {time.monotonic()}.")

    thread = threading.Thread(target=keep_changing)
    thread.start()
    try:
        watcher.event()
        watcher.event()
    finally:
        ended.set()
        thread.join()


def test_what_comes_in_a_new_folder_is_an_event(watcher, folder):
    (folder / "new" / "deep").mkdir(parents=True)
    watcher.event()
    (folder / "new" / "deep" / "c.txt").write_text("A stone sank.")
    watcher.event()


def test_hidden_changes_without_end_hold_no_event_back(watcher, folder):
    done = threading.Event()

    def churn() -> None:
        while not done.wait(0.02):
            (folder / ".log").write_text(str(time.monotonic()))

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        (folder / "a.txt").write_text("A pear fell, and not an apple.")
        watcher.event()
    finally:
        done.set()
        thread.join()


def test_a_folder_that_is_replaced_is_watched_on(watcher, folder):
    new = folder.parent / "new"
    shutil.copytree(folder, new)
    folder.rename(folder.parent / "old")
    new.rename(folder)
    watcher.event()
    (folder / "a.txt").write_text("A pear fell, and not an apple.")
    watcher.event()
    (folder.parent / "old" / "a.txt").write_text("Nobody watches this any more.")
    watcher.silence()


def test_a_folder_may_be_away_for_a_while(watcher, folder):
    away = folder.parent / "away"
    folder.rename(away)
    watcher.event()
    watcher.silence()
    away.rename(folder)
    watcher.event()
    (folder / "a.txt").write_text("A pear fell, and not an apple.")
    watcher.event()


def test_a_folder_deleted_and_made_anew_is_watched_on(watcher, folder):
    shutil.rmtree(folder)
    folder.mkdir()
    watcher.event()
    (folder / "c.txt").write_text("A stone sank.")
    watcher.event()


def test_a_folder_may_come_later(tmp_path):
    with Watcher(tmp_path / "seeds") as watcher:
        watcher.silence()
        (tmp_path / "seeds").mkdir()
        watcher.event()


def test_a_link_to_a_folder_may_be_turned_to_another(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "seeds").symlink_to("one")
    with Watcher(tmp_path / "seeds") as watcher:
        (tmp_path / "next").symlink_to("two")
        os.replace(tmp_path / "next", tmp_path / "seeds")
        watcher.event()
        (tmp_path / "two" / "c.txt").write_text("A stone sank.")
        watcher.event()


def test_a_folder_whose_own_path_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "s\udce9").mkdir()
    with pytest.raises(SeedsError, match="has a path that is not UTF-8; expected one that is"):
        next(watch(tmp_path / "s\udce9"))


def test_what_happens_while_the_caller_works_is_told_after_it(folder):
    stop = threading.Event()
    events = watch(folder, settle=SETTLE, stop=stop)
    next(events)
    (folder / "a.txt").write_text("A pear fell, and not an apple.")
    time.sleep(2 * SETTLE)  # the caller builds
    next(events)
    stop.set()
    assert list(events) == []


def test_an_error_of_the_caller_ends_no_watch(folder):
    events = watch(folder, settle=SETTLE)
    for _ in range(2):
        next(events)
        try:
            raise RuntimeError("no usable seed for a moment")
        except RuntimeError:
            (folder / "a.txt").write_text("A pear fell, and not an apple.")
    next(events)
    events.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_an_interrupt_passes_through(folder):
    code = (
        "import sys, pathlib; from index.sources.watching.watcher import watch\n"
        "try:\n"
        "    for _ in watch(pathlib.Path(sys.argv[1])): print('begun', flush=True)\n"
        "except KeyboardInterrupt: print('interrupted')\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=SOON) == ("interrupted\n", None)
    assert process.returncode == 0
