"""Figures of float32 weights on the gold paragraphs, to compare runs before anything is exported.

    python -m training.gold --questions DEV.jsonl.gz --weights RUN/reader.safetensors --base BASE

Owns reading one paragraph with a network of torch; spans and figures are the product's own. The
threshold is the best one for these very questions, so that its F1 is an upper bound; calibrate.py
gives the figures of what ships.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from qa.evaluation import metrics
from qa.readers.decoding import Window, best_spans, window_ranges
from qa.readers.network import OVERLAP_TOKENS, QUESTION_TOKENS, WINDOW_TOKENS
from training.calibration.fitting import best_threshold
from training.data import load_tokenizer, read_rows
from training.model import Reader, load_reader
from training.pairs.batches import Frame


class GoldReader:
    """The best span of one paragraph for a question, and how surely the paragraph answers."""

    def __init__(self, model: Reader, tokenizer: Tokenizer) -> None:
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = model.eval().to(self._device)
        self._tokenizer, self._frame = tokenizer, Frame.of(tokenizer)

    def read(self, question: str, context: str) -> tuple[str, float]:
        """The span's text, and the log-odds that the product's reader would rank it by."""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION_TOKENS]
        passage = self._tokenizer.encode(context, add_special_tokens=False)
        free = WINDOW_TOKENS - len(asked) - len(self._frame)
        read = [
            self._window(asked, passage.ids[a:b], passage.offsets[a:b])
            for a, b in window_ranges(len(passage.ids), free, OVERLAP_TOKENS)
        ]
        best = best_spans(context, [window for window, _ in read], keep=1)
        if not best:
            return "", -30.0
        return best[0].span.of(context), max(answer for _, answer in read) + best[0].margin / 2

    def _window(
        self, asked: list[int], passage: list[int], offsets: Sequence[tuple[int, int]]
    ) -> tuple[Window, float]:
        frame, shift = self._frame, self._frame.shift(len(asked))
        ids = torch.tensor([[frame.first, *asked, *frame.between, *passage, frame.last]])
        kinds = (torch.arange(ids.shape[1]) >= shift).long()[None]
        with torch.inference_mode():
            ids, kinds = ids.to(self._device), kinds.to(self._device)
            tokens, answer = self._model(ids, torch.ones_like(ids), kinds)
        logits = tokens[0].float().cpu().numpy()
        inside = logits[shift : shift + len(passage)]
        null = float(logits[0, 0] + logits[0, 1])
        return Window(np.array(offsets), inside[:, 0], inside[:, 1], null), float(answer)


def figures(rows: Sequence[dict[str, Any]], reader: GoldReader) -> Iterator[tuple[str, float]]:
    """Name and value of each figure."""
    with ThreadPoolExecutor(2) as threads:
        read = list(threads.map(lambda row: reader.read(row["question"], row["context"]), rows))
    golds = [[a["text"] for a in row["answers"]] for row in rows]
    labels = np.array([bool(g) for g in golds])
    score = np.array([odds for _, odds in read])
    answers = list(zip((text for text, _ in read), golds, strict=True))
    gains = np.array([metrics.f1(text, gold) if gold else 0.0 for text, gold in answers])
    exact = [metrics.exact_match(text, gold) for text, gold in answers if gold]
    given = score >= best_threshold(score, gains, labels)
    yield "answerable, EM", float(np.mean(exact))
    yield "answerable, F1", float(gains[labels].mean())
    yield "AUROC", metrics.auroc(score.tolist(), labels.tolist()) or 0.0
    yield "F1, best threshold", float(np.where(given, gains, ~labels).mean())
    yield "answered of unanswerable at 80 % of answerable", _answered(score, labels, 0.8)


def _answered(score: np.ndarray, labels: np.ndarray, share: float) -> float:
    """Share of unanswerable questions answered where that share of the answerable ones is."""
    limit = np.quantile(score[labels], 1 - share)
    return float((score[~labels] >= limit).mean())


def main() -> None:
    """Read, print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--limit", type=int, help="this many questions, evenly spaced")
    args = parser.parse_args()
    torch.set_num_threads(1)
    rows = list(read_rows(args.questions))
    rows = rows[:: max(1, len(rows) // args.limit)] if args.limit else rows
    model = load_reader(args.weights, args.base)
    reader = GoldReader(model, load_tokenizer(args.base / "tokenizer.json"))
    print(json.dumps({name: round(value, 4) for name, value in figures(rows, reader)}))


if __name__ == "__main__":
    main()
