"""all-MiniLM-L6-v2 as the index ships it: int8 ONNX, hidden states out.

    python -m training.encoder --data DATA --base MINILM --out FOLDER

Owns the export of the embedder; nothing is trained. Writes encoder.onnx, whose SHA-256 belongs in
index/embedding/packaged.py. Smoothed on training paragraphs, see smooth.py.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.embedding.packaged import MAX_TOKENS
from training.data import load, load_tokenizer
from training.export import CALIBRATION, quantise
from training.model import Reader, load_base
from training.smooth import Feed, smoothed


class Encoder(nn.Module):
    """One text without padding: token ids (1, length) in, hidden states (1, length, 384) out."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor) -> Tensor:
        """ids: (1, length) of int64, [CLS] and [SEP] included."""
        hidden: Tensor = self.reader.encode(ids, torch.ones_like(ids), torch.zeros_like(ids))
        return hidden


def export(encoder: Encoder, target: Path) -> None:
    """The graph of one text of any length."""
    torch.onnx.export(
        encoder,
        (torch.ones(1, 16, dtype=torch.long),),
        str(target),
        input_names=["ids"],
        output_names=["hidden"],
        dynamic_axes={"ids": {1: "length"}, "hidden": {1: "length"}},
        opset_version=17,
        dynamo=False,
    )


def calibration(data: Path, tokenizer: Tokenizer) -> list[Feed]:
    """Some training paragraphs, evenly spaced over the set."""
    contexts = load([data / "train/squad.jsonl.gz"]).contexts
    feeds = []
    for context in contexts[:: len(contexts) // CALIBRATION][:CALIBRATION]:
        ids = torch.tensor([tokenizer.encode(context).ids[:MAX_TOKENS]])
        feeds.append((ids, torch.ones_like(ids), torch.zeros_like(ids)))
    return feeds


def main() -> None:
    """Load, smooth, export, quantise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    reader = load_base(args.base, dropout=0.0).eval()
    between = args.out / "smoothed.onnx"
    export(Encoder(smoothed(reader, calibration(args.data, tokenizer))), between)
    quantise(between, args.out / "encoder.onnx")
    between.unlink()


if __name__ == "__main__":
    main()
