"""Verification of citations against the files that are in the seeds folder now.

Owns the verdicts, and that nothing outside the folder is opened whatever a citation names. Needs no
index and no model. Knows nothing of how citations are exported.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

from index.corpus import Article, Span
from index.errors import SeedError
from index.sources.paragraphs import split_paragraphs
from index.sources.scan import require_folder
from index.sources.seed import SeedContent, file_of, read_seed
from index.sources.split import split_sentences
from qa.evidence.claim import Claim, Slice
from qa.evidence.mismatches import mismatches
from qa.text.similarity import word_similarity

State = Literal["verified", "changed", "missing", "forged"]
ReadFile = Callable[[Path, str], SeedContent]
C = TypeVar("C", bound=Claim)

SIMILAR = 0.5  # similarity from which a sentence counts as the cited one, edited
PARAGRAPHS_SEARCHED = 5  # in which it is looked for: those that share most words with it
PARAGRAPH_LENGTH = 20_000  # characters of a paragraph that are looked at
FILES_CACHED = 8


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of comparing a citation with the present file.

        verified   the file is the one that was indexed, and says so at that place, in whole tokens,
                   in a whole sentence and in the passage that is shown
        changed    the file is another one since: ``quote_at`` is where the quote stands in it now,
                   ``nearest`` the sentence in it that is most like the cited one
        missing    no article can be read there now
        forged     the file is the one that was indexed, and does not say so at that place

    ``reason`` is a sentence without its full stop. ``quote_at`` and ``nearest`` are None where
    nothing was found, and unless the state is "changed".
    """

    state: State
    reason: str
    quote_at: Span | None = None
    nearest: str | None = None

    @property
    def holds(self) -> bool:
        """True where the citation is proved."""
        return self.state == "verified"


def verify(claim: Claim, seeds: Path, *, read: ReadFile = read_seed) -> Verdict:
    """Compare a citation with its file in the seeds folder, which is read again.

    ``read`` returns the articles of a file. Raises nothing, whatever the claim or the file holds.
    """
    name = file_of(claim.article)
    if not _is_inside(name) or _is_behind_a_link(name, seeds):
        return Verdict("missing", f"{claim.article!r} names no file inside the seeds folder")
    try:
        articles = read(seeds, name).articles
    except SeedError as error:
        gone = not os.path.lexists(seeds / name)
        return Verdict("missing", f"{name!r} is gone" if gone else error.found)
    except (OSError, ValueError):  # no system has files of that name
        return Verdict("missing", f"{name!r} cannot be the name of a file")
    same_file = any(article.digest == claim.digest for article in articles)
    for article in articles:
        if article.id == claim.article:
            compare = _verdict_unchanged if same_file else _verdict_changed
            return compare(claim, article)
    return Verdict("forged" if same_file else "missing", f"{name!r} holds no such article")


def verify_all(claims: Iterable[C], seeds: Path) -> Iterator[tuple[C, Verdict]]:
    """Yield each citation with its verdict, in order; a file that several cite is read once.

    Raises SeedsError where ``seeds`` is not a folder.
    """
    require_folder(seeds)
    read = lru_cache(FILES_CACHED)(read_seed)
    for claim in claims:
        yield claim, verify(claim, seeds, read=read)


def articles_in(seeds: Path) -> Callable[[Claim], Article]:
    """A function that reads the article of a claim that was verified."""
    read = lru_cache(FILES_CACHED)(read_seed)

    def article_of(claim: Claim) -> Article:
        found = read(seeds, file_of(claim.article)).articles
        return next(article for article in found if article.id == claim.article)

    return article_of


def _is_inside(name: str) -> bool:
    """True where the name is a path down to a visible file, as the names of seeds are.

    Links that lead out of the folder are refused when the file is read.
    """
    parts = name.split("/")
    return "\0" not in name and all(part and not part.startswith(".") for part in parts)


def _is_behind_a_link(name: str, seeds: Path) -> bool:
    """True where a folder on the path to the file is a link; no seed is behind one."""
    try:
        return any((seeds / folder).is_symlink() for folder in PurePosixPath(name).parents[:-1])
    except (OSError, ValueError):  # no system has files of that name
        return False


def _verdict_unchanged(claim: Claim, article: Article) -> Verdict:
    wrong = next(mismatches(claim, article), None)
    if wrong is None:
        return Verdict("verified", "the file is the one that was indexed, and says so there")
    return Verdict("forged", f"the file is the one that was indexed, and {wrong}")


def _verdict_changed(claim: Claim, article: Article) -> Verdict:
    nearest = _nearest(claim, article.text)
    at = nearest and _occurrence(claim.quote, nearest.text, claim.span.start - nearest.span.start)
    if at and nearest:
        at = Span(at.start + nearest.span.start, at.end + nearest.span.start)
    else:
        at = _occurrence(claim.quote, article.text, claim.span.start)
    place = f"the quote stands at {at.start}-{at.end} now" if at else "the quote is not in it now"
    if nearest and nearest.text == claim.sentence_text:
        place = f"the sentence stands at {nearest.span.start}-{nearest.span.end} as it was"
    reason = f"the file has changed since it was indexed; {place}"
    return Verdict("changed", reason, quote_at=at, nearest=nearest.text if nearest else None)


def _nearest(claim: Claim, text: str) -> Slice | None:
    """The cited sentence in a text, or the most similar one, of equal ones the first.

    None where no similarity reaches SIMILAR.
    """
    exact = _occurrence(claim.sentence_text, text, claim.sentence.start)
    if exact:
        return Slice(exact, claim.sentence_text)
    sentences = [
        Slice(span, span.of(text))
        for paragraph in _paragraphs_like(claim.sentence_text, text)
        for span in split_sentences(text, paragraph)
    ]
    best = max(sentences, key=lambda s: word_similarity(s.text, claim.sentence_text), default=None)
    return best if best and word_similarity(best.text, claim.sentence_text) >= SIMILAR else None


def _paragraphs_like(sentence: str, text: str) -> list[Span]:
    """The PARAGRAPHS_SEARCHED paragraphs that share most words with a sentence."""
    wanted = set(sentence.casefold().split())
    paragraphs = [
        Span(p.start, min(p.end, p.start + PARAGRAPH_LENGTH)) for p in split_paragraphs(text)
    ]
    shared = [len(wanted.intersection(p.of(text).casefold().split())) for p in paragraphs]
    order = sorted(range(len(paragraphs)), key=lambda i: -shared[i])
    return [paragraphs[i] for i in order[:PARAGRAPHS_SEARCHED]]


def _occurrence(part: str, text: str, near: int) -> Span | None:
    """The occurrence of a part in a text that is nearest to an offset, or None."""
    near = min(max(near, 0), len(text))
    starts = [s for s in (text.rfind(part, 0, near + len(part)), text.find(part, near)) if s >= 0]
    if not part or not starts:
        return None
    start = min(starts, key=lambda s: abs(s - near))
    return Span(start, start + len(part))
