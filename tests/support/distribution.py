"""Which tests are collected, run together and in which order, and when what they share ends.

Owns the grouping of tests for the workers of pytest-xdist, how many these are and how their threads
wait: the tests of a file are one worker's, and so are files that use a server, in three groups: no
more than three servers run at a time. One ends with the last test that uses it: one that idles
takes a third of a core. Of servers it knows the names of their fixtures, which say how they end.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from xdist.plugin import pytest_xdist_auto_num_workers as number_of_cores
from xdist.scheduler import LoadGroupScheduling

# Fixtures, each of which is a server or several; no test uses two of them.
SERVERS = ("milvus", "mortal_milvus", "dask_cluster")
# Files, or tests of them, of which one worker does all: a server runs once, and what takes long to
# import is imported once. The first that fits counts, and they begin in this order. By their
# places, since pytest-xdist 3.8 does not see the marks of groups with pytest 9.2.
GROUPS = {
    "contract": ("tests/system/contract/",),
    "mortal": (
        "tests/index/milvus/server/test_failures.py",
        "tests/index/workers/test_dask.py",
        "tests/system/test_page_milvus.py",
        "tests/system/test_servers.py",
        "tests/system/test_telemetry.py::TestTraced::test_building_by_workers_is_silent",
    ),
    "milvus": ("tests/index/milvus/", "tests/system/test_stopped_milvus.py"),
    # Two, as one would last longest of all; each starts a page of its own.
    "browser": (
        "tests/system/browser/test_asking.py",
        "tests/system/browser/test_filtering.py",
        "tests/system/browser/test_follow_ups.py",
        "tests/system/browser/test_panels.py",
    ),
    "more of the browser": ("tests/system/browser/",),
    # Importing torch and what is built on it takes some ten seconds.
    "torch": (
        "tests/index/embedding/test_packaged.py",
        "tests/index/embedding/test_sentence_transformers.py",
        "tests/qa/integrations/test_haystack.py",
        "tests/qa/readers/test_hub_reader.py",
        "tests/training/",
    ),
}
OF_SERVERS = ("contract", "mortal", "milvus")  # of these groups
SLOW = re.compile(r"^pytestmark = \[?\s*pytest\.mark\.slow\b", re.MULTILINE)
_endings: dict[str, ExitStack] = {}


@contextmanager
def until_last_use(fixture: str) -> Iterator[ExitStack]:
    """What is entered here ends after the last test that uses the fixture of that name."""
    with ExitStack() as ending:
        _endings[fixture] = ending
        yield ending


class FilesAndGroups(LoadGroupScheduling):
    """Tests without a group are grouped by their files."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid) or nodeid.partition("::")[0]


def group_of(nodeid: str) -> str | None:
    """The group of a test, by its file's path from the root of the project, and its name in it."""
    return next((name for name, places in GROUPS.items() if nodeid.startswith(places)), None)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of slow tests alone is not imported where these are left out: large libraries often
    come with it.
    """
    if config.option.markexpr != "not slow" or not collection_path.match("test_*.py"):
        return None
    return bool(SLOW.search(collection_path.read_text(encoding="utf-8"))) or None


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Two more than there are cores where servers are tested: who does that mostly waits."""
    if config.option.markexpr == "not slow" or os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    return int(number_of_cores(config)) + 2


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Threads of faiss and torch that wait for each other sleep: by themselves they keep turning,
    which takes a core from the other workers.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FilesAndGroups | None:
    return FilesAndGroups(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no worker is left with it when others are done: tests of
    servers, one server after the other, then groups, then files with slow tests.
    """
    slow = {item.path for item in items if item.get_closest_marker("slow")}

    def place(item: pytest.Item) -> int:
        if (server := server_of(item)) is not None:
            return SERVERS.index(server)
        if item.path not in slow:
            return len(SERVERS) + len(GROUPS) + 1
        group = group_of(item.nodeid)
        return len(SERVERS) + (list(GROUPS).index(group) if group else len(GROUPS))

    for item in items:
        if server_of(item) is not None and group_of(item.nodeid) not in OF_SERVERS:
            raise pytest.UsageError(f"{item.nodeid} uses a server; expected its file in GROUPS")
    items.sort(key=place)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[object]:
    try:
        return (yield)
    finally:
        name = server_of(item)
        if name in _endings and (nextitem is None or server_of(nextitem) != name):
            _endings.pop(name).close()


def server_of(item: pytest.Item) -> str | None:
    """The fixture that a test uses, or says that it does by its mark `server`."""
    if marker := item.get_closest_marker("server"):
        return marker.args[0]
    return next((name for name in SERVERS if name in item.fixturenames), None)
