"""Any embedder that sentence-transformers can load, from a folder or the local hub cache.

Owns the choice of the model, the files that determine it, and its encoding. The only file of index/
that imports a model library with torch, and only when a model is loaded. Nothing is downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.corpus import Passage, sentence_texts
from index.embedding.models import locate_model
from index.embedding.protocol import (
    DEFAULT_EMBEDDER,
    PassageVectors,
    Progress,
    Vectors,
    no_progress,
)
from index.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32  # texts in one forward pass
PROGRESS_STEP = 256  # texts between two calls of progress
UNSTATED_MAX_TOKENS = 512  # as of BERT and similar models


class SentenceTransformerEmbedder:
    """A sentence-transformers model; passages and sentences are encoded separately."""

    def __init__(self, name: str) -> None:
        """Find the model; it is loaded at first use.

        Raises ModelError if it is not on this machine or not as expected, here or at first use.
        """
        self._folder = locate_model(name, what="embedder", variable="QA_EMBEDDER")
        hashes = _file_hashes(self._folder)
        self.name = name
        self._busy = Lock()  # the tokenizer is not thread-safe, and a worker may have threads
        # A folder by its absolute path: another process may have another working directory.
        self._reference = str(self._folder.absolute()) if Path(name).is_dir() else name
        self.digest = hashlib.sha256("".join(map(str, hashes.items())).encode()).hexdigest()

    def __reduce__(self) -> tuple[Any, ...]:
        """Reopen it by name or folder: the weights are not pickled."""
        return SentenceTransformerEmbedder, (self._reference,)

    @cached_property
    def _model(self) -> SentenceTransformer:
        return _load(self._folder, self.name)

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or UNSTATED_MAX_TOKENS)

    def load(self) -> None:
        _ = self._model

    def count_tokens(self, text: str) -> int:
        with self._busy:
            return len(self._model.tokenizer(text, verbose=False)["input_ids"])

    def encode_passages(
        self, passages: Sequence[Passage], *, progress: Progress = no_progress
    ) -> PassageVectors:
        texts = [passage.text for passage in passages]
        with self._busy:
            vectors = self._encode([*texts, *sentence_texts(passages)], progress)
        return PassageVectors(vectors[: len(texts)], vectors[len(texts) :])

    def encode_question(self, question: str) -> Vectors:
        with self._busy:
            vector = self._model.encode_query(
                question, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vector, dtype=np.float32)

    def _encode(self, texts: Sequence[str], progress: Progress) -> Vectors:
        vectors = np.empty((len(texts), self._dim), dtype=np.float32)
        # Longest first: batches of similar length need little padding; memory peaks at the start.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), PROGRESS_STEP):
            progress(start, len(texts))
            rows = order[start : start + PROGRESS_STEP]
            vectors[rows] = self._model.encode_document(
                [texts[i] for i in rows],
                batch_size=BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        progress(len(texts), len(texts))
        return vectors

    @property
    def _dim(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)


def _file_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that determines the vectors, by path inside the folder."""
    endings = (".safetensors", ".bin", ".json", ".txt", ".model")
    files = sorted(p for p in folder.rglob("*") if p.suffix in endings and p.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _load(folder: Path, name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    try:
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except Exception as error:  # the library raises whatever its parsers raise
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ModelError(
            found=f"embedder {name!r} cannot be loaded from {folder} ({reason})",
            expected="a sentence-transformers model",
            cure=f"name another in QA_EMBEDDER, or unset it to use {DEFAULT_EMBEDDER}",
        ) from error
