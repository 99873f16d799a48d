from __future__ import annotations

import pickle
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor

import pytest

from index import build
from index.errors import SettingsError, WorkersError
from index.workers.open import open_workers
from index.workers.pool import SERIAL, SerialPool
from tests.index.local.folders import files


class Threads:
    """A pool of threads to which everything is pickled, as to other processes."""

    parallelism = 3

    def __init__(self) -> None:
        self.pieces = 0  # that were worked on
        self.most = 0  # under way at a time, done ones included

    def map(self, work, items):
        pending = deque()
        with ThreadPoolExecutor(self.parallelism) as pool:
            for item in items:
                pending.append(pool.submit(self._work, pickle.dumps((work, item))))
                self.most = max(self.most, len(pending))
                if len(pending) == 2 * self.parallelism:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()

    def _work(self, task: bytes):
        self.pieces += 1
        work, item = pickle.loads(task)
        return pickle.loads(pickle.dumps(work(item)))


def test_alone_one_item_is_taken_when_its_result_is_asked_for():
    taken = []
    results = SERIAL.map(str, (taken.append(n) or n for n in range(3)))
    assert (taken, next(results), taken) == ([0], "0", [0])
    assert list(results) == ["1", "2"]


def test_without_an_address_this_process_works_alone():
    with open_workers(None) as workers:
        assert isinstance(workers, SerialPool)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "host:8786",
        "tcp://host:8786",
        "dask://host",
        "dask://:8786",
        "dask://host:port",
        "dask://host:99999",
        "dask://host:8786/queue",
        "dask://me@host:8786",
        "dask://[::1",
    ],
)
def test_another_address_is_refused(address):
    message = r"^workers are '.*'; expected .* dask://host:8786; "
    with pytest.raises(SettingsError, match=message), open_workers(address):
        pass


def test_a_missing_library_is_named_with_its_cure(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "index.workers.dask", raising=False)
    message = r"'distributed' is not installed; .*pip install \"article-qa\[dask\]\"$"
    with pytest.raises(WorkersError, match=message), open_workers("dask://127.0.0.1:1"):
        pass


def test_workers_build_the_bytes_of_an_index_built_alone(seeds, tmp_path, embedder):
    texts = {f"{n:02}.txt": f"Apple {n}. A river.\n\nStone {n % 7}." for n in range(50)}
    bad = {"09b.txt": b"\xff", "z.jsonl": '{"text": "Stone."}\n{"text": ""}\n', "y.txt": ""}
    folder = seeds(texts | bad)
    workers, one, other = Threads(), tmp_path / "one", tmp_path / "other"
    build(folder, one, embedder=embedder)
    report = build(folder, other, embedder=embedder, workers=workers)
    assert (report.articles, report.embedded, len(report.rejected)) == (51, 101, 3)
    assert files(one) == files(other)
    assert workers.pieces > 4 and workers.most <= 2 * workers.parallelism
    for path in ("10.txt", "20.txt"):
        (folder / path).write_text("Changed.")
    (folder / "30.txt").rename(folder / "05a.txt")
    for index, by in ((one, SERIAL), (other, workers)):
        build(folder, index, embedder=embedder, workers=by)
    assert files(one) == files(other)
