"""The pages of an article's file as pictures, with a sentence of the article boxed.

Owns that a file is drawn only as it was indexed, which words of a sentence are on a page, and how
many pages are drawn at once. Knows nothing of HTML.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from threading import BoundedSemaphore

from index.corpus import Article, Span
from index.errors import SeedError
from index.sources.formats import sandbox
from index.sources.formats.picture import PagePart, Picture
from index.sources.seed import file_of
from page.state.article_files import read_file

AT_ONCE = 2  # as many as a small machine has cores
PATIENCE = 5.0  # seconds for one's turn: who waits keeps others from being served

_turns = BoundedSemaphore(AT_ONCE)


def draw_page(seeds: Path, article: Article, part: PagePart) -> Picture:
    """Draw a page of the article's file. Raises SeedError and SeedsError."""
    name = file_of(article.id)
    content = read_file(seeds, name)
    if hashlib.sha256(content).hexdigest() != article.digest:
        raise SeedError(
            found=f"the file {name!r} has changed since it was indexed",
            expected="the file that the text was read from",
            cure="run qa index, then open the article again",
            seed=name,
        )
    if not _turns.acquire(timeout=PATIENCE):
        raise SeedError(
            found="other pages are being drawn",
            expected=f"at most {AT_ONCE} at once",
            cure="try again in a moment",
        )
    try:
        return sandbox.draw(content, name, part)
    finally:
        _turns.release()


def part_of(article: Article, page: int, sentence: Span | None = None) -> PagePart:
    """The page with those words of the sentence that are on it."""
    if sentence is None:
        return PagePart(page)
    text, starts = article.text, (*article.pages, len(article.text))
    first, last = starts[page - 1], starts[page]
    words = text[max(sentence.start, first) : min(sentence.end, last)].strip()
    before = text[first : max(sentence.start, first)]
    return PagePart(page, words, before.count(words) if words else 0)
