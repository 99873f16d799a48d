"""Runs the reader over questions with known answers and writes down everything it said.

    python -m training.collect --questions DEV.jsonl.gz --index DIR --out said.json

Owns the raw record: retrieval and reading are the product's own, so that what calibrate.py fits on
the record holds for the product. Every question is read on its gold paragraph and on the passages
retrieved for it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from index.corpus import Article, Passage, Span
from index.sources.split import split_sentences
from qa import Assistant, Settings
from qa.answer import Hit
from qa.evaluation.cases import Case, GoldPassages
from qa.readers.confidence import Calibration
from qa.readers.network import LARGE_READER, READER, SpanModel
from qa.readers.protocol import FAST, TRAINED
from qa.readers.second_look import SecondLook
from qa.readers.span_reader import Proposal, SpanReader
from training.data import read_rows


def main() -> None:
    """Read every question, write the record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True, help="built by qa index")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reader", choices=(TRAINED, FAST), default=TRAINED)
    parser.add_argument("--limit", type=int, help="this many questions, evenly spaced")
    args = parser.parse_args()
    rows = list(read_rows(args.questions))
    step = max(1, len(rows) // args.limit) if args.limit else 1
    second = SecondLook(SpanModel(LARGE_READER)) if args.reader == TRAINED else None
    # What is looked at twice is ranked by what was fitted for one look.
    reader = SpanReader(SpanModel(READER), Calibration.shipped(FAST), second=second)
    said = collect(rows[::step], args.index, reader)
    args.out.write_text(json.dumps(said))


def collect(rows: Sequence[dict[str, Any]], index: Path, reader: SpanReader) -> list[Any]:
    """One record a question: what the reader says of the gold paragraph and of each hit."""
    assistant = Assistant.open(index, settings=Settings(reader="sentence"))
    gold = GoldPassages(assistant.generation.content.passages)
    return [
        _record(row, assistant.retrieve(row["question"]), gold, reader)
        for row in tqdm(rows, desc="reading")
    ]


def _record(
    row: dict[str, Any], hits: Sequence[Hit], gold: GoldPassages, reader: SpanReader
) -> dict[str, Any]:
    alone = reader.propose(row["question"], [_hit(row["context"])])
    proposals = reader.propose(row["question"], hits)
    right = gold.of(Case(row["question"], tuple(a["text"] for a in row["answers"]), row["context"]))
    return {
        "id": row["id"],
        "gold": _said(alone[0], gold=True),
        "gold_found": any(hit.passage in right for hit in hits),
        "first_is_gold": bool(hits) and hits[0].passage in right,
        "hits": [_said(p, gold=p.hit.passage in right) for p in proposals],
    }


def _said(proposal: Proposal, *, gold: bool) -> dict[str, Any]:
    article = proposal.hit.passage.article
    return {
        "text": proposal.text,
        "sentence": proposal.sentence.of(article.text),
        "article": article.id,
        "duplicate_group": proposal.hit.duplicate_group,
        "features": {name: round(v, 5) for name, v in proposal.features.values().items()},
        "gold": gold,
    }


def _hit(context: str) -> Hit:
    """A gold paragraph as if it had been retrieved."""
    article = Article(id="gold", text=context, digest="0" * 64)
    whole = Span(0, len(context))
    sentences = tuple(split_sentences(context, whole))
    passage = Passage(article, whole, sentences)
    return Hit(
        passage, score=0.0, rank=1, dense=0.0, lexical=0.0, sentences=(0.0,) * len(sentences)
    )


if __name__ == "__main__":
    main()
