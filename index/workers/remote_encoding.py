"""Encoding of passages by workers.

Owns the pickled form of an embedder (by reference, without its weights), its reuse on a worker, and
the data of a passage that a worker gets. Knows nothing of the pool.
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

BATCH_PASSAGES = 64  # half a second of work for one core, and milliseconds of transfer


@dataclass(frozen=True, slots=True)
class _PassageText:
    """The text of a passage, and (start, end) of each sentence in it."""

    text: str
    sentences: tuple[tuple[int, int], ...]


def encode_remotely(
    passages: Iterable[Passage], embedder: Embedder, workers: WorkerPool
) -> Iterator[PassageVectors]:
    """The vectors batch by batch, in order; passages are consumed as workers become free."""
    return workers.map(
        partial(_encode_batch, PicklableEmbedder(embedder)),
        _batches(map(_passage_text, passages), BATCH_PASSAGES),
    )


class PicklableEmbedder:
    """An embedder that can be sent to workers: itself in this process, reopened on a worker."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def open(self) -> Embedder:
        return self._embedder

    def __reduce__(self) -> tuple[type[_UnpickledEmbedder], tuple[bytes, str, str]]:
        one = self._embedder
        return _UnpickledEmbedder, (pickle.dumps(one), one.name, one.digest)


@dataclass(frozen=True, slots=True)
class _UnpickledEmbedder:
    """An embedder on a worker: opened on demand, and kept."""

    pickled: bytes
    name: str
    digest: str

    def open(self) -> Embedder:
        """The embedder. Raises ModelError if the model is not on this machine, WorkersError if it
        differs.
        """
        with _LOADING:
            if self.digest not in _LOADED:
                opened = self._opened()
                _LOADED.clear()
                _LOADED[self.digest] = opened
            return _LOADED[self.digest]

    def _opened(self) -> Embedder:
        try:
            embedder: Embedder = pickle.loads(self.pickled)
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


_LOADED: dict[str, Embedder] = {}  # of this worker, by digest; one only, to save memory
_LOADING = Lock()


def _encode_batch(embedder: PicklableEmbedder, batch: Sequence[_PassageText]) -> PassageVectors:
    return embedder.open().encode_passages([_passage(one) for one in batch])


def _passage_text(passage: Passage) -> _PassageText:
    """The data that its vectors depend on, without the rest of the article."""
    start = passage.span.start
    return _PassageText(
        passage.text, tuple((s.start - start, s.end - start) for s in passage.sentences)
    )


def _passage(one: _PassageText) -> Passage:
    article = Article(id="passage", text=one.text, digest="0" * DIGEST_LENGTH)
    return Passage(article, Span(0, len(one.text)), tuple(Span(*s) for s in one.sentences))


def _batches(items: Iterable[_PassageText], size: int) -> Iterator[list[_PassageText]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
