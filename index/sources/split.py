"""Text to paragraphs, paragraphs to sentences, and both to passages that an embedder can take.

Owns every border inside an article, as exact offsets. Pure: knows nothing of files or models; how
many tokens a text has is asked of a function that the caller brings.

Paragraphs are parted by blank lines; inside such a block each line is a paragraph of its own
unless the block looks hard-wrapped. A heading is always a paragraph of its own, and a list item
always opens one. A border between sentences, which sentences.py finds, is always the start of a
token, so nothing but white space can be lost between two.

Time and memory grow with the text alone: lines are gone through and not gathered, and no more of
the text is counted in tokens at once than could be a passage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from index.corpus import Article, Passage, Span
from index.sources.sentences import sentence_starts

SPLITTER = "blocks+syntok-1.4/3"  # changes whenever the same text would be split in another way

LONGEST_WRAPPED_LINE = 120  # characters; nobody wraps by hand beyond this
SHORTEST_WRAP_WIDTH = 60  # characters; below this a short line says nothing about wrapping

LONGEST_TOKEN = 64  # characters, on average of a passage; only what is no text has longer ones

_LINE = re.compile(r"[^\n]+")
_SPACE = re.compile(r"\s")
_OPENS_PARAGRAPH = re.compile(r"\s*(#{1,6}\s|[-*+•]\s|\d{1,3}[.)]\s|>|\|)")
_HEADING = re.compile(r"#{1,6}\s")
_SENTENCE_END = re.compile(r"""[.!?…。！？:;]["'”’»)\]]*$""")
_LETTER_OR_DIGIT = re.compile(r"\w")

CountTokens = Callable[[str], int]


def split_paragraphs(text: str) -> list[Span]:
    """Find the paragraphs in reading order; only white space is left between them."""
    return list(_paragraphs(text))


def split_sentences(text: str, paragraph: Span) -> list[Span]:
    """Find the sentences of one paragraph; only white space is left between them.

    A piece without a letter or digit (a stray full stop) belongs to the sentence before it.
    """
    content = paragraph.of(text)
    starts = [0, *sentence_starts(content)]
    pieces = [
        _trimmed(text, paragraph.start + a, paragraph.start + b)
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
    """Yield the article's passages in reading order, none of more than ``max_tokens`` tokens, nor
    of more characters than as many long tokens have.

    A paragraph that is too long is parted at sentence borders, a sentence that is too long at
    white space (or anywhere, where it has none).
    """

    def fits(span: Span) -> bool:
        short = len(span) <= max_tokens * LONGEST_TOKEN
        return short and count_tokens(span.of(article.text)) <= max_tokens

    for paragraph in _paragraphs(article.text):
        for span, sentences in parted(article.text, paragraph, fits):
            yield Passage(article, span, sentences)


def parted(
    text: str, paragraph: Span, fits: Callable[[Span], bool]
) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """Part one paragraph as ``split_passages`` does; give each passage with its sentences."""
    sentences = split_sentences(text, paragraph)
    if fits(paragraph):
        yield paragraph, tuple(sentences)
        return
    pieces = [p for s in sentences for p in _cut_to_fit(text, s, fits)]
    for group in _packed(pieces, fits):
        yield Span(group[0].start, group[-1].end), tuple(group)


def _paragraphs(text: str) -> Iterator[Span]:
    for block in _blocks(text):
        yield from _paragraphs_of(text, block)


def _blocks(text: str) -> Iterator[Span]:
    """The runs of lines that hold text, with no blank line between."""
    block: Span | None = None
    for line in _lines(text, 0, len(text)):
        if block and text.count("\n", block.end, line.start) > 1:
            yield block
            block = None
        block = Span(block.start if block else line.start, line.end)
    if block:
        yield block


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines that hold text, without white space at their ends."""
    for match in _LINE.finditer(text, start, end):
        line = _trimmed(text, match.start(), match.end())
        if line is not None:
            yield line


def _paragraphs_of(text: str, block: Span) -> Iterator[Span]:
    wrapped = _is_wrapped(text, block)
    lines = _lines(text, block.start, block.end)
    line = next(lines)
    start = line.start
    for following in lines:
        if not wrapped or _parted(line.of(text), following.of(text)):
            yield Span(start, line.end)
            start = following.start
        line = following
    yield Span(start, line.end)


def _parted(line: str, following: str) -> bool:
    return bool(_HEADING.match(line) or _OPENS_PARAGRAPH.match(following))


def _is_wrapped(text: str, block: Span) -> bool:
    """Tell a hard-wrapped paragraph from lines that are paragraphs.

    A line break comes from wrapping when the next word would not have fitted in the line, or the
    next line goes on in lower case; a block is wrapped when most of its breaks are, those at
    headings and list items not counted.
    """
    longest = max(map(len, _lines(text, block.start, block.end)))
    if longest > LONGEST_WRAPPED_LINE:
        return False
    width = max(longest, SHORTEST_WRAP_WIDTH)
    breaks = wrapped = 0
    for a, b in pairwise(line.of(text) for line in _lines(text, block.start, block.end)):
        if not _parted(a, b):
            breaks += 1
            wrapped += _comes_from_wrapping(a, b, width)
    return 2 * wrapped > breaks


def _comes_from_wrapping(line: str, following: str, width: int) -> bool:
    overflows = len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
    goes_on = following[0].islower() and not _SENTENCE_END.search(line)
    return overflows or goes_on


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None if there is nothing else."""
    content = text[start:end]
    start += len(content) - len(content.lstrip())
    end -= len(content) - len(content.rstrip())
    return Span(start, end) if start < end else None


def _cut_to_fit(text: str, span: Span, fits: Callable[[Span], bool]) -> list[Span]:
    """Halve a span, at white space near its middle where there is any, until every part fits."""
    pending, done = [span], []
    while pending:
        piece = pending.pop()
        if len(piece) == 1 or fits(piece):
            done.append(piece)
            continue
        border = _middle_border(text, piece)
        parts = (_trimmed(text, piece.start, border), _trimmed(text, border, piece.end))
        pending.extend(part for part in reversed(parts) if part is not None)
    return done


def _middle_border(text: str, span: Span) -> int:
    middle = (span.start + span.end) // 2
    after = _SPACE.search(text, middle, span.end)
    before = text.rfind(" ", span.start + 1, middle)
    if before == -1 and after is None:
        return middle
    if after is None or (before != -1 and middle - before < after.start() - middle):
        return before
    return after.start()


def _packed(pieces: list[Span], fits: Callable[[Span], bool]) -> Iterator[list[Span]]:
    """Put as many neighbouring pieces together as fit."""
    start = 0
    while start < len(pieces):
        end = _reach(pieces, start, fits)
        yield pieces[start:end]
        start = end


def _reach(pieces: list[Span], start: int, fits: Callable[[Span], bool]) -> int:
    """Up to which piece those from ``start`` on fit together: by doubling, then by halving."""
    good, step, bad = start + 1, 1, len(pieces) + 1
    while good < bad - 1:
        end = min(good + step, bad - 1)
        if fits(Span(pieces[start].start, pieces[end - 1].end)):
            good, step = end, step * 2
        else:
            bad, step = end, max((end - good) // 2, 1)
    return good
