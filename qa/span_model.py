"""The packaged reader network: question and passages in, logits out, by onnxruntime.

Owns the files of the network and their digests, tokens and windows. What the logits mean
for an answer is span_reader.py's. Imports no torch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import ModelError
from qa.decoding import Floats, Offsets, Window, window_ranges

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
SHA256 = {
    "reader.onnx": "5fb8756c5cdaf0e713d9248a3eda72cc1b07a262bd46d6e8ea8ae5e3d65c1b95",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
CLS, SEP = 101, 102  # token ids
SIZE = 320  # tokens of a window, the question's included; the network was trained on up to 304
OVERLAP = 96  # passage tokens that neighbouring windows share
QUESTION = 64  # tokens kept of a question
THREADS = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one passage: its windows' logits, and ``answers``, the logit of
    "this passage answers the question".
    """

    windows: tuple[Window, ...]
    answers: float


class SpanModel:
    """The network and its tokenizer, loaded at first use."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Check the files. Raises ModelError when one is missing or not the expected one."""
        self._folder = folder
        for name, digest in SHA256.items():
            found = _sha256(folder / name)
            if found != digest:
                raise ModelError(
                    found=f"the reader's {name} has SHA-256 {found[:12]}...",
                    expected=f"{digest[:12]}...",
                    cure="reinstall it: pip install --force-reinstall article-qa",
                )

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage by itself, in the order given."""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:QUESTION]
        encoded = self._tokenizer.encode_batch(list(passages), add_special_tokens=False)
        readings = []
        for encoding in encoded:
            ranges = list(window_ranges(len(encoding.ids), SIZE - len(asked) - 3, OVERLAP))
            rows = ([CLS, *asked, SEP, *encoding.ids[a:b], SEP] for a, b in ranges)
            outputs = [self._run(row, shift=len(asked) + 2) for row in rows]
            offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
            readings.append(_reading(offsets, ranges, outputs))
        return readings

    def load(self) -> None:
        """Load the network now rather than at first use."""
        _ = self._session, self._tokenizer

    def _run(self, row: list[int], shift: int) -> tuple[Floats, float]:
        """Passage logits (n + 1, 3), the null's row first, and answer logit, for one window.

        One window a run: dynamic quantisation takes one scale a batch, so that neighbours would
        change the answer (batches of five: 1.7 points of exact match lost, and slower by a third).
        """
        ids = np.array([row], dtype=np.int64)
        kinds = (np.arange(len(row)) >= shift).astype(np.int64)[np.newaxis]
        logits, answers = self._session.run(
            None, {"ids": ids, "mask": np.ones_like(ids), "kinds": kinds}
        )
        return logits[0, [0, *range(shift, len(row) - 1)]], float(answers[0])

    @cached_property
    def _session(self) -> InferenceSession:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = THREADS
        # Threads that spin while they wait starve on cores that are shared with others.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        path = str(self._folder / "reader.onnx")
        return InferenceSession(path, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))


def _reading(
    offsets: Offsets, ranges: list[tuple[int, int]], outputs: list[tuple[Floats, float]]
) -> Reading:
    """Put the windows of one passage together; of their answer logits the highest counts."""
    windows = [
        Window(
            offsets[first:stop], logits[1:, 0], logits[1:, 1], float(logits[0, 0] + logits[0, 1])
        )
        for (first, stop), (logits, _) in zip(ranges, outputs, strict=True)
    ]
    return Reading(tuple(windows), max((answer for _, answer in outputs), default=-np.inf))


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return "of no file"
