"""The comparison panel: what different articles answer, side by side, with their dates.

Owns the HTML of the alternatives. Knows nothing of when two answers are the same.
"""

from __future__ import annotations

from page.panels.markup import address, cited_facts, display_name, facts, note, opener, tag, text
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.answer import Alternative, Answer, Citation
from qa.evidence.compare import alternatives, by_date, newest
from qa.html import Html


def comparison_html(answer: Answer | None, *, say: Wording = ENGLISH) -> Html:
    """The alternatives, the given one first; a note where there is nothing to compare."""
    found = alternatives(answer) if answer else ()
    if not found:
        return note(say("compare.nothing"))
    day = newest(found)
    if day is None:
        groups = tag("div", *(_alternative(one, say=say) for one in found), class_="qa-groups")
    else:
        given = found[0] if answer and answer.text else None
        rows = (
            _dated(one, is_newest=one.published == day, given=given, say=say)
            for one in by_date(found)
        )
        groups = tag("ol", *rows, class_="qa-timeline")
    return note(_summary(len(found), found[0].articles, say=say)) + groups


def _summary(answers: int, articles: int, *, say: Wording) -> str:
    if answers > 1:
        return say("compare.different", number=answers)
    if articles > 1:
        return say("compare.same", number=articles)
    return say("compare.one")


def _dated(one: Alternative, *, is_newest: bool, given: Alternative | None, say: Wording) -> Html:
    """A place on the line of time: the day, and what the articles say up to then."""
    day = one.published
    when = say.day(day) if day else say("compare.no_date")
    newest_mark = [say("compare.newest")] if is_newest else []
    marks = [*newest_mark, *([say("compare.given")] if one is given else [])]
    kinds = (Html(" ") + tag("span", mark, class_="qa-kind") for mark in marks)
    return tag(
        "li", tag("p", tag("time", when), *kinds, class_="qa-when"), _alternative(one, say=say)
    )


def _alternative(one: Alternative, *, say: Wording) -> Html:
    strength = say.percent(one.confidence)
    support = say("compare.support", number=one.articles, percent=strength)
    return tag(
        "section",
        text("h2", one.text),
        note(support),
        tag("ul", *(_source(citation, say=say) for citation in one.citations), class_="qa-sources"),
        class_="qa-group",
    )


def _source(citation: Citation, *, say: Wording) -> Html:
    copies = say("evidence.copies", articles=", ".join(citation.copies))
    return tag(
        "li",
        opener(text("b", display_name(citation.title, citation.article)), number=citation.number),
        facts(cited_facts(citation, say=say)),
        text("q", citation.sentence_text),
        address(citation.url, citation.link),
        note(copies) if citation.copies else "",
    )
