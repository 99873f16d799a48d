"""An index in a cluster of servers stays right when query nodes and workers are killed.

A question is right, marked as of a part of the index, or failed; what it may never be is wrong and
not marked.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from benchmarks.invented import PARAGRAPHS, Invented, questions, write_articles
from index import Address, BuildReport, build, load
from index.errors import IndexUnreachableError
from index.interface import Opened
from index.milvus.schema import passages_collection
from index.milvus.server.client import connect
from index.sources import read as reading
from index.workers.open import open_workers
from qa.answer import Hit
from qa.retrieval.retriever import Retriever
from tests.support.dask_cluster import dask_cluster
from tests.support.milvus_cluster import milvus_cluster
from tests.support.processes import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.cluster]

ARTICLES, BEST = 100, 10  # of 20 passages each: the cluster's broker keeps them in memory
ASKED = questions(ARTICLES)[:50]
RIGHT = 0.7  # recall of an answer that misses no rows: the search is approximate, by a place or two
WATCHED = 12.0  # seconds after a kill


@dataclass(frozen=True)
class Reply:
    """The outcome of one question, and the event before it was asked."""

    after: str
    seconds: float
    recall: float = 0.0  # of the folder's best passages
    complete: bool = True
    failed: str = ""


class Asking:
    """Threads that ask all the time. ``after`` is what happened last."""

    def __init__(self, served: Opened, right: dict[str, set[tuple[str, int]]]) -> None:
        self._asked, self._right, self._ended = retriever(served), right, threading.Event()
        self._replies: list[Reply] = []
        self._other: list[BaseException] = []
        self.after = "nothing"

    @contextmanager
    def going_on(self, threads: int = 2):
        running = [threading.Thread(target=self._ask, args=(n,)) for n in range(threads)]
        for thread in running:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in running:
                thread.join()
        assert not self._other, self._other

    def last(self, seconds: float) -> bool:
        """True if all was well for so long."""
        since = len(self._replies)
        time.sleep(seconds)
        return all(not one.failed and one.complete for one in self._replies[since:])

    def figures(self, after: str) -> dict[str, float]:
        replies = [one for one in self._replies if one.after == after]
        good = [one for one in replies if not one.failed]
        return {
            "asked": len(replies),
            "failed": len(replies) - len(good),
            "marked": sum(not one.complete for one in good),
            "partial, not marked": sum(one.recall < RIGHT and one.complete for one in good),
            "recall": sum(one.recall for one in good) / max(1, len(good)),
            "longest": round(max((one.seconds for one in replies), default=0.0), 1),
        }

    def _ask(self, number: int) -> None:
        try:
            for question in cycle(ASKED[number::2]):
                if self._ended.is_set():
                    return
                self._replies.append(self._reply(question))
        except BaseException as error:
            self._other.append(error)

    def _reply(self, question: str) -> Reply:
        after, started = self.after, time.monotonic()
        try:
            found = self._asked.retrieve(question, BEST)
        except IndexUnreachableError as error:
            time.sleep(0.05)
            return Reply(after, time.monotonic() - started, failed=str(error))
        recall = len(places(found.hits) & self._right[question]) / BEST
        return Reply(after, time.monotonic() - started, recall, found.complete)


def retriever(opened: Opened) -> Retriever:
    return Retriever(opened.content, Invented(), candidates=100, lexical_weight=1.2)


def places(hits: tuple[Hit, ...]) -> set[tuple[str, int]]:
    return {(hit.passage.article.id, hit.passage.span.start) for hit in hits}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "seeds"
    write_articles(folder, ARTICLES)
    return folder


@pytest.fixture(scope="module")
def right(seeds) -> dict[str, set[tuple[str, int]]]:
    """The best passages of each question, from an index in a folder."""
    folder = seeds.with_name("index")
    build(seeds, folder, embedder=Invented())
    asked = retriever(load(folder, embedder=Invented()))
    return {question: places(asked.retrieve(question, BEST).hits) for question in ASKED}


def nodes(place: Address) -> list[set[int]]:
    """The query nodes that hold each part of the passages."""
    client = connect(place)._client
    told = client.list_loaded_segments(passages_collection(place.collection, 1), timeout=10)
    return [set(one.node_ids) for one in told]


def held_twice(place: Address) -> bool:
    return bool(found := nodes(place)) and all(len(some) == 2 for some in found)


def built_by_workers(folder: Path, seeds: Path, place: Address) -> BuildReport:
    """Built by two workers, one of which is killed in the middle."""
    killed = []
    with dask_cluster(folder) as cluster:

        def progress(done: int, total: int) -> None:
            if 0 < done < total and not killed:
                killed.append(done)
                cluster.kill_worker(0)

        with open_workers(cluster.address.replace("tcp", "dask")) as workers:
            report = build(seeds, place, embedder=Invented(), workers=workers, progress=progress)
    assert killed
    return report


@pytest.fixture
def tell(capsys):
    """Print figures, whether or not the test fails."""

    def said(**figures: object) -> None:
        with capsys.disabled():
            for name, found in figures.items():
                print(f"\n{name}: {found}", end="")  # noqa: T201

    return said


def test_with_two_replicas_no_question_fails_and_a_new_node_takes_over(
    server_folder, seeds, right, monkeypatch, tell
):
    monkeypatch.setattr(
        reading, "MAX_BATCH_FILES", 8
    )  # of a batch: there is something to do after a kill
    with milvus_cluster(server_folder) as cluster:
        place = Address(cluster.uri, "facts", replicas=2, shards=2)
        report = built_by_workers(server_folder, seeds, place)
        served = load(place, embedder=Invented())
        met = Counter((p.article.id, p.span.start) for p in served.content.passages)
        assert len(met) == met.total() == report.passages == ARTICLES * PARAGRAPHS
        wait_until(lambda: held_twice(place))
        asking = Asking(served, right)
        with asking.going_on():
            time.sleep(1)
            for node, event in enumerate(("one node died", "the other died")):
                asking.after = event
                cluster.kill_query_node(node)
                time.sleep(WATCHED)
                if node == 0:
                    asking.after = "a new node came"
                    cluster.start_query_node()
                    wait_until(lambda: held_twice(place))
                    time.sleep(WATCHED)  # the server says so some seconds before it is true
                    wait_until(lambda: asking.last(2))
    events = ("nothing", "one node died", "a new node came", "the other died")
    found = {event: asking.figures(event) for event in events}
    tell(**found)
    # The new node answers before it has all, while the count that would tell may come from another
    # one: docs/scale.md says so, and this holds it to a few in a thousand.
    joining = found.pop("a new node came")
    assert joining["partial, not marked"] <= 0.01 * joining["asked"]
    for some in found.values():
        assert some["asked"] and not some["partial, not marked"]
        assert some["failed"] == some["marked"] == 0
        assert some["recall"] > found["nothing"]["recall"] - 0.01


def test_while_all_nodes_are_replaced_nothing_partial_goes_unmarked(
    server_folder, seeds, right, tell
):
    """Mostly the server fails or lets wait: what it answers in between must be whole or marked."""
    with milvus_cluster(server_folder) as cluster:
        place = Address(cluster.uri, "facts", replicas=1, shards=2)
        build(seeds, place, embedder=Invented())
        asking = Asking(load(place, embedder=Invented()), right)
        with asking.going_on():
            wait_until(lambda: asking.figures("nothing")["asked"] >= 10)
            calm = asking.figures("nothing")["longest"]
            asking.after = "all nodes died"
            for node in (0, 1):
                cluster.kill_query_node(node)
            cluster.start_query_node()
            time.sleep(WATCHED)
            wait_until(lambda: asking.last(1))
    found = {event: asking.figures(event) for event in ("nothing", "all nodes died")}
    tell(**found)
    after = found["all nodes died"]
    # A question that was under way when the nodes died may have waited for the new one.
    waited = max(some["longest"] for some in found.values()) > calm + 1
    assert after["failed"] + after["marked"] > 0 or waited
    assert not any(some["partial, not marked"] for some in found.values())
