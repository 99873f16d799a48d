"""Learning rates: each layer's peak, and the share of it over the course of training.

Owns both, and which parameters decay. Knows nothing of gradients, nor of what the budget is.
"""

from __future__ import annotations

from typing import Any

from training.model import Reader


def schedule(progress: float, warm_up: float) -> float:
    """Up in a line to 1 at `warm_up`, then down in a line to 0.01 at the end."""
    if progress < warm_up:
        return max(0.01, progress / warm_up)
    return max(0.01, (1.0 - progress) / (1.0 - warm_up))


def groups(model: Reader, config: dict[str, Any]) -> list[dict[str, Any]]:
    """Parameters by layer: lower layers learn slower, norms and biases do not decay."""
    layers = len(model.blocks)
    groups = []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        top = name.startswith(("token_head", "pool", "answer_head"))
        depth = layers - int(name.split(".")[1]) if name.startswith("blocks") else layers + 1
        rate = config["learning_rate"] * config["layer_decay"] ** (depth - 1)
        peak = config["head_learning_rate"] if top else rate
        decay = config["weight_decay"] if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "peak": peak, "lr": peak, "weight_decay": decay})
    return groups
