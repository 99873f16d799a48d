"""Targets softened by larger networks that have read the same pairs: distillation.

Owns the reading of a batch by the teachers, and the mean of their word and the label's. The losses
stay as they are: cross-entropy with a soft target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.data import load_tokenizer
from training.export import shared_words
from training.model import Reader, load_reader
from training.pairs.batches import Batch, Frame


class Teacher(nn.Module):
    """Readers whose mean word softens the labels; where nothing is labelled, it is the target.

    Their tokenizer cuts text as the student's does, so that their logits belong to its tokens.
    """

    words: Tensor  # by the student's ids, the teachers' ids

    def __init__(
        self, readers: Sequence[Reader], own: Tokenizer, student: Tokenizer, share: float
    ) -> None:
        """``share`` in [0, 1] is the teachers' in each target of a labelled pair."""
        super().__init__()
        self.readers = nn.ModuleList(readers).eval()
        self._share = share
        rows, own_rows = shared_words(own, student)
        unknown = own.get_vocab()["[UNK]"]
        words = torch.full((student.get_vocab_size(),), unknown)
        words[rows] = own_rows
        words[Frame.of(student).padding] = Frame.of(own).padding
        self.register_buffer("words", words)
        # How many special tokens more the teachers have between question and passage.
        self._further = len(Frame.of(own).between) - len(Frame.of(student).between)

    @classmethod
    def load(
        cls, weights: Sequence[Path], base: Path, *, student: Tokenizer, share: float
    ) -> Teacher:
        """Teachers of trained weights, each as train.py writes them, of one base model."""
        readers = [load_reader(path, base) for path in weights]
        return cls(readers, load_tokenizer(base / "tokenizer.json"), student, share)

    @torch.no_grad()
    def soften(self, batch: Batch) -> Batch:
        """The batch with soft targets; all of it is on the teachers' device."""
        spans = batch.kinds.bool() & (batch.mask.cumsum(-1) < batch.mask.sum(-1, keepdim=True))
        passage = spans.clone()
        spans[:, 0] = True
        words = [self._read(reader, batch) for reader in self.readers]
        starts, ends = (
            torch.stack([t[..., i].masked_fill(~spans, -1e4).softmax(-1) for t, _ in words]).mean(0)
            for i in (0, 1)
        )
        evidence = torch.stack([t[..., 2].sigmoid() for t, _ in words]).mean(0) * passage
        answerable = torch.stack([answer.sigmoid() for _, answer in words]).mean(0)
        share = 1 - batch.labelled * (1 - self._share)
        return replace(
            batch,
            starts=torch.lerp(batch.starts, starts, share[:, None]),
            ends=torch.lerp(batch.ends, ends, share[:, None]),
            evidence=torch.lerp(batch.evidence, evidence, share[:, None]),
            answerable=torch.lerp(batch.answerable, answerable, share),
        )

    def _read(self, reader: nn.Module, batch: Batch) -> tuple[Tensor, Tensor]:
        """Token logits at the student's positions, (batch, length, 3), and answer logits, float32.

        Those of the question's positions are not its own where the teachers have more special
        tokens between question and passage: no target is there.
        """
        shift = batch.kinds.argmax(-1, keepdim=True)
        width = batch.ids.shape[1]
        places = torch.arange(width + self._further, device=batch.ids.device)[None]
        # The special token before the passage is repeated.
        source = torch.where(places >= shift + self._further, places - self._further, places)
        source = torch.where(
            (places >= shift) & (places < shift + self._further), shift - 1, source
        )
        ids, mask, kinds = (t.gather(1, source) for t in (batch.ids, batch.mask, batch.kinds))
        tokens, answer = reader(self.words[ids], mask, kinds)
        tokens = torch.cat([tokens[:, :1], tokens[:, 1 + self._further :]], dim=1)
        return tokens.float(), answer.float()
