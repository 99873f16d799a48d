"""Targets softened by a larger network that has read the same pairs: distillation.

Owns the reading of a batch by the large reader that ships, and the mean of its word and the
label's. The losses stay as they are: cross-entropy with a soft target.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from index.embedding.network import CLS, SEP, Network, open_tokenizer
from qa.readers.network import LARGE_READER
from training.export import shared_words
from training.pairs.batches import Batch

Logits = NDArray[np.float32]


class Teacher:
    """The large reader in int8. It reads a pair a run, as in the product (see `SpanModel`).

    Its tokenizer cuts text as BERT's does, so that its logits belong to the student's tokens.
    """

    def __init__(self, tokenizer: Tokenizer, share: float) -> None:
        """``tokenizer`` is the student's; ``share`` in [0, 1] is the teacher's in each target."""
        self._network = Network(LARGE_READER.path, LARGE_READER.sha256)
        self._network.load()
        self._share = share
        packaged, own = shared_words(tokenizer, open_tokenizer())
        unknown = open_tokenizer().token_to_id("[UNK]")
        self._ids = np.full(tokenizer.get_vocab_size(), unknown, dtype=np.int64)
        self._ids[own.numpy()] = packaged.numpy()

    def soften(self, batch: Batch) -> Batch:
        """The batch with soft targets for start, end and answerability."""
        starts, ends = torch.zeros_like(batch.starts), torch.zeros_like(batch.ends)
        answerable = torch.zeros_like(batch.answerable)
        for row in range(len(batch.ids)):
            length = int(batch.mask[row].sum())
            first = int(batch.kinds[row].argmax())
            logits, answer = self._read(batch.ids[row, :length].numpy(), first)
            places = torch.tensor([0, *range(first, length - 1)])
            starts[row, places] = torch.from_numpy(logits[:, 0]).softmax(-1)
            ends[row, places] = torch.from_numpy(logits[:, 1]).softmax(-1)
            answerable[row] = torch.sigmoid(torch.tensor(answer))
        return replace(
            batch,
            starts=self._mixed(batch.starts, starts),
            ends=self._mixed(batch.ends, ends),
            answerable=self._mixed(batch.answerable, answerable),
        )

    def _read(self, row: NDArray[np.int64], first: int) -> tuple[Logits, float]:
        """Logits of the null and of the passage's tokens, (1 + n, 3), and the answer's logit.

        ``row`` is a pair in the student's tokens, whose passage begins at ``first``.
        """
        question, passage = self._ids[row[1 : first - 1]], self._ids[row[first:-1]]
        ids = np.array([[CLS, *question, SEP, SEP, *passage, SEP]], dtype=np.int64)
        tokens, answer = self._network.run({"ids": ids, "mask": np.ones_like(ids)})
        return tokens[0, [0, *range(first + 1, ids.shape[1] - 1)]], float(answer[0])

    def _mixed(self, label: Tensor, word: Tensor) -> Tensor:
        return label + self._share * (word - label)
