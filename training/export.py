"""Weights -> ONNX -> int8 ONNX.

    python -m training.export --data DATA --weights RUN/reader.safetensors --base BASE --out OUT

Writes reader.onnx (float32), reader-int8.onnx (smoothed, dynamic, per channel), export.json
(sizes and SHA-256). They read the token ids of the packaged tokenizer, whatever the base's are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from dataclasses import replace
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from index.embedding.network import SEP, TOKENIZER
from qa.readers.network import QUESTION_TOKENS
from training.data import load, load_tokenizer
from training.model import Reader, load_reader
from training.pairs.batches import Frame
from training.smooth import Feed, smoothed

CALIBRATION = 128  # training questions whose activations set the smoothing
# BERT's special tokens and what MPNet has in their place; all other words are spelt alike.
MPNET = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}


def shared_words(own: Tokenizer, other: Tokenizer) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids in ``other``'s vocabulary of the words that ``own`` has too, and their ids in ``own``."""
    known = own.get_vocab()
    pairs = []
    for word, row in other.get_vocab().items():
        name = MPNET.get(word, word)
        name = name if name in known else word
        if name in known:
            pairs.append((row, known[name]))
    rows, own_rows = torch.tensor(pairs).T
    return rows, own_rows


def with_words_of(model: Reader, own: Tokenizer, other: Tokenizer) -> Reader:
    """The model in place, its vectors of words in the order of another vocabulary.

    Words that ``own`` lacks have the vector of its unknown word.
    """
    rows = torch.full((other.get_vocab_size(),), own.get_vocab()["[UNK]"])
    words, own_rows = shared_words(own, other)
    rows[words] = own_rows
    vectors = model.word.weight.detach()[rows]
    model.word = torch.nn.Embedding(len(rows), vectors.shape[1], _weight=vectors)
    return model


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


def calibration(data: Path, tokenizer: Tokenizer, frame: Frame) -> list[Feed]:
    """Some training questions with their contexts, evenly spaced over the set."""
    corpus = load([data / "train/squad.jsonl.gz"])
    step = len(corpus.questions) // CALIBRATION
    feeds = []
    for question in corpus.questions[::step][:CALIBRATION]:
        context = corpus.contexts[question.context]
        asked = tokenizer.encode(question.text, add_special_tokens=False).ids[:QUESTION_TOKENS]
        passage = tokenizer.encode(context, add_special_tokens=False).ids[:250]
        ids = torch.tensor([[frame.first, *asked, *frame.between, *passage, frame.last]])
        kinds = (torch.arange(ids.shape[1]) >= frame.shift(len(asked))).long()[None]
        feeds.append((ids, torch.ones_like(ids), kinds))
    return feeds


def main() -> None:
    """Export, quantise, describe."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    own, packaged = load_tokenizer(args.base / "tokenizer.json"), load_tokenizer(TOKENIZER)
    frame = replace(Frame.of(packaged), between=(SEP,) * len(Frame.of(own).between))
    plain, between = args.out / "reader.onnx", args.out / "smoothed.onnx"
    small = args.out / "reader-int8.onnx"
    model = with_words_of(load_reader(args.weights, args.base).eval(), own, packaged)
    export(model, plain)
    export(smoothed(model, calibration(args.data, packaged, frame)), between)
    quantise(between, small)
    between.unlink()
    described = {
        path.name: {
            "bytes": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in (plain, small)
    }
    (args.out / "export.json").write_text(json.dumps(described, indent=1))
    print(json.dumps(described, indent=1))


if __name__ == "__main__":
    main()
