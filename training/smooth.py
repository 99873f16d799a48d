"""Makes a trained network easier to quantise, without changing what it computes in float32.

Owns two rewrites. Embeddings: int8 with one scale a row, since onnxruntime would take one scale
for the whole table. Linear layers: each input channel divided by a power of its peak on training
text and the weights multiplied by it (SmoothQuant), since dynamic quantisation takes one scale for
a whole activation and a few channels are ten times the others.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.model import Reader

# Mean change of the span margin, int8 against float32, 205 dev questions, an early checkpoint:
# plain .53; rows .45; rows and strength .5 .80, .7 .33, .8 .30, .9 .27, 1.0 .38.
STRENGTH = 0.85
PARTS = ("qkv", "out", "up", "down")

Feed = tuple[Tensor, Tensor, Tensor]


class RowEmbedding(nn.Module):
    """An embedding table in int8, one scale a row: mean change of the margin .02."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True) / 127
        self.values: Tensor
        self.scale: Tensor
        self.register_buffer("values", (weight / scale.clamp(min=1e-12)).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The rows in float32."""
        return self.values[ids].float() * self.scale[ids]


class ScaledLinear(nn.Module):
    """A linear layer whose input channels are evened out first."""

    def __init__(self, linear: nn.Linear, peak: Tensor) -> None:
        super().__init__()
        weight = linear.weight.detach()
        inputs = peak.clamp(min=1e-4) ** STRENGTH
        scale = inputs / weight.abs().amax(0).clamp(min=1e-4) ** (1 - STRENGTH)
        self.inverse = nn.Parameter(1 / scale)
        self.weight = nn.Parameter(weight * scale)
        self.bias = nn.Parameter(linear.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        """The same as the layer it replaces, up to rounding."""
        return F.linear(x * self.inverse, self.weight, self.bias)


def smoothed(model: Reader, feeds: list[Feed]) -> Reader:
    """The model rewritten in place; feeds: (ids, mask, kinds) of training text."""
    peaks = _peaks(model, feeds)
    for number, block in enumerate(model.blocks):
        for part in PARTS:
            linear = getattr(block, part)
            setattr(block, part, ScaledLinear(linear, peaks[f"{number}.{part}"]))
    model.word = RowEmbedding(model.word)  # type: ignore[assignment]
    return model


def _peaks(model: Reader, feeds: list[Feed]) -> dict[str, Tensor]:
    """Linear layer -> greatest absolute value of each of its input channels."""
    peaks: dict[str, Tensor] = {}
    hooks = []
    for name, layer in model.blocks.named_modules():
        if isinstance(layer, nn.Linear):

            def watch(_: nn.Module, inputs: tuple[Tensor], __: Tensor, name: str = name) -> None:
                peak = inputs[0].abs().flatten(0, 1).amax(0)
                peaks[name] = torch.maximum(peaks.get(name, peak), peak)

            hooks.append(layer.register_forward_hook(watch))
    with torch.no_grad():
        for feed in feeds:
            model(*feed)
    for hook in hooks:
        hook.remove()
    return peaks
