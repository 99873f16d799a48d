import shutil
import time

import pytest
import watchfiles

from index import build
from index.sources.watching.watcher import POLL_RESOLUTION
from tests.index.sources.watching.watched import Watcher

pytestmark = pytest.mark.slow  # each waits for the folder to come to rest


@pytest.fixture
def poller(folder):
    with Watcher(folder, poll=True) as poller:
        poller.event()  # for what may have been edited in the second of the first look
        yield poller


CHANGES = pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "new.txt").write_text("A stone sank."),
        lambda folder: (folder / "a.txt").write_text("A pear fell, and not an apple."),
        lambda folder: (folder / "sub" / "b.txt").unlink(),
        lambda folder: (folder / "a.txt").rename(folder / "c.txt"),
        lambda folder: shutil.rmtree(folder / "sub"),
        lambda folder: (folder / "sub").rename(folder.parent / "elsewhere"),
    ],
    ids=["created", "edited", "deleted", "renamed", "folder deleted", "folder moved away"],
)


@CHANGES
def test_a_change_is_an_event(watcher, folder, change):
    change(folder)
    watcher.event()


def test_hidden_files_and_droppings_are_none(watcher, folder):
    (folder / ".git").mkdir()
    for name in (".a.txt.swp", ".git/index", "4913", "a.txt~", "#a.txt#", ".#a.txt", "~$a.docx"):
        (folder / name).write_text("An apple fell, or a pear.")
    (folder / "4913").unlink()
    watcher.silence()


def test_reading_is_no_change(watcher, folder):
    for path in folder.rglob("*.txt"):
        path.read_text()
    watcher.silence()


@CHANGES
def test_polling_sees_a_change(poller, folder, change):
    change(folder)
    poller.event()


def test_polling_tells_an_edit_in_the_second_of_another(poller, folder):
    (folder / "a.txt").write_text("A pear fell, and not an apple.")
    edited = time.monotonic()
    assert poller.event() >= edited + POLL_RESOLUTION


def test_polling_passes_over_hidden_files_and_droppings(poller, folder):
    for name in (".a.txt.swp", "sub/4913", "a.txt~"):
        (folder / name).write_text("An apple fell, or a pear.")
    poller.silence()


def test_polling_follows_a_folder_that_is_replaced(poller, folder):
    folder.rename(folder.parent / "old")
    poller.event()
    (folder.parent / "old").rename(folder)
    poller.event()
    (folder / "a.txt").write_text("A pear fell, and not an apple.")
    poller.event()


def test_below_a_hidden_folder_nothing_is_hidden_for_that(tmp_path):
    (tmp_path / ".notes").mkdir()
    with Watcher(tmp_path / ".notes") as watcher:
        (tmp_path / ".notes" / "c.txt").write_text("A stone sank.")
        watcher.event()


@pytest.mark.parametrize("poll", [False, True])
@pytest.mark.parametrize("name", ["caf\udce9.txt", "caf\udce9/c.txt"])
def test_a_name_that_is_not_utf8_is_a_change_and_ends_no_watch(folder, name, poll):
    with Watcher(folder, poll=poll) as watcher:
        if poll:
            watcher.event()  # for what may have been edited in the second of the first look
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("A stone sank.")
        watcher.event()
        (folder / "c.txt").write_text("A stone sank.")
        watcher.event()
        (folder / name).rename(folder / "d.txt")
        watcher.event()
        watcher.silence()


def test_where_the_system_can_watch_no_more_the_files_are_looked_at(folder, monkeypatch, caplog):
    real = watchfiles.watch

    def exhausted(*paths: str, force_polling: bool | None, **options: object):
        if not force_polling:
            raise OSError("OS file watch limit reached. about [/seeds]")
        return real(*paths, force_polling=True, **options)

    monkeypatch.setattr(watchfiles, "watch", exhausted)
    with Watcher(folder) as watcher:
        watcher.event()  # for what may have been edited in the second of the first look
        (folder / "c.txt").write_text("A stone sank.")
        watcher.event()
    assert "OS file watch limit reached" in caplog.text


def test_an_index_in_the_folder_is_no_change(watcher, folder, embedder):
    for _ in range(3):
        build(folder, folder / "index", embedder=embedder, rebuild=True)
        watcher.silence()


def test_an_index_in_the_folder_is_no_change_where_files_are_looked_at(poller, folder, embedder):
    build(folder, folder / "index", embedder=embedder)
    poller.silence()
