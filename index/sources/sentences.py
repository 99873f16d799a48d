"""Where the sentences of a paragraph start, found by syntok.

Owns that a paragraph of any length takes little memory: a long one is looked at in pieces. Knows
nothing of paragraphs and passages.

From the start of a sentence on, syntok knows nothing of what was before, and to say whether one
ends it looks at no more than some fifty tokens behind it. So a piece says where sentences start in
all but its last tokens, and the next piece begins with the last of these that follows white space:
the result is that for the whole text, unless a sentence is longer than a piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

import syntok.segmenter

PIECE = 20_000  # characters
AHEAD = 100  # tokens

_SPACE = re.compile(r"[\s\u200b]")  # what parts tokens


def sentence_starts(content: str) -> Iterator[int]:
    """Offsets at which a sentence after the first one starts."""
    start, end = 0, _end(content, 0)
    while end < len(content):
        found = [start + at for at in _starts(content[start:end], ahead=AHEAD)]
        again = [at for at in found if _SPACE.match(content, at - 1)]
        if again:  # what stands between two spaces is seen whole in the next piece
            yield from (at for at in found if at <= again[-1])
        else:  # the next piece goes on with the same sentence
            yield from found
        start = again[-1] if again else end
        end = _end(content, start)
    yield from (start + at for at in _starts(content[start:]))


def _end(content: str, start: int) -> int:
    """Where a piece ends: at white space, unless there is none in its second half."""
    end = start + PIECE
    if end >= len(content):
        return len(content)
    while end > start + PIECE // 2 and not _SPACE.match(content, end):
        end -= 1
    return end if _SPACE.match(content, end) else start + PIECE


def _starts(piece: str, *, ahead: int = 0) -> list[int]:
    """Starts of the sentences after the first one that have as many tokens behind their start."""
    # Not ``process``: it joins words hyphenated across lines first, and so moves the offsets.
    sentences = [
        (sentence[0].offset, len(sentence))
        for paragraph in syntok.segmenter.analyze(piece)
        for sentence in paragraph
        if sentence
    ]
    behind = list(accumulate(length for _, length in reversed(sentences)))[::-1]
    return [at for (at, _), tokens in zip(sentences[1:], behind[1:], strict=True) if tokens > ahead]
