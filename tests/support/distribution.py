"""Grouping and order of the tests, and the end of what they share.

Owns the grouping of tests for the workers of pytest-xdist, how many these are and how their threads
wait: the tests of a file are one worker's, and so are tests that use a server, in three groups, so
that three servers run at a time. One ends with the last test that uses it, as one that idles still
takes a part of a core. Of servers it knows the names of their fixtures, which say how they end.
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
# Patterns of tests that one worker does: a server runs once, and what takes long to import is
# imported once. The first that fits counts, and they begin in this order. By their places, since
# pytest-xdist 3.8 does not see the marks of groups with pytest 9.2.
GROUPS = {
    "mortal": r"index/milvus/server/test_failures|index/workers/test_dask|system/test_servers"
    r"|system/test_page_milvus|system/test_telemetry.*by_workers",
    "milvus": r"index/milvus/|system/test_stopped_milvus",
    "contract of a server": r"system/contract/.*\[server",
    # Two, as one would last longest of all; each starts a page of its own.
    "browser": r"system/browser/test_(asking|checking|filtering|follow_ups|languages|panels"
    r"|windows)",
    "more of the browser": r"system/browser/",
    "contract": r"system/contract/",
    # Importing torch and what is built on it takes some ten seconds.
    "torch": r"index/embedding/test_(packaged|sentence_transformers)|qa/integrations/test_haystack"
    r"|qa/readers/test_hub_reader|training/",
}
OF_SERVERS = ("mortal", "milvus", "contract of a server")  # of these groups
SLOW = re.compile(r"^pytestmark = \[?\s*pytest\.mark\.slow\b", re.MULTILINE)
_endings: dict[str, ExitStack] = {}


@contextmanager
def until_last_use(fixture: str) -> Iterator[ExitStack]:
    """Collect what ends after the last test that uses the fixture of that name."""
    with ExitStack() as ending:
        _endings[fixture] = ending
        yield ending


class FilesAndGroups(LoadGroupScheduling):
    """Tests without a group are grouped by their files."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid) or nodeid.partition("::")[0]


def group_of(nodeid: str) -> str | None:
    """The group of a test, by its file's path below the tests, and its name in it."""
    place = nodeid.removeprefix("tests/")
    return next((name for name, fits in GROUPS.items() if re.match(fits, place)), None)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of slow tests alone is not imported where these are left out: large libraries often
    come with it.
    """
    if config.option.markexpr != "not slow" or not collection_path.match("test_*.py"):
        return None
    return bool(SLOW.search(collection_path.read_text(encoding="utf-8"))) or None


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Three more than there are cores where servers are tested: who does that mostly waits."""
    if config.option.markexpr == "not slow" or os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    return int(number_of_cores(config)) + 3


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_setupnodes() -> None:
    """Threads of faiss and torch that wait for each other sleep: by themselves they keep turning,
    which takes a core from the other workers. What is compiled is kept: else every worker, and
    every process that a test starts, would compile the tests or the sources for itself.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(optionalhook=True, tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> FilesAndGroups | None:
    return FilesAndGroups(config, log) if config.getvalue("dist") == "loadgroup" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first, so that no worker is left with it when others are done: tests of
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
