"""Weights -> ONNX -> int8 ONNX.

    python -m training.export --data DATA --weights RUN/reader.safetensors --base MINILM --out OUT

Writes reader.onnx (float32), reader-int8.onnx (smoothed, dynamic, per channel), tokenizer.json
(neither truncating nor padding) and export.json with sizes and SHA-256.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from tokenizers import Tokenizer

from index.embedding.network import CLS, SEP
from qa.readers.network import QUESTION_TOKENS
from training.data import load, load_tokenizer
from training.model import Reader, Shape
from training.smooth import Feed, smoothed

CALIBRATION = 128  # training questions whose activations set the smoothing


def export(model: Reader, target: Path) -> None:
    """The float32 graph; inputs, outputs and their shapes are those of Reader.forward."""
    example = torch.ones(2, 16, dtype=torch.long)
    names = ("ids", "mask", "kinds")
    both = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        (example, example, example),
        str(target),
        input_names=list(names),
        output_names=["tokens", "answer"],
        dynamic_axes={**dict.fromkeys((*names, "tokens"), both), "answer": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """Dynamic int8; per channel, without which quality falls. Embeddings are int8 already."""
    logging.getLogger().setLevel(logging.ERROR)
    quantize_dynamic(
        str(source),
        str(target),
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
    )


def calibration(data: Path, tokenizer: Tokenizer) -> list[Feed]:
    """Some training questions with their contexts, evenly spaced over the set."""
    corpus = load([data / "train/squad.jsonl.gz"])
    step = len(corpus.questions) // CALIBRATION
    feeds = []
    for question in corpus.questions[::step][:CALIBRATION]:
        context = corpus.contexts[question.context]
        asked = tokenizer.encode(question.text, add_special_tokens=False).ids[:QUESTION_TOKENS]
        passage = tokenizer.encode(context, add_special_tokens=False).ids[:250]
        ids = torch.tensor([[CLS, *asked, SEP, *passage, SEP]])
        kinds = torch.tensor([[0] * (len(asked) + 2) + [1] * (len(passage) + 1)])
        feeds.append((ids, torch.ones_like(ids), kinds))
    return feeds


def main() -> None:
    """Export, quantise, describe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    tokenizer = load_tokenizer(args.base / "tokenizer.json")
    plain, between = args.out / "reader.onnx", args.out / "smoothed.onnx"
    small, words = args.out / "reader-int8.onnx", args.out / "tokenizer.json"
    model = Reader(Shape())
    model.load_state_dict(load_file(args.weights))
    model.eval()
    export(model, plain)
    export(smoothed(model, calibration(args.data, tokenizer)), between)
    quantise(between, small)
    between.unlink()
    tokenizer.save(str(words))
    described = {
        path.name: {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in (plain, small, words)
    }
    (args.out / "export.json").write_text(json.dumps(described, indent=1))
    print(json.dumps(described, indent=1))


if __name__ == "__main__":
    main()
