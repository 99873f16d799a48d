"""The int8 network that ships, back in float32: what training goes on from.

    python -m training.restore --network qa/readers/weights/reader.onnx --base MINILM --out START

Owns undoing what smooth.py and export.py did, up to the rounding to int8 (F1 on the gold paragraph
76.4 in int8, 76.0 before). What the network lacks (words that the packaged tokenizer does not
know) is the base model's.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import save_file

from index.embedding.network import TOKENIZER
from training.data import load_tokenizer
from training.export import shared_words
from training.model import load_base
from training.smooth import PARTS

HEADS = ("token_head", "pool", "answer_head")


def restored(network: Path, base: Path) -> dict[str, torch.Tensor]:
    """Parameter name of a Reader -> its value.

    ``base`` is the folder of the model that the network was trained from.
    """
    graph = onnx.load(str(network)).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    layers = 1 + max(int(name.split(".")[1]) for name in stored if name.startswith("blocks."))
    state = load_base(base, dropout=0.0, layers=layers).state_dict()
    for name in state.keys() & stored.keys():
        state[name] = _tensor(stored[name])
    words, rows = shared_words(load_tokenizer(base / "tokenizer.json"), load_tokenizer(TOKENIZER))
    vectors = _tensor(stored["word.values"]) * _tensor(stored["word.scale"])
    state["word.weight"][rows] = vectors[words]
    products = [f"blocks.{n}.{part}" for n in range(layers) for part in PARTS]
    for layer, weight in zip([*products, *HEADS], _products(graph, stored), strict=True):
        inverse = stored.get(f"{layer}.inverse", np.float32(1))
        state[f"{layer}.weight"] = _tensor(weight.T * inverse)
    return state


def _tensor(values: np.ndarray) -> torch.Tensor:
    return torch.tensor(values.astype(np.float32, order="C"))


def _products(graph: onnx.GraphProto, stored: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """The weights (in, out) of the quantised products, in the order in which they are computed."""
    for node in graph.node:
        for name in node.input:
            if name.endswith("_quantized") and name in stored:
                base = name.removesuffix("_quantized")
                zero = stored[f"{base}_zero_point"].astype(np.float32)
                yield (stored[name] - zero) * stored[f"{base}_scale"]


def main() -> None:
    """Read, restore, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    save_file(restored(args.network, args.base), args.out)


if __name__ == "__main__":
    main()
