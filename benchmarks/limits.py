"""The limits of the machine and the share of them in use: multiplications and bytes a second.

    python -m benchmarks [ARTICLES] --only limits

A token costs 2 (4 d² + 2 d f) operations in each of 6 layers, d = 384 and f = 1536: four square
matrices of attention and two of the feed-forward part, a multiplication and an addition a weight.
Attention itself adds 4 n d for each of n tokens a layer, which the engine does in float32. The
machine's own rate is the best over a few shapes, the network's among them, on all cores. A flat
scan reads every vector once, on one core.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from benchmarks import table
from benchmarks.measure import best_of, machine
from benchmarks.questions import spread
from index import build, open_embedder
from index.embedding.network import available_cores
from index.embedding.packaged import DIM, MAX_TOKENS
from index.local.opening import load
from index.local.vectors.store import VectorStore
from index.local.vectors.store_writer import VectorWriter

LAYERS, INNER = 6, 1536
SHAPES = ((256, DIM, INNER), (1024, 1024, 1024), (2048, 2048, 2048))
ROUNDS = 20
EMBEDDED = 256  # passages, evenly spaced
SCANNED = 100_000  # vectors: beyond that not all are compared
READ = 1 << 28  # float32 numbers: 1 GB, more than any cache holds


def section(articles: Path, index: Path) -> list[str]:
    """Measure, and return the lines of the section; the index is built where there is none."""
    return [
        "`python -m benchmarks ARTICLES --only limits`;"
        f" {machine('onnxruntime', 'torch', 'faiss-cpu')}. Best of several runs on both sides, so"
        " that what else ran on the machine counts little.",
        "",
        *table(("figure", "value"), [*_embedding(articles, index), *_scanning()]),
    ]


def operations(tokens: Sequence[int]) -> int:
    """Of texts with so many tokens each."""
    weights = LAYERS * 2 * (4 * DIM * DIM + 2 * DIM * INNER)
    return sum(n * weights + LAYERS * 4 * n * n * DIM for n in tokens)


def _embedding(articles: Path, index: Path) -> list[tuple[str, str]]:
    embedder = open_embedder()
    embedder.load()
    build(articles, index, embedder=embedder)
    passages = spread(load(index, embedder=embedder).content.passages, EMBEDDED)
    tokens = [min(embedder.count_tokens(passage.text), MAX_TOKENS) for passage in passages]
    torch.set_num_threads(available_cores())
    float32 = _matrix_rate(_float32)
    int8 = _matrix_rate(_int8)
    taken = best_of(5, lambda: embedder.encode_passages(passages))
    int8 = max(int8, _matrix_rate(_int8))  # before and after: a shared machine changes
    used = operations(tokens) / taken / 1e9
    return [
        ("matrix multiply, float32, all cores, GFLOP/s", f"{float32:.0f}"),
        ("matrix multiply, int8, all cores, GOP/s", f"{int8:.0f}"),
        (f"tokens a passage, mean of {len(passages)}", f"{np.mean(tokens):.0f}"),
        ("operations a passage, 10⁹", f"{operations(tokens) / len(passages) / 1e9:.2f}"),
        ("passages embedded a second", f"{len(passages) / taken:.0f}"),
        ("operations a second while embedding, GOP/s", f"{used:.0f}"),
        ("share of the int8 multiply", f"{used / int8:.0%}"),
        ("share of the float32 multiply", f"{used / float32:.0%}"),
    ]


def _matrix_rate(multiplication: Callable[[int, int, int], Callable[[], object]]) -> float:
    """The most operations a second over the shapes, in 10⁹."""
    return max(
        2 * m * k * n / best_of(ROUNDS * 2**31 // (m * k * n) // 8 + 5, multiplication(m, k, n))
        for m, k, n in SHAPES
    ) / 1e9  # fmt: skip


def _float32(m: int, k: int, n: int) -> Callable[[], object]:
    one, other = torch.randn(m, k), torch.randn(k, n)
    return lambda: one @ other


def _int8(m: int, k: int, n: int) -> Callable[[], object]:
    one = torch.randint(-128, 128, (m, k), dtype=torch.int8)
    other = torch.randint(-128, 128, (k, n), dtype=torch.int8)
    return lambda: torch._int_mm(one, other)


def _scanning() -> list[tuple[str, str]]:
    store, question = _random_store()
    taken = best_of(ROUNDS, lambda: store.search(question, 10))
    scanned = SCANNED * DIM * 4 / taken / 1e9
    numbers = torch.ones(READ)
    rates = []
    for threads in (1, available_cores()):
        torch.set_num_threads(threads)
        rates.append(4 * READ / best_of(ROUNDS, lambda: numbers.sum()) / 1e9)
    return [
        ("memory read, one core / all cores, GB/s", f"{rates[0]:.1f} / {rates[1]:.1f}"),
        (f"flat scan of {SCANNED:,} vectors, ms", f"{1000 * taken:.1f}"),
        ("bytes it reads, GB/s", f"{scanned:.1f}"),
        ("share of what one core reads", f"{scanned / rates[0]:.0%}"),
    ]


def _random_store() -> tuple[VectorStore, np.ndarray]:
    vectors = np.random.default_rng(1).normal(size=(SCANNED, DIM)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vectors.faiss"
        writer = VectorWriter(path, DIM)
        writer.append(vectors)
        writer.finish(lambda: vectors[:256])
        return VectorStore.read(path), vectors[0]
