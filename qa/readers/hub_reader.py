"""Readers over any extractive model of the transformers library, by folder or name in the cache.

Owns the loading and running of such a model. Needs torch, which is imported when the model is
loaded. Downloads nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from index.embedding.models import locate_model
from index.errors import ModelError
from qa.readers.confidence import Calibration
from qa.readers.decoding import Window
from qa.readers.network import Reading
from qa.readers.span_reader import SpanReader

WINDOW_TOKENS = 384  # with the question's
OVERLAP_TOKENS = 128  # of the passage, in two neighbouring windows
BATCH_WINDOWS = 8  # in one run of the model

# Such a model has no more to say than its margin over the null span, as SQuAD 2.0 trains it: at
# zero, an answer is as probable as none.
_MARGIN_ALONE = Calibration(
    ranker={"reading": 2.0, "retrieval": 0.0, "behind": 0.0, "bias": 0.0},
    confidence={"best": 1.0, "lead": 0.0, "agreement": 0.0, "bias": 0.0},
    threshold=0.5,
)


def open_hub_reader(name: str) -> SpanReader:
    """A reader over the model of that name. Raises ModelError when it is not on this machine."""
    return SpanReader(HubModel(name), _MARGIN_ALONE)


class HubModel:
    """An AutoModelForQuestionAnswering and its tokenizer, loaded at first use."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._folder = locate_model(name, what="reader", variable="QA_READER")

    def load(self) -> None:
        """Load the model now rather than at first use. Raises ModelError."""
        _ = self._loaded

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Read each passage by itself, in the order given."""
        windows: list[list[Window]] = [[] for _ in passages]
        for passage, window in self._windows(question, passages):
            windows[passage].append(window)
        return [Reading(tuple(own), answers=0.0) for own in windows]

    def _windows(self, question: str, passages: Sequence[str]) -> Iterator[tuple[int, Window]]:
        """Yield each window with the number of its passage, from 0."""
        tokenizer, model, torch = self._loaded
        positions = getattr(model.config, "max_position_embeddings", WINDOW_TOKENS)
        size = min(WINDOW_TOKENS, tokenizer.model_max_length, positions)
        free = size - tokenizer.num_special_tokens_to_add(pair=True)
        encoded = tokenizer(
            [_truncated(question, tokenizer, free // 2)] * len(passages),
            list(passages),
            truncation="only_second",
            max_length=size,
            stride=min(OVERLAP_TOKENS, free // 4),
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_tensors="np",
        )
        owners = encoded.pop("overflow_to_sample_mapping")
        offsets = encoded.pop("offset_mapping")
        for first in range(0, len(owners), BATCH_WINDOWS):
            rows = range(first, min(first + BATCH_WINDOWS, len(owners)))
            batch = {k: torch.from_numpy(v[rows.start : rows.stop]) for k, v in encoded.items()}
            with torch.inference_mode():
                output = model(**batch)
            for i, row in enumerate(rows):
                inside = np.array([s == 1 for s in encoded.sequence_ids(row)])
                starts, ends = output.start_logits[i].numpy(), output.end_logits[i].numpy()
                null = float(starts[0] + ends[0])
                yield (
                    int(owners[row]),
                    Window(
                        offsets=np.asarray(offsets[row])[inside].astype(np.int64),
                        starts=starts[inside],
                        ends=ends[inside],
                        null=null,
                    ),
                )

    @cached_property
    def _loaded(self) -> tuple[Any, Any, Any]:
        import torch
        from transformers import AutoModelForQuestionAnswering, AutoTokenizer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        try:
            tokenizer = AutoTokenizer.from_pretrained(self._folder, local_files_only=True)
            model = AutoModelForQuestionAnswering.from_pretrained(
                self._folder, local_files_only=True
            )
        except Exception as error:  # the library raises whatever its parsers raise
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(
                found=f"reader {self._name!r} cannot be loaded from {self._folder} ({reason})",
                expected="an extractive question-answering model",
                cure="name another in QA_READER, or unset it",
            ) from error
        return tokenizer, model.eval(), torch


def _truncated(question: str, tokenizer: Any, most: int) -> str:
    """The question cut to at most ``most`` tokens, which leaves half of a window to the passage."""
    encoded = tokenizer(question, add_special_tokens=False, return_offsets_mapping=True)
    offsets = encoded["offset_mapping"]
    return question if len(offsets) <= most else question[: offsets[most - 1][1]]
