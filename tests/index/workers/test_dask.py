from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path

import psutil
import pytest

from index import build, open_embedder
from index.errors import SeedsError, WorkersError
from index.workers.open import open_workers
from tests.index.local.folders import files
from tests.support.dask_cluster import DaskCluster
from tests.support.dask_cluster import dask_cluster as own_cluster
from tests.support.later import Later
from tests.support.paths import ROOT
from tests.support.processes import HERE, HOST, Program, free_ports, wait_until
from tests.support.toys import SEED, SEEDS, run

distributed, dask_pool = Later("distributed"), Later("index.workers.dask")
pytestmark = pytest.mark.slow
real = pytest.mark.skipif(not HERE, reason="processes are ended as Linux ends them")


def test_a_scheduler_that_does_not_answer_is_told_in_time(monkeypatch):
    monkeypatch.setattr("index.workers.dask.CONNECT_TIMEOUT", 0.5)
    (port,) = free_ports(1)
    started = time.monotonic()
    message = rf"^no Dask scheduler answers at tcp://{HOST}:{port} within 0 s; expected one that "
    with pytest.raises(WorkersError, match=message), open_workers(f"dask://{HOST}:{port}"):
        pass
    assert time.monotonic() - started < 10


def address(cluster: DaskCluster) -> str:
    return cluster.address.replace("tcp", "dask")


def end_scheduler(cluster: DaskCluster) -> None:
    port = cluster.address.rsplit(":")[-1]
    (process,) = [
        child
        for child in psutil.Process().children()
        if child.cmdline()[2:4] == ["dask", "scheduler"] and port in child.cmdline()
    ]
    process.kill()


def are_called_off(client) -> bool:
    """True if nothing is worked on within a second; what was begun would take longer."""
    end = time.monotonic() + 1
    while (busy := sum(map(len, client.processing().values()))) and time.monotonic() < end:
        time.sleep(0.05)
    return not busy


@pytest.fixture(scope="module")
def cluster(dask_cluster):
    return dask_cluster


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> Path:
    """The seeds, and texts that are made of theirs: 350 passages, most of them short, since every
    word is embedded many times.
    """
    folder = tmp_path_factory.mktemp("many") / "seeds"
    folder.mkdir()
    content = (SEEDS / SEED).read_text(encoding="utf-8")
    (folder / SEED).write_text(content, encoding="utf-8")
    paragraphs = [" ".join(p.split()[:9]) for p in content.splitlines() if p.strip()]
    for n in range(25):
        text = "\n\n".join(f"{p}: this is told {n} times." for p in paragraphs)
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff")
    return folder


@pytest.fixture(scope="module")
def alone(texts, tmp_path_factory) -> dict[str, bytes]:
    index = tmp_path_factory.mktemp("alone")
    build(texts, index, embedder=open_embedder())
    return files(index)


def loops() -> set[threading.Thread]:
    """The threads in which clients of Dask wait for messages."""
    return {thread for thread in threading.enumerate() if thread.name == "IO loop"}


class TestWorkers:
    pytestmark = real

    def test_results_come_in_order_and_items_are_taken_as_there_is_room(self, cluster):
        taken = count()
        with open_workers(address(cluster)) as workers:
            results = workers.map(abs, (-next(taken) for _ in range(100)))
            assert next(results) == 0
            assert next(taken) <= dask_pool.PENDING_PER_THREAD * workers.parallelism + 1
            assert len(list(results)) == 99
            assert workers.parallelism == 2
            assert list(workers.map(abs, [])) == []

    def test_what_the_work_raises_is_raised_here(self, cluster):
        with (
            open_workers(address(cluster)) as workers,
            pytest.raises(ValueError, match="invalid lit"),
        ):
            list(workers.map(int, ["1", "x", "2"]))

    def test_they_build_the_bytes_of_an_index_built_alone(self, cluster, texts, alone, index):
        seen = []
        with open_workers(address(cluster)) as workers:
            report = build(texts, index, embedder=open_embedder(), workers=workers,
                           progress=lambda *at: seen.append(at))  # fmt: skip
        assert files(index) == alone
        assert report.embedded == seen[-1][0] == seen[-1][1] > 300
        assert len(seen) > 4 and [str(e).split(";")[0] for e in report.rejected] == [
            "seed 'bad.txt' is not valid UTF-8 (byte 0, on line 1)"
        ]

    def test_files_that_need_limits_are_read_there_too(self, cluster, seeds, index, tmp_path):
        page = "<html><body><article><p>An apple fell on the stone.</p></article></body></html>"
        folder = seeds({f"{n}.html": page.replace("An", f"{n}") for n in range(40)})
        (folder / "bad.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
        with open_workers(address(cluster)) as workers:
            report = build(folder, index, embedder=open_embedder(), workers=workers)
        assert (report.articles, len(report.rejected)) == (40, 1)
        build(folder, tmp_path / "alone", embedder=open_embedder())
        assert files(index) == files(tmp_path / "alone")

    def test_a_worker_that_dies_costs_its_tasks_alone(self, cluster, texts, alone, index):
        killed = []

        def progress(done, total):
            if not killed:
                killed.append(cluster.worker_pid(1))
                cluster.kill_worker(1)

        with open_workers(address(cluster)) as workers:
            build(texts, index, embedder=open_embedder(), workers=workers, progress=progress)
        assert killed and files(index) == alone

    def test_the_command_builds_by_them(self, cluster, texts, alone, index, capsys, monkeypatch):
        words = ["index", str(texts), "--index", str(index), "--rebuild", "--json"]
        assert run(capsys, *words, "--workers", address(cluster))[0] == 0
        assert files(index) == alone
        monkeypatch.setenv("QA_WORKERS", "dask://nobody")
        status, out, err = run(capsys, *words)
        assert (status, out) == (2, "") and err.startswith("workers are 'dask://nobody'; expected")

    def test_what_is_not_needed_any_more_is_called_off(self, cluster):
        with (
            distributed.Client(cluster.address, set_as_default=False) as client,
            open_workers(address(cluster)) as workers,
        ):
            results = workers.map(time.sleep, [0.2] * 50)
            next(results)
            results.close()
            assert are_called_off(client)

    def test_what_others_call_off_while_it_connects_is_no_trouble(self, cluster):
        def cancel_beside_greetings(dask_scheduler) -> None:  # here, as the scheduler lacks ours
            from distributed.diagnostics.plugin import SchedulerPlugin

            class Cancelling(SchedulerPlugin):
                name, greeted = "cancelling", 0

                def add_client(self, scheduler, client) -> None:
                    self.greeted += 1
                    if self.greeted < 3:
                        message = {"op": "cancelled-keys", "keys": [], "reason": "", "msg": ""}
                        scheduler.loop.add_callback(scheduler.report, message)

            dask_scheduler.add_plugin(Cancelling())

        def greeted(dask_scheduler) -> int:
            number = dask_scheduler.plugins["cancelling"].greeted
            dask_scheduler.remove_plugin("cancelling")
            return number

        with distributed.Client(cluster.address, set_as_default=False) as client:
            client.run_on_scheduler(cancel_beside_greetings)
            before = loops()
            with open_workers(address(cluster)) as workers:
                assert list(workers.map(abs, [-1])) == [1]
                assert len(loops() - before) == 1  # those that were given up are closed
            assert client.run_on_scheduler(greeted) == 3

    def test_an_interrupt_calls_it_off_at_once(self, cluster, texts, index):
        words = ["index", str(texts), "--index", str(index), "--workers", address(cluster)]
        program = [sys.executable, "-m", "qa.commands.cli", *words]
        process = subprocess.Popen(program, cwd=ROOT,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
        with distributed.Client(cluster.address, set_as_default=False) as client:
            while not sum(map(len, client.processing().values())):
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert process.communicate(timeout=20)[0] == b""
            assert are_called_off(client)
        assert process.returncode == 130 and not (index / "current").exists()

    def test_seeds_that_they_do_not_see_stop_the_build(self, cluster, seeds, index, monkeypatch):
        seeds({"a.txt": "Apple."})
        monkeypatch.chdir(index.parent)
        here_alone = Path("/proc/self/cwd/seeds")  # of each process its own
        with open_workers(address(cluster)) as workers, pytest.raises(
            SeedsError, match=r"^seeds folder '/proc/self/cwd/seeds' does not exist on \S+, where "
        ):  # fmt: skip
            build(here_alone, index, embedder=open_embedder(), workers=workers)
        assert not (index / "current").exists()

    def test_the_scheduler_needs_no_package(self, cluster):
        with open_workers(address(cluster)) as workers:
            assert list(workers.map(abs, [-1])) == [1]
        with distributed.Client(cluster.address, set_as_default=False) as client:
            loaded = client.run_on_scheduler(lambda: sorted(__import__("sys").modules))
        assert not [name for name in loaded if name.split(".")[0] in {"index", "qa"}]

    def test_a_worker_without_the_package_is_named(self, cluster, tmp_path):
        shadow = tmp_path / "shadow" / "index.py"  # of that name, and not ours
        shadow.parent.mkdir()
        shadow.touch()
        wait_until(lambda: len(cluster.workers()) == 2)  # one that was killed may be on its way
        before = set(cluster.workers())
        command = [sys.executable, "-m", "dask", "worker", cluster.address, "--host", HOST,
                   "--no-nanny", "--nthreads", "1", "--no-dashboard"]  # fmt: skip
        log, variables = tmp_path / "other.log", {"PYTHONPATH": str(shadow.parent)}
        other = Program(command, log, variables)
        try:
            other.wait_until(lambda: before < set(cluster.workers()))
            message = r"^the worker tcp://\S+ cannot import article-qa \(No module named 'index"
            with pytest.raises(WorkersError, match=message), open_workers(address(cluster)):
                pass
        finally:
            other.kill()
        wait_until(lambda: set(cluster.workers()) == before)


@pytest.fixture
def own(tmp_path):
    """A cluster that a test may spoil, and its workers."""
    with own_cluster(tmp_path, workers=1) as cluster, open_workers(address(cluster)) as workers:
        yield cluster, workers


class TestTrouble:
    pytestmark = real

    def test_a_scheduler_that_is_lost_ends_the_build(self, own, texts, index, capfd):
        cluster, workers = own
        with pytest.raises(WorkersError, match=r"^the workers of tcp://\S+ could not finish their"):
            build(texts, index, embedder=open_embedder(), workers=workers,
                  progress=lambda *_: end_scheduler(cluster))  # fmt: skip
        assert not (index / "current").exists()
        assert capfd.readouterr().err == ""  # Dask's own complaints

    def test_work_that_kills_every_worker_ends_the_build(self, own):
        with pytest.raises(WorkersError, match=r"\(KilledWorker: "):
            list(own[1].map(os._exit, [1]))

    def test_no_worker_left_is_waited_for_and_told(self, own, monkeypatch):
        monkeypatch.setattr("index.workers.dask.NO_WORKERS_TIMEOUT", 2)
        message = r"^the scheduler at tcp://\S+ had no worker for 2 s; expected at least one; start"
        cluster, workers = own
        nanny = psutil.Process(cluster.worker_pid(0)).parent()
        for process in (nanny, *nanny.children(recursive=True)):
            process.kill()
        with pytest.raises(WorkersError, match=message):
            list(workers.map(time.sleep, [0.1] * 100))
        with pytest.raises(WorkersError, match=message), open_workers(address(cluster)):
            pass
