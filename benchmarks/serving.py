"""What a process costs that serves an index of made-up articles, printed as one JSON object.

    python -m benchmarks.serving INDEX ARTICLES

Times are in milliseconds, memory in MB. ``recall`` is the share of the 10 truly nearest passages
that are found for the questions asked; it is measured last, when memory has been looked at.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.invented import Invented, questions
from index import load
from index.embedding.protocol import Vectors
from index.local.vectors.recall import DEPTH, nearest, recall
from index.local.vectors.store import VectorStore
from qa import Settings
from qa.retriever import Retriever

Item = TypeVar("Item")


def main(index: Path, articles: int) -> dict[str, object]:
    embedder, asked = Invented(), questions(articles)
    vectors = [embedder.encode_question(question) for question in asked]
    began = time.perf_counter()
    opened = load(index, embedder=embedder)
    store = opened.content.passage_vectors
    store.search(vectors[0], DEPTH)
    first = time.perf_counter() - began
    settings = Settings()
    retriever = Retriever(
        opened.content,
        embedder,
        candidates=settings.candidates,
        lexical_weight=settings.lexical_weight,
    )
    return {
        "first": first,
        "cold": _spread(lambda question: retriever.retrieve(question, DEPTH), asked),
        "search": _spread(lambda vector: store.search(vector, DEPTH), vectors),
        "retrieve": _spread(lambda question: retriever.retrieve(question, DEPTH), asked),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "private": _private(),
        "lists": getattr(opened.manifest.search, "lists", 0),
        "probes": getattr(opened.manifest.search, "probes", 0),
        "rows": [len(store), len(opened.content.sentence_vectors)],
        "recall": _recall(store, vectors),
    }


def _spread(work: Callable[[Item], object], items: Sequence[Item]) -> list[float]:
    """p50 and p95 in milliseconds."""
    times = []
    for item in items:
        began = time.perf_counter()
        work(item)
        times.append(1000 * (time.perf_counter() - began))
    return [float(x) for x in np.percentile(times, [50, 95])]


def _private() -> float:
    """Memory of its own, mapped files left out; Linux tells."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))


def _recall(store: VectorStore, vectors: Sequence[Vectors]) -> float:
    found = [store.search(vector, DEPTH).scores for vector in vectors]
    return recall(found, nearest(store.vectors(), np.stack(vectors)))


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
