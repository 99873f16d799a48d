"""Text to paragraphs, paragraphs to sentences, and both to passages that an embedder can take.

Owns every boundary inside an article, as exact offsets. Pure: knows nothing of files or models; the
caller provides the function that counts tokens.

Blank lines separate paragraphs. Within such a block each line is a paragraph of its own unless the
block looks hard-wrapped. A heading is always a paragraph of its own, and a list item always starts
one. A sentence boundary, which sentences.py finds, is always the start of a token, so nothing but
white space is lost between two sentences.

Time and memory are linear in the text: lines are iterated and not collected, and never more text is
tokenized at once than a passage may have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from index.corpus import Article, Passage, Span
from index.sources.sentences import sentence_starts

SPLITTER = "blocks+syntok-1.4/3"  # changes whenever the same text would be split in another way

MAX_WRAPPED_LINE = 120  # characters; nobody wraps by hand beyond this
MIN_WRAP_WIDTH = 60  # characters; shorter lines are no evidence of wrapping

MAX_TOKEN_LENGTH = 64  # characters, on average of a passage; natural text has shorter tokens

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
    """Yield the article's passages in reading order.

    None has more than ``max_tokens`` tokens or ``max_tokens * MAX_TOKEN_LENGTH`` characters. A
    longer paragraph is split at sentence boundaries, a longer sentence at white space, or anywhere
    if it has none.
    """

    def fits(span: Span) -> bool:
        short = len(span) <= max_tokens * MAX_TOKEN_LENGTH
        return short and count_tokens(span.of(article.text)) <= max_tokens

    for paragraph in _paragraphs(article.text):
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


def _paragraphs(text: str) -> Iterator[Span]:
    for block in _blocks(text):
        yield from _paragraphs_of_block(text, block)


def _blocks(text: str) -> Iterator[Span]:
    """Runs of non-blank lines without a blank line between them."""
    block: Span | None = None
    for line in _lines(text, 0, len(text)):
        if block and text.count("\n", block.end, line.start) > 1:
            yield block
            block = None
        block = Span(block.start if block else line.start, line.end)
    if block:
        yield block


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The non-blank lines, without white space at their ends."""
    for match in _LINE.finditer(text, start, end):
        line = _trimmed(text, match.start(), match.end())
        if line is not None:
            yield line


def _paragraphs_of_block(text: str, block: Span) -> Iterator[Span]:
    wrapped = _is_wrapped(text, block)
    lines = _lines(text, block.start, block.end)
    line = next(lines)
    start = line.start
    for following in lines:
        if not wrapped or _separates(line.of(text), following.of(text)):
            yield Span(start, line.end)
            start = following.start
        line = following
    yield Span(start, line.end)


def _separates(line: str, following: str) -> bool:
    return bool(_HEADING.match(line) or _OPENS_PARAGRAPH.match(following))


def _is_wrapped(text: str, block: Span) -> bool:
    """Tell a hard-wrapped paragraph from lines that are paragraphs.

    A line break comes from wrapping when the next word would not have fitted in the line, or when
    the next line continues in lower case. A block is wrapped when most of its breaks are, not
    counting those at headings and list items.
    """
    longest = max(map(len, _lines(text, block.start, block.end)))
    if longest > MAX_WRAPPED_LINE:
        return False
    width = max(longest, MIN_WRAP_WIDTH)
    breaks = wrapped = 0
    for a, b in pairwise(line.of(text) for line in _lines(text, block.start, block.end)):
        if not _separates(a, b):
            breaks += 1
            wrapped += _comes_from_wrapping(a, b, width)
    return 2 * wrapped > breaks


def _comes_from_wrapping(line: str, following: str, width: int) -> bool:
    overflows = len(line) + 1 + len(following.split(maxsplit=1)[0]) > width
    goes_on = following[0].islower() and not _SENTENCE_END.search(line)
    return overflows or goes_on


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None if nothing else is left."""
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
        border = _middle_boundary(text, piece)
        parts = (_trimmed(text, piece.start, border), _trimmed(text, border, piece.end))
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
