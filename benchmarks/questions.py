"""The articles and questions of the benchmarks, how they are asked, and what counts as found.

Without a folder of articles, the paragraphs that the questions were made from are the articles, one
a file, so that the benchmarks need only the repository.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.measure import ROOT
from index.corpus import Passage
from index.embedding.protocol import Embedder
from index.interface import PassageIndex
from qa import Settings
from qa.evaluation.cases import Case, GoldPassages, read_cases
from qa.retrieval.retriever import Retriever

DEPTHS = (1, 5, 10)
QUESTIONS = ROOT / "tests" / "data" / "questions_choose.jsonl"

T = TypeVar("T")


def answerable(path: Path) -> list[Case]:
    return [case for case in read_cases(path) if case.answers and case.context]


def spread(items: Sequence[T], count: int) -> list[T]:
    """At most so many, evenly spaced."""
    step = max(1.0, len(items) / count)
    return [items[int(i * step)] for i in range(min(count, len(items)))]


def write_contexts(path: Path, folder: Path) -> Path:
    """Make a folder of articles out of the paragraphs that a file of questions quotes."""
    folder.mkdir()
    contexts = dict.fromkeys(case.context for case in read_cases(path) if case.context)
    return write_texts(list(contexts), folder)


def write_texts(texts: Sequence[str], folder: Path) -> Path:
    """Write each text as an article of its own, named by its number."""
    for number, text in enumerate(texts):
        (folder / f"{number:07}.txt").write_text(text, encoding="utf-8")
    return folder


def retriever_of(content: PassageIndex, embedder: Embedder) -> Retriever:
    """With the settings that ship."""
    settings = Settings()
    return Retriever(
        content,
        embedder,
        candidates=settings.candidates,
        lexical_weight=settings.lexical_weight,
    )


def gold_rows(cases: Sequence[Case], passages: Sequence[Passage]) -> list[set[int]]:
    """For each question the rows of the passages that answer it."""
    row = {_place(passage): number for number, passage in enumerate(passages)}
    gold = GoldPassages(passages)
    return [{row[_place(passage)] for passage in gold.of(case)} for case in cases]


def row_of(passages: Sequence[Passage]) -> Callable[[Passage], int]:
    row = {_place(passage): number for number, passage in enumerate(passages)}
    return lambda passage: row[_place(passage)]


def recalls(found: Sequence[Sequence[int]], gold: Sequence[set[int]]) -> list[float]:
    """R@1, R@5, R@10: of the questions whose passage is there, the share that find it."""
    pairs = [(rows, right) for rows, right in zip(found, gold, strict=True) if right]
    return [
        float(np.mean([not right.isdisjoint(rows[:depth]) for rows, right in pairs]))
        for depth in DEPTHS
    ]


def shown(shares: Sequence[float]) -> str:
    return " / ".join(f"{share:.3f}".removeprefix("0") for share in shares)


def _place(passage: Passage) -> tuple[str, int]:
    return passage.article.id, passage.span.start
