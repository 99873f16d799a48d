"""The packaged networks: verified by SHA-256, then opened by onnxruntime.

Owns the tokenizer that they share and the number of cores. A network runs on one core for each
text, several texts at a time: one thread a text is half again as fast as all cores on one text.
Knows nothing of the meaning of inputs and outputs. Imports no torch.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

TOKENIZER = Path(__file__).parent / "weights" / "tokenizer.json"
TOKENIZER_SHA256 = "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"
CLS, SEP = 101, 102  # token ids


class Network:
    """A packaged network, loaded at first use and once in a process, however many are made of it;
    several threads may run it at the same time.
    """

    def __init__(self, path: Path, sha256: str) -> None:
        self._path, self._sha256 = path, sha256

    def load(self) -> None:
        """Load the network now. Raises ModelError if the file is not the expected one."""
        _ = self._session

    def run(self, inputs: Mapping[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]:
        """The outputs in their order, for inputs by name; those it has no use for are left out.

        Raises as ``load`` does.
        """
        known = {node.name: inputs[node.name] for node in self._session.get_inputs()}
        outputs: list[NDArray[np.float32]] = self._session.run(None, known)
        return outputs

    @cached_property
    def _session(self) -> InferenceSession:
        with _OPENING[self._path]:  # several threads may come first
            return _open_session(self._path, self._sha256)


_OPENING: defaultdict[Path, Lock] = defaultdict(Lock)


@cache
def _open_session(path: Path, sha256: str) -> InferenceSession:
    content = read_verified(path, sha256)
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    return InferenceSession(content, options, providers=["CPUExecutionProvider"])


@lru_cache(maxsize=1)
def open_tokenizer() -> Tokenizer:
    """The tokenizer of the packaged networks, without truncation or padding. Raises ModelError."""
    content = read_verified(TOKENIZER, TOKENIZER_SHA256)
    from tokenizers import Tokenizer

    return Tokenizer.from_str(content.decode())


def read_verified(path: Path, sha256: str) -> bytes:
    """Read a packaged file. Raises ModelError if it is missing or not the expected one."""
    try:
        content = path.read_bytes()
        found = hashlib.sha256(content).hexdigest()
    except OSError:
        content, found = b"", "of no file"
    if found != sha256:
        raise ModelError(
            found=f"the packaged {path.name} has SHA-256 {found[:12]}...",
            expected=f"{sha256[:12]}...",
            cure="reinstall it: pip install --force-reinstall article-qa",
        )
    return content


def available_cores() -> int:
    """The number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
