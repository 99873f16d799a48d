"""Passages for questions without labels, for a teacher to read: most are near misses.

    python -m training.unlabelled --data DATA --config training/distil.json --out asked.json.gz

Owns their retrieval: BM25 over the contexts of the training sets named by `mine` and the leads of
Wikipedia articles. Writes a gzipped JSON list of [question, digests of contexts, best first].
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np

from training.data import load, read_rows
from training.negatives import Lexical, digest

KEEP = 4  # passages a question


def leads(data: Path) -> list[str]:
    """The leads of Wikipedia articles."""
    rows = read_rows(data / "unlabelled/wikipedia_leads.jsonl.gz")
    return [row["text"] for row in rows]


def found(contexts: list[str], questions: list[str], keep: int) -> list[tuple[str, list[str]]]:
    """Each question with the digests of its best contexts; those with no word in any left out."""
    names = [digest(context) for context in contexts]
    index = Lexical(contexts)
    asked = []
    for question in questions:
        scores = index.scores(question)
        best = np.argpartition(-scores, keep)[:keep]
        best = best[np.argsort(-scores[best], kind="stable")]
        hits = [names[i] for i in best if scores[i] > 0]
        if hits:
            asked.append((question, hits))
    return asked


def main() -> None:
    """Retrieve and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of train/ and unlabelled/")
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    files = json.loads(args.config.read_text())["mine"]
    corpus = load(args.data / "train" / f"{name}.jsonl.gz" for name in files)
    rows = read_rows(args.data / "unlabelled/questions.jsonl.gz")
    questions = sorted({row["question"].strip() for row in rows})
    asked = found(list(dict.fromkeys(corpus.contexts + leads(args.data))), questions, KEEP)
    with gzip.open(args.out, "wt", encoding="utf-8") as target:
        json.dump(asked, target)


if __name__ == "__main__":
    main()
