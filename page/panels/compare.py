"""The comparison panel: what different articles answer, side by side, with their dates.

Owns the HTML of the alternatives. Knows nothing of when two answers are the same.
"""

from __future__ import annotations

from page.panels.markup import address, cited_facts, display_name, facts, note, tag, text
from qa.answer import Alternative, Answer, Citation
from qa.evidence.compare import alternatives, by_date, newest
from qa.html import Html
from qa.text.phrases import also_in, counted


def comparison_html(answer: Answer | None) -> Html:
    """The alternatives, the given one first; a note where there is nothing to compare."""
    found = alternatives(answer) if answer else ()
    if not found:
        return note("Nothing to compare: no passage contains an answer.")
    day = newest(found)
    if day is None:
        groups = tag("div", *(_alternative(one) for one in found), class_="qa-groups")
    else:
        given = found[0] if answer and answer.text else None
        rows = (_dated(one, is_newest=one.published == day, given=given) for one in by_date(found))
        groups = tag("ol", *rows, class_="qa-timeline")
    return note(_summary(len(found), found[0].articles)) + groups


def _summary(answers: int, articles: int) -> str:
    if answers > 1:
        return f"{answers} different answers were found. Copies of one story count once."
    if articles > 1:
        return f"{articles:,} independent articles give the same answer."
    return "One article answers this."


def _dated(one: Alternative, *, is_newest: bool, given: Alternative | None) -> Html:
    """A place on the line of time: the day, and what the articles say up to then."""
    day = one.published
    when = f"{day.day} {day:%B %Y}" if day else "no date"
    marks = [*(["newest"] if is_newest else []), *(["the answer"] if one is given else [])]
    kinds = (Html(" ") + tag("span", mark, class_="qa-kind") for mark in marks)
    return tag("li", tag("p", tag("time", when), *kinds, class_="qa-when"), _alternative(one))


def _alternative(one: Alternative) -> Html:
    support = f"{counted(one.articles, 'article')} · strength {one.confidence:.0%}"
    return tag(
        "section",
        text("h2", one.text),
        note(support),
        tag("ul", *map(_source, one.citations), class_="qa-sources"),
        class_="qa-group",
    )


def _source(citation: Citation) -> Html:
    return tag(
        "li",
        text("b", display_name(citation.title, citation.article)),
        facts(cited_facts(citation)),
        text("q", citation.sentence_text),
        address(citation.url, citation.link),
        note(also_in(citation)) if citation.copies else "",
    )
