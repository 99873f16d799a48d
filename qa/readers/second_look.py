"""A second look: a larger network reads the few passages that the first one ranked highest.

Owns how many they are, that the network is loaded while the first one reads, and the mean of both
networks' logits. What comes of it is span_reader.py's.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from qa.readers.decoding import Window
from qa.readers.network import Reading

PASSAGES = 3
SHARE = 0.75  # of the larger network, in the logits that choose the words


class Model(Protocol):
    """A network that reads passages; SpanModel is one."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]: ...

    def load(self) -> None: ...


class SecondLook:
    """A larger network and how many passages it reads."""

    def __init__(self, model: Model, passages: int = PASSAGES) -> None:
        self._model, self.passages = model, passages

    def prepare(self) -> None:
        """Begin to load the network; does not wait."""
        _ = self._loading

    def load(self) -> None:
        """Load the network. Raises ModelError."""
        self._loading.result()

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage by itself, in the order given. Raises ModelError."""
        self.load()
        return self._model.read(question, passages)

    @cached_property
    def _loading(self) -> Future[None]:
        thread = ThreadPoolExecutor(1, thread_name_prefix="second-look")
        loading = thread.submit(self._model.load)
        thread.shutdown(wait=False)
        return loading


def blended(first: Reading, second: Reading) -> tuple[Window, ...]:
    """The windows of a passage with the weighted mean of both networks' logits, the null's too."""
    return tuple(_blended(*pair) for pair in zip(first.windows, second.windows, strict=True))


def _blended(first: Window, second: Window) -> Window:
    starts = first.starts * (1 - SHARE) + second.starts * SHARE
    ends = first.ends * (1 - SHARE) + second.ends * SHARE
    null = first.null * (1 - SHARE) + second.null * SHARE
    return replace(first, starts=starts, ends=ends, null=null)
