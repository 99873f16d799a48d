"""Pairs of question and passage in tokens, and the tensors of a batch of them.

Owns the form of a batch, its special tokens, and which pairs stand together in one. Knows nothing
of data sets or of how pairs are drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Frame:
    """The special tokens around and between question and passage, and the one that fills up."""

    first: int
    between: tuple[int, ...]
    last: int
    padding: int

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> Frame:
        """Those of a tokenizer: one between the two for BERT, two for MPNet."""
        first, *between, last = tokenizer.encode("", "").ids
        signs = ("<pad>", "[PAD]")  # MPNet's vocabulary has BERT's too, unused
        padding = next(n for n in map(tokenizer.token_to_id, signs) if n is not None)
        return cls(first, tuple(between), last, padding)

    def __len__(self) -> int:
        """The number of tokens it adds to a pair."""
        return len(self.between) + 2

    def shift(self, question: int) -> int:
        """The start of the passage behind a question of so many tokens."""
        return 1 + question + len(self.between)


@dataclass(frozen=True, slots=True)
class Item:
    """One (question, passage) pair in tokens.

    `golds` are half-open token ranges within the passage, none for a negative; `sentences` are the
    ranges that hold them. Items with the same `group` are passages for one question. Where an item
    is not `labelled`, nobody knows whether the passage answers: a teacher says it.
    """

    question: list[int]
    passage: np.ndarray
    golds: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    group: int
    labelled: bool = True

    @property
    def length(self) -> int:
        """Tokens of both, the special ones not counted."""
        return len(self.question) + len(self.passage)


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of some groups; targets are distributions over positions, [CLS] = 0 the null span."""

    ids: Tensor
    mask: Tensor
    kinds: Tensor
    starts: Tensor
    ends: Tensor
    evidence: Tensor
    answerable: Tensor
    groups: Tensor
    labelled: Tensor

    @classmethod
    def of(cls, fields: Arrays) -> Batch:
        """The batch whose fields, in their order, are these arrays."""
        return cls(*map(torch.from_numpy, fields))

    def to(self, device: torch.device) -> Batch:
        """The same batch on a device."""
        return Batch(*(getattr(self, name).to(device) for name in self.__slots__))


def packed(groups: list[list[Item]], budget: int) -> Iterator[list[list[Item]]]:
    """Groups of like length together, each pack at most `budget` tokens with padding."""
    groups.sort(key=lambda group: max(item.length for item in group))
    pack: list[list[Item]] = []
    count = 0
    for group in groups:
        width = max(item.length for item in group)
        if pack and (count + len(group)) * width > budget:
            yield pack
            pack, count = [], 0
        pack.append(group)
        count += len(group)
    if pack:
        yield pack


Arrays = tuple[NDArray[Any], ...]  # a Batch's fields in their order, cheap to hand to a process


def tensors(groups: list[list[Item]], frame: Frame) -> Batch:
    """The batch of some groups, one row an item in their order, filled up to the longest."""
    return Batch.of(arrays(groups, frame))


def arrays(groups: list[list[Item]], frame: Frame) -> Arrays:
    """The arrays that `tensors` makes its batch of."""
    items = [(number, item) for number, group in enumerate(groups) for item in group]
    shape = (len(items), max(item.length for _, item in items) + len(frame))
    ids = np.full(shape, frame.padding, dtype=np.int64)
    kinds, mask = np.zeros_like(ids), np.zeros_like(ids)
    starts, ends, evidence = (np.zeros(shape, dtype=np.float32) for _ in range(3))
    for row, (_, item) in enumerate(items):
        shift = frame.shift(len(item.question))
        pair = [frame.first, *item.question, *frame.between, *item.passage, frame.last]
        ids[row, : len(pair)] = pair
        mask[row, : len(pair)] = 1
        kinds[row, shift : len(pair)] = 1
        for first, stop in item.golds or ((-shift, 1 - shift),):
            starts[row, first + shift] += 1 / max(1, len(item.golds))
            ends[row, stop - 1 + shift] += 1 / max(1, len(item.golds))
        for first, stop in item.sentences:
            evidence[row, first + shift : stop + shift] = 1
    answerable = np.array([bool(item.golds) for _, item in items], dtype=np.float32)
    numbers = np.array([number for number, _ in items], dtype=np.int64)
    labelled = np.array([item.labelled for _, item in items], dtype=np.float32)
    return ids, mask, kinds, starts, ends, evidence, answerable, numbers, labelled
