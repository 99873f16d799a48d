"""Phrases about an answer, its confidence, its filter and its dates, in the language of a wording.

Owns how the parts of such a phrase are put together. The command line has the same phrases in
English (qa/text/phrases.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from index import Filter
from index.filtering.filter import SHOWN
from page.wording.wording import Wording
from qa.answer import Item, Scope
from qa.evidence.claim import Claim
from qa.text.phrases import confidence_phrase, shortened


def confidence_word(confidence: float, say: Wording) -> str:
    """As ``likely``."""
    return say(f"confidence.{confidence_phrase(confidence)}")


def confidence_in_words(confidence: float, say: Wording) -> str:
    """As ``confidence 63%: likely``."""
    percent, words = say.percent(confidence), confidence_word(confidence, say)
    return say("answer.confidence_in_words", percent=percent, words=words)


def alternative_facts(
    published: date | None, confidence: float, evidence: Sequence[Claim], say: Wording
) -> list[str]:
    """As ``30 November 2023``, ``confidence 31%: possible``, ``[2]``."""
    numbers = "".join(f"[{claim.number}]" for claim in evidence)
    day = [say.day(published)] if published else []
    return [*day, confidence_in_words(confidence, say), numbers]


def disagreement(own: Sequence[Claim], others: Iterable[Claim], say: Wording) -> str:
    """The line above other answers: the evidence for them stands in other articles, or does not."""
    within = {claim.article for claim in others} <= {claim.article for claim in own}
    return say("answer.disagree.within" if within else "answer.disagree")


def as_of_in_words(day: date, others: Iterable[tuple[date | None, str]], say: Wording) -> str:
    """As ``As of 7 Nov 2023 (an older article of 3 Oct says “12”).``; ``others`` are the dates and
    texts of the other answers, those without a date or of the same day left out.
    """
    said = [
        say(
            "answer.as_of.older" if other < day else "answer.as_of.newer",
            day=say.short_day(other, year=other.year != day.year),
            quote=say.quoted(shortened(text)),
        )
        for other, text in others
        if other and other != day
    ]
    beside = f" ({'; '.join(said)})" if said else ""
    return f"{say('answer.as_of', day=say.short_day(day))}{beside}."


def items_in_words(items: Sequence[Item], say: Wording) -> str:
    """As ``At least these 2: Volvo [1] · Ford [1]``; each with the number of its citation."""
    said = " · ".join(f"{item.text} [{item.citation}]" for item in items)
    return say("answer.items", number=len(items), items=said)


def scope_in_words(scope: Scope, say: Wording) -> str:
    """As ``Asked of 5 of 12 articles: from 2023-10-01; 2 that state no date are left out.``."""
    undated = say("answer.scope.undated", number=scope.undated) if scope.undated else ""
    where = filter_in_words(scope.where, say)
    asked = say("answer.scope", articles=scope.articles, number=scope.total, filter=where)
    return f"{'; '.join(filter(None, (asked, undated)))}."


def filter_in_words(where: Filter, say: Wording) -> str:
    """As ``from 2023-10-01, source Donga``: days as they are typed."""
    days = (("from", where.after), ("until", where.before), ("as_of", where.as_of))
    names = (("source", where.sources), ("author", where.authors), ("in", where.within))
    return ", ".join(
        [
            *(say(f"filter.{name}", day=day.isoformat()) for name, day in days if day),
            *(
                say(f"filter.{name}", names=say("format.or").join(one[:SHOWN] for one in some))
                for name, some in names
                if some
            ),
        ]
    )
