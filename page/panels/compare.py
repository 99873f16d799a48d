"""The comparison panel: what different articles answer, side by side, with their dates.

Owns the HTML of the alternatives. Knows nothing of when two answers are the same.
"""

from __future__ import annotations

from datetime import date

from page.panels.markup import address, cited_facts, display_name, facts, note, tag, text
from qa.answer import Alternative, Answer, Citation
from qa.evidence.compare import alternatives, newest
from qa.html import Html
from qa.text.phrases import also_in, counted


def comparison_html(answer: Answer | None) -> Html:
    """The alternatives, the given one first; a note where there is nothing to compare."""
    found = alternatives(answer) if answer else ()
    if not found:
        return note("Nothing to compare: no passage contains an answer.")
    groups = tag("div", *(_alternative(one, newest(found)) for one in found), class_="qa-groups")
    return note(_summary(len(found), found[0].articles)) + groups


def _summary(answers: int, articles: int) -> str:
    if answers > 1:
        return f"{answers} different answers were found. Copies of one story count once."
    if articles > 1:
        return f"{articles:,} independent articles give the same answer."
    return "One article answers this."


def _alternative(one: Alternative, day: date | None) -> Html:
    support = f"{counted(one.articles, 'article')} · strength {one.confidence:.0%}"
    mark = tag("span", "newest", class_="qa-kind") if day and one.published == day else ""
    return tag(
        "section",
        text("h2", one.text),
        tag("p", support, " ", mark, class_="qa-note"),
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
