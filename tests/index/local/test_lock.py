from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index.errors import IndexFolderError, IndexLockedError
from index.local import layout, lock
from tests.support.paths import ROOT

# Holds one folder after the other for writing, each until it reads an empty line.
WRITER = """
import sys
from pathlib import Path
from index.local import lock
for line in sys.stdin:
    with lock.write_lock(Path(line.rstrip("\\n"))):
        print("held", flush=True)
        sys.stdin.readline()
    print("given back", flush=True)
"""


@contextmanager
def started() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        yield child
        child.kill()


def tell(child: subprocess.Popen[str], line: str) -> str:
    """Send a writer a line, and return its response."""
    child.stdin.write(f"{line}\n")
    child.stdin.flush()
    return child.stdout.readline()


@pytest.fixture(scope="module")
def other() -> Iterator[subprocess.Popen[str]]:
    """Another process, which holds nothing yet: one serves all tests, as its start takes long."""
    with started() as child:
        yield child


@pytest.fixture
def writer(index, other) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the index folder for writing."""
    assert tell(other, str(index)) == "held\n"
    yield other
    assert tell(other, "") == "given back\n"


def begin(index: Path) -> None:
    with lock.write_lock(index):
        pass


def test_second_writer_is_told_who_writes(index, writer):
    with pytest.raises(
        IndexLockedError,
        match=rf"^another process \(process {writer.pid}, since \d{{4}}-.*\) is writing '.*/index';"
        r" expected one writer at a time; wait for it, then run qa index$",
    ):
        begin(index)


def test_hold_dies_with_its_process_and_what_it_wrote_confuses_nobody(index):
    with started() as writer:
        assert tell(writer, str(index)) == "held\n"
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert (index / layout.WRITER_INFO).exists()
    begin(index)
    assert not (index / layout.WRITER_INFO).exists()


@pytest.mark.parametrize(
    "stale", [None, "", "[]", '{"pid": "x"}', '{"pid": 99999999, "started": "2020"}']
)
def test_a_writer_that_cannot_be_named_is_told_without_a_name(index, writer, stale):
    if stale is None:
        (index / layout.WRITER_INFO).unlink()
    else:
        (index / layout.WRITER_INFO).write_text(stale)
    with pytest.raises(IndexLockedError, match=r"^another process is writing '"):
        begin(index)


def test_hold_is_given_back_after_an_error(index):
    with pytest.raises(RuntimeError, match="boom"), lock.write_lock(index):
        assert json.loads((index / layout.WRITER_INFO).read_text())["pid"] == os.getpid()
        raise RuntimeError("boom")
    assert not (index / layout.WRITER_INFO).exists()
    begin(index)


def test_what_goes_wrong_with_files_is_one_error(index):
    with (
        pytest.raises(IndexFolderError, match=r"cannot be written \(No space left on device\);"),
        lock.write_lock(index),
    ):
        raise OSError(28, "No space left on device")


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / layout.READER_LOCK).touch()
    return tmp_path


def unread(folder: Path) -> bool:
    with lock.without_readers(folder) as nobody_reads:
        return nobody_reads


def test_a_generation_is_unread_when_every_hold_has_ended(folder):
    one, two = lock.ReaderLock(folder), lock.ReaderLock(folder)
    one.close()
    assert not unread(folder)
    del two
    gc.collect()
    assert unread(folder)


def test_nobody_begins_to_read_what_is_being_removed(folder):
    with lock.without_readers(folder) as nobody_reads:
        assert nobody_reads
        with pytest.raises(BlockingIOError):
            lock.ReaderLock(folder)


def test_an_unfinished_generation_is_unread(tmp_path):
    assert unread(tmp_path)


def test_without_holds_nobody_is_known_to_read(folder, monkeypatch):
    monkeypatch.setattr(lock, "fcntl", None)
    held = lock.ReaderLock(folder)
    assert unread(folder)
    held.close()
