"""The four losses, on raw logits.

Owns what is asked of the network: the span (null = [CLS] for a negative), answerable or not, the
positive above the other passages of its question, the evidence sentence.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training.pairs.batches import Batch

FAR = -1e4


def losses(tokens: Tensor, answer: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Name -> scalar; tokens: (batch, length, 3), answer: (batch,), both float32."""
    # kinds is 1 on the passage and on the [SEP] that closes it, which no target ever names.
    allowed = batch.kinds.bool()
    spans = allowed.clone()
    spans[:, 0] = True
    start = tokens[..., 0].masked_fill(~spans, FAR).log_softmax(-1)
    end = tokens[..., 1].masked_fill(~spans, FAR).log_softmax(-1)
    span = -0.5 * ((start * batch.starts).sum(-1) + (end * batch.ends).sum(-1)).mean()
    every = F.binary_cross_entropy_with_logits(tokens[..., 2], batch.evidence, reduction="none")
    return {
        "span": span,
        "answer": F.binary_cross_entropy_with_logits(answer, batch.answerable),
        "listwise": _listwise(answer, batch),
        "evidence": (every * allowed).sum() / allowed.sum(),
    }


def _listwise(answer: Tensor, batch: Batch) -> Tensor:
    """-log of the positive's share among the passages of its question; lone passages left out."""
    count = int(batch.groups[-1]) + 1
    peak = answer.detach().max()
    zeros = torch.zeros(count, dtype=answer.dtype, device=answer.device)
    total = zeros.index_add(0, batch.groups, (answer - peak).exp()).log() + peak
    sizes = zeros.index_add(0, batch.groups, torch.ones_like(answer))
    chosen = (batch.answerable > 0.5) & (sizes[batch.groups] > 1)
    if not chosen.any():
        return answer.sum() * 0.0
    return (total[batch.groups] - answer)[chosen].mean()
