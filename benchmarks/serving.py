"""The cost of a process that serves an index of made-up articles, printed as one JSON object.

    python -m benchmarks.serving INDEX ARTICLES

Times are in milliseconds but for ``first``, the seconds from opening to the first search; memory is
in MB. ``recall`` is the share of the 10 nearest passages that are found for the questions asked. It
is measured last, after memory was.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.invented import Invented, questions
from benchmarks.measure import Spread, p50_p95, timed
from benchmarks.questions import retriever_of
from index.embedding.protocol import Vectors
from index.local.opening import LocalGeneration, load
from index.local.vectors.ordered import OrderedVectors
from index.local.vectors.recall import RECALL_AT, exact_neighbours, recall
from qa.retrieval.retriever import Retriever

SERVING = [sys.executable, "-m", "benchmarks.serving"]


def main(index: Path, articles: int) -> dict[str, object]:
    embedder, asked = Invented(), questions(articles)
    vectors = [embedder.encode_question(question) for question in asked]
    first, opened = timed(lambda: _answering(index, embedder, vectors[0]))
    store = opened.content.passage_vectors
    retriever = retriever_of(opened.content, embedder)
    return {
        "first": first / 1000,
        "cold": _retrieval(retriever, asked),
        "search": p50_p95([timed(partial(store.search, v, RECALL_AT))[0] for v in vectors]),
        "retrieve": _retrieval(retriever, asked),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "private": _private(),
        "lists": getattr(opened.manifest.search, "nlist", 0),
        "probes": getattr(opened.manifest.search, "nprobe", 0),
        "rows": [len(store), opened.manifest.sentences],
        "recall": _recall(store, vectors),
    }


def _answering(index: Path, embedder: Invented, vector: Vectors) -> LocalGeneration:
    """The index, opened and searched once."""
    opened = load(index, embedder=embedder)
    opened.content.passage_vectors.search(vector, RECALL_AT)
    return opened


def _retrieval(retriever: Retriever, asked: Sequence[str]) -> Spread:
    """Milliseconds."""
    return p50_p95([timed(partial(retriever.retrieve, text, RECALL_AT))[0] for text in asked])


def _private() -> float:
    """Memory of its own, mapped files left out, as Linux counts it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("RssAnon"))


def _recall(store: OrderedVectors, vectors: Sequence[Vectors]) -> float:
    found = [store.search(vector, RECALL_AT).scores for vector in vectors]
    return recall(found, exact_neighbours(store.vectors(), np.stack(vectors)))


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))
