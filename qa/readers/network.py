"""The packaged reader networks: question and passages in, logits out, by onnxruntime.

Owns the files of the network and their digests, tokens and windows. What the logits mean
for an answer is span_reader.py's. Imports no torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.embedding.network import CLS, SEP, Network, available_cores, open_tokenizer
from index.lexical import LETTERS
from qa.readers.decoding import Floats, Offsets, Window, window_ranges

if TYPE_CHECKING:
    from tokenizers import Encoding

WEIGHTS = Path(__file__).parent / "weights"
WINDOW_TOKENS = 320  # with the question's; the networks were trained on up to 304
OVERLAP_TOKENS = 96  # of the passage, in two neighbouring windows
QUESTION_TOKENS = 64  # of a question, which is cut there


@dataclass(frozen=True, slots=True)
class Packaged:
    """A network that ships: its file, and the separators that it knows between two texts."""

    path: Path
    sha256: str
    separators: int


READER = Packaged(
    WEIGHTS / "reader.onnx",
    "b31c9546b7dfac3ca7579de66a094ad12aeb06bc6a70e9fe39ffe7b76a4c94c9",
    separators=1,
)
LARGE_READER = Packaged(
    WEIGHTS / "large-reader.onnx",
    "4f53fb41ca24e8373e75b12b69002a879a3a68ddc57850e96940b74026e8967d",
    separators=2,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The network's output for one passage: the logits of its windows, and ``answers``, the logit
    of "this passage answers the question".
    """

    windows: tuple[Window, ...]
    answers: float


class SpanModel:
    """A network and its tokenizer, loaded at first use."""

    def __init__(self, packaged: Packaged = READER) -> None:
        self._network = Network(packaged.path, packaged.sha256)
        self._between = [SEP] * packaged.separators

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage by itself, in the order given."""
        # The tokenizer passes over accents, and knows few letters with strokes.
        plain = [text.translate(LETTERS) for text in (question, *passages)]
        first, *encoded = open_tokenizer().encode_batch(plain, add_special_tokens=False)
        question_ids = first.ids[:QUESTION_TOKENS]
        return list(self._workers.map(lambda passage: self._read(question_ids, passage), encoded))

    def load(self) -> None:
        """Load the network now rather than at first use."""
        self._network.load()
        open_tokenizer()

    def _read(self, question_ids: list[int], passage: Encoding) -> Reading:
        """One passage, window by window."""
        before = [CLS, *question_ids, *self._between]
        free = WINDOW_TOKENS - len(question_ids) - 3  # windows are the same for all networks
        ranges = list(window_ranges(len(passage.ids), free, OVERLAP_TOKENS))
        rows = ([*before, *passage.ids[a:b], SEP] for a, b in ranges)
        outputs = [self._run(row, shift=len(before)) for row in rows]
        offsets = np.array(passage.offsets, dtype=np.int64).reshape(-1, 2)
        return _reading(offsets, ranges, outputs)

    def _run(self, row: list[int], shift: int) -> tuple[Floats, float]:
        """Passage logits (n + 1, 3), the null's row first, and answer logit, for one window.

        One window a run: dynamic quantisation takes one scale a batch, so that neighbours would
        change the answer (batches of five: 1.7 points of exact match lost, and slower by a third).
        """
        ids = np.array([row], dtype=np.int64)
        kinds = (np.arange(len(row)) >= shift).astype(np.int64)[np.newaxis]
        inputs = {"ids": ids, "mask": np.ones_like(ids), "kinds": kinds}
        logits, answers = self._network.run(inputs)
        return logits[0, [0, *range(shift, len(row) - 1)]], float(answers[0])

    @cached_property
    def _workers(self) -> ThreadPoolExecutor:
        """Threads shared by all questions; ten passages take 44 ms, 65 with both cores on each."""
        return ThreadPoolExecutor(available_cores(), thread_name_prefix="reader")


def _reading(
    offsets: Offsets, ranges: list[tuple[int, int]], outputs: list[tuple[Floats, float]]
) -> Reading:
    """Combine the windows of one passage; their highest answer logit is the passage's."""
    windows = [
        Window(
            offsets=offsets[first:stop],
            starts=logits[1:, 0],
            ends=logits[1:, 1],
            null=float(logits[0, 0] + logits[0, 1]),
        )
        for (first, stop), (logits, _) in zip(ranges, outputs, strict=True)
    ]
    return Reading(tuple(windows), max((answer for _, answer in outputs), default=-np.inf))
