"""The names and dates of an article, each of which opens the articles that state it.

Owns their HTML, and how many are shown at once. Knows nothing of how they are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from index.corpus import Article
from page.panels.markup import note, tag
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.html import Html
from qa.values.dates import PartialDate
from qa.values.mentions import Mention, dates_of, names_of

FIRST = 12  # names that are shown at once
FIRST_DATES = 6
MOST = 60  # names, with those that are folded away


def named_html(article: Article, *, say: Wording = ENGLISH) -> Html:
    """The names and the dates in a line each, the most frequent first; empty without any."""
    names, dates = names_of(article)[:MOST], dates_of(article)[:MOST]
    if not names and not dates:
        return Html()
    return tag(
        "section",
        _line(say("named"), names, FIRST, say=say),
        _line(say("named.dates"), dates, FIRST_DATES, say=say),
        note(say("named.rules")),
        class_="qa-named",
        aria_label=say("named.label"),
    )


def _line(heading: str, mentions: Sequence[Mention], first: int, *, say: Wording) -> Html:
    if not mentions:
        return Html()
    more = mentions[first:]
    label = tag("summary", say("named.more", number=len(more)))
    rest = tag("details", label, _links(more, say=say)) if more else Html()
    return tag(
        "div",
        tag("b", heading, class_="qa-label"),
        " ",
        _links(mentions[:first], say=say),
        rest,
        class_="qa-named-line",
    )


def _links(mentions: Sequence[Mention], *, say: Wording) -> Html:
    rows = (tag("li", _link(one, say=say)) for one in mentions)
    return tag("ul", *rows)


def _link(mention: Mention, *, say: Wording) -> Html:
    """The control that searches for what is mentioned."""
    times = say("named.times", number=mention.count)
    return tag(
        "button",
        tag("bdi", mention.text),
        tag("span", f" {mention.count}", aria_hidden="true"),
        tag("span", f", {times}", class_="qa-aloud"),
        type="button",
        class_="qa-name",
        data_do="named",
        data_name=mention.text,
        title=_title(mention, say=say),
    )


def _title(mention: Mention, *, say: Wording) -> str | None:
    """The date in full, and that its year is not stated."""
    if mention.day is None:
        return None
    day = _in_full(mention.day, say)
    return say("named.year", date=day) if day and mention.is_year_assumed else day


def _in_full(day: PartialDate, say: Wording) -> str | None:
    if day.year is None:
        return None
    if day.is_decade:
        return say("named.decade", first=str(day.year), last=str(day.year + 9))
    if day.month is None:
        return str(day.year)
    if day.day is None:
        return f"{say.months[day.month - 1]} {day.year}"
    return say.day(date(day.year, day.month, day.day))
