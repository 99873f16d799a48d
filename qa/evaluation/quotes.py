"""Evaluation of quotes: speakers whose quotes are known.

Owns the form of the file, described in tests/data/README.md, and the figures. A found quote is
right where it shares half of the words of both with a known one of that article.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import QuestionError
from index.lexical import folded
from qa.assistant import Assistant
from qa.evaluation.cases import read_lines
from qa.speech.quotes import Quote, quotes_by

SAME = 0.5  # F1 of words from which two quotes are the same


@dataclass(frozen=True, slots=True)
class KnownQuote:
    """A quote of an article; ``speaker`` is the full name in it."""

    text: str
    speaker: str
    direct: bool


@dataclass(frozen=True, slots=True)
class QuoteCase:
    """A speaker, a matter or None, and the quotes of an article about it; those of ``optional``
    need not be found.
    """

    by: str
    about: str | None
    article: str
    quotes: tuple[KnownQuote, ...]
    optional: tuple[KnownQuote, ...]


@dataclass(frozen=True, slots=True)
class QuoteFigures:
    """Shares in [0, 1]: of the known quotes that are found, and of the found ones that are known.

    ``rightly_none`` is the share of the speakers without a quote for whom none is found;
    ``speaker_right`` that of the quotes found whose speaker has the known full name.
    """

    cases: int
    quotes: int
    found: float | None
    found_direct: float | None
    found_reported: float | None
    right: float | None
    speaker_right: float | None
    rightly_none: float | None


def holds_quotes(path: Path) -> bool:
    """True if the first line of a file is a speaker with quotes."""
    lines = read_lines(path)
    return bool(lines) and '"by"' in lines[0][1] and '"quotes"' in lines[0][1]


def read_quotes(path: Path) -> list[QuoteCase]:
    """Read a file of speakers. Raises QuestionError, which names the first malformed line."""
    return [_case(line, f"{path}:{n}") for n, line in read_lines(path)]


def evaluate_quotes(
    assistant: Assistant, cases: Sequence[QuoteCase], *, progress: Progress = no_progress
) -> QuoteFigures:
    """Look for the quotes of each speaker."""
    done = [
        (case, quotes_by(case.by, assistant, about=case.about))
        for case in with_progress(cases, progress)
    ]
    known = [(quote, _match(quote, found)) for case, found in done for quote in case.quotes]
    shown = [
        any(_is_same(one.text, quote.text) for quote in (*case.quotes, *case.optional))
        for case, found in done
        for one in found
    ]
    return QuoteFigures(
        cases=len(cases),
        quotes=len(known),
        found=_share([match is not None for _, match in known]),
        found_direct=_share([match is not None for quote, match in known if quote.direct]),
        found_reported=_share([match is not None for quote, match in known if not quote.direct]),
        right=_share(shown),
        speaker_right=_share([m.utterance.speaker == quote.speaker for quote, m in known if m]),
        rightly_none=_share([not found for case, found in done if not case.quotes]),
    )


def _match(quote: KnownQuote, found: Sequence[Quote]) -> Quote | None:
    return next((one for one in found if _is_same(one.text, quote.text)), None)


def _is_same(one: str, other: str) -> bool:
    a, b = (Counter(folded(text).split()) for text in (one, other))
    return 2 * (a & b).total() >= SAME * (a.total() + b.total())


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _case(line: str, place: str) -> QuoteCase:
    try:
        fields = json.loads(line)
        return QuoteCase(
            by=str(fields["by"]),
            about=fields["about"],
            article=str(fields["article"]),
            quotes=tuple(map(_known, fields["quotes"])),
            optional=tuple(map(_known, fields.get("optional", ()))),
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise QuestionError(
            found=f"{place} is not a speaker with quotes ({type(error).__name__}: {error})",
            expected='{"by": ..., "about": ..., "article": ..., "quotes": [...]}',
            cure="correct or remove the line",
        ) from error


def _known(fields: dict[str, object]) -> KnownQuote:
    return KnownQuote(str(fields["text"]), str(fields["speaker"]), bool(fields["direct"]))
