"""The int8 network that ships, back in float32: what training goes on from.

    python -m training.restore --network qa/readers/weights/reader.onnx --out start.safetensors

Owns undoing what smooth.py and export.py did, up to the rounding to int8 (F1 on the gold paragraph
76.4 in int8, 76.0 before). Only for a network of the shape of all-MiniLM-L6-v2.
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

from training.model import Reader, Shape
from training.smooth import PARTS

HEADS = ("token_head", "pool", "answer_head")


def restored(network: Path) -> dict[str, torch.Tensor]:
    """Parameter name of a Reader -> its value."""
    graph = onnx.load(str(network)).graph
    stored = {i.name: numpy_helper.to_array(i).astype(np.float32) for i in graph.initializer}
    state = {name: stored[name] for name in Reader(Shape()).state_dict() if name in stored}
    state["word.weight"] = stored["word.values"] * stored["word.scale"]
    layers = [f"blocks.{n}.{part}" for n in range(Shape().layers) for part in PARTS]
    for layer, weight in zip([*layers, *HEADS], _products(graph, stored), strict=True):
        inverse = stored.get(f"{layer}.inverse", np.float32(1))
        state[f"{layer}.weight"] = weight.T * inverse
    return {name: torch.from_numpy(np.ascontiguousarray(v)) for name, v in state.items()}


def _products(graph: onnx.GraphProto, stored: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """The weights (in, out) of the quantised products, in the order in which they are computed."""
    for node in graph.node:
        for name in node.input:
            if name.endswith("_quantized") and name in stored:
                base = name.removesuffix("_quantized")
                yield (stored[name] - stored[f"{base}_zero_point"]) * stored[f"{base}_scale"]


def main() -> None:
    """Read, restore, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    save_file(restored(args.network), args.out)


if __name__ == "__main__":
    main()
