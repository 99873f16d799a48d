"""Owns the moving average of the weights. Knows nothing of losses, learning rates or files."""

from __future__ import annotations

import torch
from torch import nn


class Average:
    """Exponential moving average of the weights, started short so that early steps wash out."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self._decay = decay
        self.values = {n: p.detach().clone() for n, p in model.state_dict().items()}

    def update(self, model: nn.Module, step: int) -> None:
        """Move towards the model's weights."""
        decay = min(self._decay, (1 + step) / (10 + step))
        state = model.state_dict()
        names = list(self.values)
        torch._foreach_lerp_([self.values[n] for n in names], [state[n] for n in names], 1 - decay)
