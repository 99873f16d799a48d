"""Phrases that the command line, the page and exported files share, so that all say the same. Pure.

Owns the words for confidence, for counts, for answers that compete, and for the place of evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index.corpus import Article, Span
from qa.answer import Scope
from qa.evidence.claim import Claim
from qa.evidence.context import paragraph_of
from qa.text.printable import printable

# The least confidence of each phrase, highest first.
CONFIDENCE_IN_WORDS = (
    (0.8, "very likely"),
    (0.5, "likely"),
    (0.3, "possible"),
    (0, "uncertain"),
)
QUOTE_MATCHES = "quote matches file"  # of a citation that is proved: the quote, not its truth
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
QUOTED_CHARACTERS = 60  # of a text within a sentence
INCOMPLETE = "a part of the index did not answer"
ENGLISH_ONLY = "questions are read in English: ask it in English"
NOT_COMPUTED = "what no sentence states is neither counted nor compared"
DEGRADED = f"{INCOMPLETE.capitalize()}: there may be a better answer. Ask again."


def confidence_in_words(confidence: float) -> str:
    """As ``confidence 63%: likely``."""
    return f"confidence {confidence:.0%}: {confidence_phrase(confidence)}"


def confidence_phrase(confidence: float) -> str:
    """As ``likely``, for a confidence in [0, 1]."""
    return next(phrase for least, phrase in CONFIDENCE_IN_WORDS if confidence >= least)


def with_word(text: str, decides: str | None) -> str:
    """The sentence that decides, after the word where there is one, as ``Yes: he came``."""
    return f"{decides.capitalize()}: {text}" if decides else text


def items_in_words(items: Iterable[tuple[str, int]]) -> str:
    """As ``At least these 2: Volvo [1] · Ford [1]``; each with the number of its citation."""
    said = [f"{item} [{number}]" for item, number in items]
    return f"At least these {len(said)}: {' · '.join(said)}"


def disagreement(own: Sequence[Claim], others: Iterable[Claim]) -> str:
    """The line above other answers: the evidence for them stands in other articles, or does not."""
    if {claim.article for claim in others} <= {claim.article for claim in own}:
        return "The article gives other answers too:"
    return "The articles disagree. Other answers:"


def alternative_facts(published: date | None, confidence: float, evidence: Sequence[Claim]) -> str:
    """As ``2023-11-30 · confidence 31%: possible · [2]``."""
    numbers = "".join(f"[{claim.number}]" for claim in evidence)
    day = [published.isoformat()] if published else []
    return " · ".join([*day, confidence_in_words(confidence), numbers])


def as_of_in_words(day: date, others: Iterable[tuple[date | None, str]]) -> str:
    """As ``As of 7 Nov 2023 (an older article of 3 Oct says “12”).``; ``others`` are the dates and
    texts of the other answers, those without a date or of the same day left out.
    """
    said = [
        f"{'an older' if other < day else 'a newer'} article of {_day(other, beside=day)} says"
        f" {quoted(text)}"
        for other, text in others
        if other and other != day
    ]
    return f"As of {_day(day)} ({'; '.join(said)})."


def _day(day: date, *, beside: date | None = None) -> str:
    """As ``7 Nov 2023``, without the year where it is that of another date beside it."""
    year = "" if beside and beside.year == day.year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"


def scope_in_words(scope: Scope) -> str:
    """As ``asked of 5 of 12 articles: from 2023-10-01; 2 that state no date are left out``."""
    undated = f"; {scope.undated:,} that state no date are left out" if scope.undated else ""
    asked = f"asked of {scope.articles:,} of {counted(scope.total, 'article')}"
    return f"{asked}: {scope.where}{undated}"


def quoted(text: str) -> str:
    """The text in one line and in quotation marks, cut after QUOTED_CHARACTERS."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """The text in one line, cut after QUOTED_CHARACTERS."""
    line = " ".join(text.split())
    return f"{line[:QUOTED_CHARACTERS].rstrip()}…" if len(line) > QUOTED_CHARACTERS else line


def either(texts: Iterable[str]) -> str:
    """As ``“apple” or “pear”``."""
    return " or ".join(map(quoted, texts))


def origin(citation: Claim) -> str:
    """The place of the evidence: title, author, source and date where stated, article, page where
    it has some, paragraph, characters.
    """
    return _place(
        [citation.title, citation.author, citation.source],
        citation.published,
        [citation.article, *position(citation)],
        citation.sentence,
    )


def place_of(article: Article, span: Span) -> str:
    """The same of a span of an article."""
    return _place(
        [article.title, article.author, article.source],
        article.published,
        [
            article.id,
            *_position(article.page_of(span.start), paragraph_of(article.text, span.start)),
        ],
        span,
    )


def _place(
    stated: Sequence[str | None], published: date | None, place: Sequence[str], span: Span
) -> str:
    stated = [*stated, published.isoformat() if published else None]
    where = ", ".join([*place, f"characters {span.start}-{span.end}"])
    return " · ".join([*filter(None, stated), where])


def position(citation: Claim) -> list[str]:
    """As ``page 3``, where the file has pages, and ``paragraph 12``."""
    return _position(citation.page, citation.paragraph)


def _position(page: int | None, paragraph: int) -> list[str]:
    return [*([f"page {page}"] if page else []), f"paragraph {paragraph}"]


def with_source(words: str, citation: Claim) -> str:
    """Words of the evidence in quotation marks, with its title, author, source, date, page and
    address, as far as they are stated: a line to paste into a text.
    """
    day = citation.published
    facts = [
        citation.title or citation.article,
        citation.author,
        citation.source,
        f"{day.day} {day:%B %Y}" if day else None,
        f"page {citation.page}" if citation.page else None,
        citation.url,
    ]
    return printable(f"“{words}” ({', '.join(filter(None, facts))})")


def also_in(citation: Claim) -> str:
    """The ids of the articles that are copies of the cited one."""
    return f"also in: {', '.join(citation.copies)}"


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural unless there is one."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
