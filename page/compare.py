"""Comparing: what different articles answer, side by side, with their dates.

Owns what the alternatives look like. Knows nothing of when two answers are the same.
"""

from __future__ import annotations

from page.markup import facts, note, shown_name, stated, tag, text
from qa.answer import Answer
from qa.evidence.compare import Alternative, alternatives
from qa.html import escaped
from qa.text.phrases import also_in, counted


def compare(answer: Answer | None) -> str:
    """The alternatives, the strongest first; a line where there is nothing to compare."""
    found = alternatives(answer) if answer else ()
    if not found:
        return note("Nothing to compare: no passage proposes an answer.")
    if len(found) == 1:
        words = f"All that was found agrees: {counted(found[0].articles, 'independent article')}."
    else:
        words = f"{len(found)} different answers were found. Copies of one story count once."
    return note(words) + tag("div", *map(_group, found), class_="qa-groups")


def _group(one: Alternative) -> str:
    said = f"{counted(one.articles, 'article')} · strength {one.strength:.0%}"
    newest = tag("span", "newest", class_="qa-kind") if one.newest else ""
    sources = "".join(
        tag(
            "li",
            text("b", shown_name(citation.title, citation.article)),
            facts(stated(citation)),
            text("q", citation.sentence_text),
            note(also_in(citation)) if citation.copies else "",
        )
        for citation in one.citations
    )
    return tag(
        "section",
        text("h2", one.text),
        tag("p", escaped(said), " ", newest, class_="qa-note"),
        tag("ul", sources, class_="qa-sources"),
        class_="qa-group",
    )
