"""Paragraphs to sentences, and both to passages that an embedder can take.

Owns the boundaries of sentences and passages, as exact offsets. Pure: knows nothing of files or
models; the caller provides the function that counts tokens. A sentence boundary, which
sentences.py finds, is always the start of a token, so nothing but white space is lost between two
sentences. Never more text is tokenized at once than a passage may have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from index.corpus import Article, Passage, Span
from index.sources.paragraphs import paragraphs, trimmed
from index.sources.sentences import sentence_starts

SPLITTER = "blocks+syntok-1.4/3"  # changes whenever the same text would be split in another way

MAX_TOKEN_LENGTH = 64  # characters, on average of a passage; natural text has shorter tokens

_SPACE = re.compile(r"\s")
_LETTER_OR_DIGIT = re.compile(r"\w")

CountTokens = Callable[[str], int]


def split_sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of one paragraph in reading order; only white space lies between them.

    A piece without a letter or digit (a stray full stop) belongs to the sentence before it.
    """
    content = paragraph.of(text)
    starts = [0, *sentence_starts(content)]
    pieces = [
        trimmed(text, paragraph.start + a, paragraph.start + b)
        for a, b in pairwise([*starts, len(content)])
    ]
    sentences: list[Span] = []
    for piece in pieces:
        if piece is None:
            continue
        if sentences and not _LETTER_OR_DIGIT.search(piece.of(text)):
            sentences[-1] = Span(sentences[-1].start, piece.end)
        else:
            sentences.append(piece)
    return sentences


def split_passages(
    article: Article, *, count_tokens: CountTokens, max_tokens: int
) -> Iterator[Passage]:
    """Yield the article's passages in reading order.

    None has more than ``max_tokens`` tokens or ``max_tokens * MAX_TOKEN_LENGTH`` characters. A
    longer paragraph is split at sentence boundaries, a longer sentence at white space, or anywhere
    if it has none.
    """

    def fits(span: Span) -> bool:
        short = len(span) <= max_tokens * MAX_TOKEN_LENGTH
        return short and count_tokens(span.of(article.text)) <= max_tokens

    for paragraph in paragraphs(article.text):
        for span, sentences in split_paragraph(article.text, paragraph, fits):
            yield Passage(article, span, sentences)


def split_paragraph(
    text: str, paragraph: Span, fits: Callable[[Span], bool]
) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Split one paragraph as ``split_passages`` does; yield each passage with its sentences.

    ``fits`` says whether a span is short enough for a passage.
    """
    sentences = split_sentences(text, paragraph)
    if fits(paragraph):
        yield paragraph, tuple(sentences)
        return
    pieces = [p for s in sentences for p in _cut_to_fit(text, s, fits)]
    for group in _pack(pieces, fits):
        yield Span(group[0].start, group[-1].end), tuple(group)


def _cut_to_fit(text: str, span: Span, fits: Callable[[Span], bool]) -> list[Span]:
    """Halve a span, at white space near its middle where there is any, until every part fits."""
    pending, done = [span], []
    while pending:
        piece = pending.pop()
        if len(piece) == 1 or fits(piece):
            done.append(piece)
            continue
        boundary = _middle_boundary(text, piece)
        parts = (trimmed(text, piece.start, boundary), trimmed(text, boundary, piece.end))
        pending.extend(part for part in reversed(parts) if part is not None)
    return done


def _middle_boundary(text: str, span: Span) -> int:
    middle = (span.start + span.end) // 2
    after = _SPACE.search(text, middle, span.end)
    before = text.rfind(" ", span.start + 1, middle)
    if before == -1 and after is None:
        return middle
    if after is None or (before != -1 and middle - before < after.start() - middle):
        return before
    return after.start()


def _pack(pieces: list[Span], fits: Callable[[Span], bool]) -> Iterator[list[Span]]:
    """Group as many neighbouring pieces as fit together."""
    start = 0
    while start < len(pieces):
        end = _last_that_fits(pieces, start, fits)
        yield pieces[start:end]
        start = end


def _last_that_fits(pieces: list[Span], start: int, fits: Callable[[Span], bool]) -> int:
    """The end of the longest run of pieces from ``start`` that fits: by doubling, then halving."""
    good, step, bad = start + 1, 1, len(pieces) + 1
    while good < bad - 1:
        end = min(good + step, bad - 1)
        if fits(Span(pieces[start].start, pieces[end - 1].end)):
            good, step = end, step * 2
        else:
            bad, step = end, max((end - good) // 2, 1)
    return good
