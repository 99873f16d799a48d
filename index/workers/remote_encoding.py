"""Passages encoded by workers.

Owns how an embedder travels (as how to open it, never its weights), that a worker keeps it, what
goes to a worker of a passage, and in what pieces. Knows nothing of who the workers are.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from threading import Lock

from index.corpus import DIGEST_LENGTH, Article, Passage, Span
from index.embedding.protocol import Embedder, PassageVectors
from index.errors import ModelError, WorkersError
from index.workers.pool import WorkerPool

BATCH_PASSAGES = (
    64  # passages; half a second of work for one core, against milliseconds to hand it over
)

_PassageText = tuple[
    str, tuple[tuple[int, int], ...]
]  # a passage's text; where its sentences lie in it


def encode_remotely(
    passages: Iterable[Passage], embedder: Embedder, workers: WorkerPool
) -> Iterator[PassageVectors]:
    """The vectors piece by piece, in order; passages are taken as there is room for them."""
    return workers.map(
        partial(_encode_batch, PicklableEmbedder(embedder)),
        _batches(map(_passage_text, passages), BATCH_PASSAGES),
    )


class PicklableEmbedder:
    """An embedder that can be sent to workers: in this process itself, on theirs their own."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def open(self) -> Embedder:
        return self._embedder

    def __reduce__(self) -> tuple[type[_UnpickledEmbedder], tuple[bytes, str, str]]:
        one = self._embedder
        return _UnpickledEmbedder, (pickle.dumps(one), one.name, one.digest)


@dataclass(frozen=True, slots=True)
class _UnpickledEmbedder:
    """An embedder as it arrives at a worker: opened when it is asked for, and kept."""

    how: bytes
    name: str
    digest: str

    def open(self) -> Embedder:
        """Raises ModelError when the model is not on this machine, WorkersError when another is."""
        with _LOADING:
            if self.digest not in _LOADED:
                opened = self._opened()
                _LOADED.clear()
                _LOADED[self.digest] = opened
            return _LOADED[self.digest]

    def _opened(self) -> Embedder:
        try:
            embedder: Embedder = pickle.loads(self.how)
        except ModelError as error:
            found = f"{error.found}, asked by the worker on {platform.node()}"
            raise ModelError(found=found, expected=error.expected, cure=error.cure) from error
        if embedder.digest != self.digest:
            raise WorkersError(
                found=f"the worker on {platform.node()} has another embedder {self.name!r}"
                f" ({embedder.digest[:12]})",
                expected=f"the one that is here ({self.digest[:12]})",
                cure="put the same model there",
            )
        return embedder


_LOADED: dict[str, Embedder] = {}  # of this worker, by its digest: one, for the sake of memory
_LOADING = Lock()


def _encode_batch(embedder: PicklableEmbedder, piece: Sequence[_PassageText]) -> PassageVectors:
    return embedder.open().encode_passages([_passage(*bare) for bare in piece])


def _passage_text(passage: Passage) -> _PassageText:
    """What its vectors depend on: the rest of the article stays here."""
    start = passage.span.start
    return passage.text, tuple((s.start - start, s.end - start) for s in passage.sentences)


def _passage(text: str, sentences: Sequence[tuple[int, int]]) -> Passage:
    article = Article(id="passage", text=text, digest="0" * DIGEST_LENGTH)
    return Passage(article, Span(0, len(text)), tuple(Span(*s) for s in sentences))


def _batches(items: Iterable[_PassageText], size: int) -> Iterator[list[_PassageText]]:
    rest = iter(items)
    while piece := list(islice(rest, size)):
        yield piece
