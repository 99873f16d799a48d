"""Sentence boundaries in a paragraph, found by syntok.

Owns bounded memory for paragraphs of any length: a long one is segmented in chunks. Knows nothing
of paragraphs and passages.

From the start of a sentence, syntok ignores all text before it, and it looks at most some fifty
tokens ahead to decide whether a sentence ends. A chunk therefore yields the sentence starts in all
but its last tokens, and the next chunk begins at the last of these that follows white space. The
result equals that of the whole text, unless a sentence is longer than a chunk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import syntok.segmenter

CHUNK_CHARACTERS = 20_000  # characters
LOOKAHEAD_TOKENS = 100  # tokens

_SPACE = re.compile(r"[\s\u200b]")  # separates tokens


def sentence_starts(content: str) -> Iterator[int]:
    """Offsets of the starts of all sentences but the first, ascending."""
    start, end = 0, _chunk_end(content, 0)
    while end < len(content):
        found = [start + at for at in _starts(content[start:end], ahead=LOOKAHEAD_TOKENS)]
        again = [at for at in found if _SPACE.match(content, at - 1)]
        if again:  # a token after white space is complete in the next chunk
            yield from (at for at in found if at <= again[-1])
        else:  # the next chunk continues the same sentence
            yield from found
        start = again[-1] if again else end
        end = _chunk_end(content, start)
    yield from (start + at for at in _starts(content[start:]))


def _chunk_end(content: str, start: int) -> int:
    """The end of a chunk: at white space, unless there is none in its second half."""
    end = start + CHUNK_CHARACTERS
    if end >= len(content):
        return len(content)
    while end > start + CHUNK_CHARACTERS // 2 and not _SPACE.match(content, end):
        end -= 1
    return end if _SPACE.match(content, end) else start + CHUNK_CHARACTERS


def _starts(piece: str, *, ahead: int = 0) -> list[int]:
    """Starts of the sentences after the first that are followed by more than ``ahead`` tokens."""
    # Not ``process``: it joins words hyphenated across lines first, and so moves the offsets.
    sentences = [
        (sentence[0].offset, len(sentence))
        for paragraph in syntok.segmenter.analyze(piece)
        for sentence in paragraph
        if sentence
    ]
    behind = list(accumulate(length for _, length in reversed(sentences)))[::-1]
    return [at for (at, _), tokens in zip(sentences[1:], behind[1:], strict=True) if tokens > ahead]
