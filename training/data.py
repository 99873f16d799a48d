"""Question sets as files hold them -> contexts and questions in tokens.

Owns reading the `*.jsonl.gz` sets, sentence boundaries, and the mapping of character spans to
tokens. Knows nothing of batches, mixing or negatives. Token positions count from the passage's
first token.
"""

from __future__ import annotations

import gzip
import json
import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

_BORDER = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sgt|Rev|Hon|Jr|Sr|vs|etc|No|Vol|ca?|e\.g|i\.e|approx)"
    r"|\b[A-Z])\.$"
)
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class Question:
    """One question on one context; `answers` are half-open character spans, perhaps none."""

    key: str
    title: str
    text: str
    context: int
    answers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Distinct contexts, and questions that point into them by position."""

    contexts: list[str]
    questions: list[Question]

    def golds(self, question: Question) -> list[str]:
        """The gold answers as text."""
        return [self.contexts[question.context][start:end] for start, end in question.answers]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A context in tokens: ids (n,), character offsets (n, 2), sentences as token ranges."""

    ids: np.ndarray
    offsets: np.ndarray
    sentences: tuple[tuple[int, int], ...]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The half-open token range that covers a character span."""
        first = int(np.searchsorted(self.offsets[:, 1], start, side="right"))
        stop = int(np.searchsorted(self.offsets[:, 0], end, side="left"))
        return first, max(stop, first + 1)


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def load(paths: Iterable[Path]) -> Corpus:
    """All questions of the files; a context that returns is kept once."""
    places: dict[str, int] = {}
    questions = []
    for path in paths:
        for row in read_rows(path):
            context = places.setdefault(row["context"], len(places))
            spans = dict.fromkeys(
                (a["answer_start"], a["answer_start"] + len(a["text"])) for a in row["answers"]
            )
            text = row["question"].strip()
            questions.append(Question(row["id"], row["title"], text, context, tuple(spans)))
    return Corpus(list(places), questions)


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer, without the truncation and padding its file asks for."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open character ranges that tile the text without the white space between them."""
    spans, start = [], 0
    for match in _BORDER.finditer(text):
        if _ABBREVIATION.search(text[start : match.end()].rstrip()):
            continue
        spans.append((start, start + len(text[start : match.end()].rstrip())))
        start = match.end()
    if text[start:].strip():
        spans.append((start, start + len(text[start:].rstrip())))
    return [span for span in spans if span[1] > span[0]]


def tokenize(tokenizer: Tokenizer, texts: list[str]) -> list[Tokens]:
    """Each text in tokens, without special tokens."""
    made = []
    for text, encoding in zip(
        texts, tokenizer.encode_batch(texts, add_special_tokens=False), strict=True
    ):
        offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
        bare = Tokens(np.array(encoding.ids, dtype=np.int64), offsets, ())
        ranges = (bare.locate(*span) for span in sentences(text))
        kept = tuple(r for r in ranges if r[0] < len(encoding.ids))
        made.append(Tokens(bare.ids, offsets, kept))
    return made


def normalise(text: str) -> str:
    """SQuAD's official answer normalisation."""
    text = text.lower().translate(_PUNCTUATION)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", text).split())
