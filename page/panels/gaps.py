"""The list of questions that got no answer, where a setting keeps them.

Owns its HTML. Knows nothing of the file, nor of when two questions are about the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from index import ArticleQAError
from index.embedding.protocol import Vectors
from page.panels.markup import note, problem, tag
from page.state.assistant_host import AssistantHost
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.gaps.grouping import GapGroup, group_gaps
from qa.gaps.record import read_gaps
from qa.html import Html

MOST_GROUPS = 10
MOST_QUESTIONS = 3  # of a group
NEWEST = 200  # gaps that are grouped: a vector takes 10 ms
REMEMBERED = 1000  # vectors of questions


class GapsPanel:
    """The callback of the list."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host
        self._encode = lru_cache(maxsize=REMEMBERED)(self._vector)

    def html(self, *, say: Wording = ENGLISH) -> Html:
        """The groups of the newest gaps; empty where none are kept, or there is no index."""
        path = self._host.settings.gaps
        if path is None or not self._host.has_index:
            return Html()
        try:
            gaps = read_gaps(Path(path))
            groups = group_gaps(gaps[-NEWEST:], self._encode)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        return gaps_html(groups, asked=len(gaps), say=say)

    def _vector(self, question: str) -> Vectors:
        return self._host.assistant.encode_question(question)


def gaps_html(groups: Sequence[GapGroup], *, asked: int, say: Wording = ENGLISH) -> Html:
    """The groups asked most often; a click on a question asks it again."""
    title = tag("h2", say("gaps"))
    if not groups:
        return tag("section", title, note(say("gaps.none")), class_="qa-overview qa-gaps")
    rows = (_group(group, say=say) for group in groups[:MOST_GROUPS])
    return tag(
        "section",
        title,
        note(say("gaps.kept", number=asked)),
        tag("ul", *rows, class_="qa-sources"),
        class_="qa-overview qa-gaps",
    )


def _group(group: GapGroup, *, say: Wording) -> Html:
    near = [say("gaps.nearest", article=group.article)] if group.article else []
    times, last = say("gaps.times", number=group.times), say("gaps.last", day=group.newest[:10])
    facts = " · ".join([times, last, *near])
    chips = (
        tag("button", question, type="button", class_="qa-chip", data_ask=question, dir="auto")
        for question in group.questions[:MOST_QUESTIONS]
    )
    return tag("li", tag("div", *chips, class_="qa-examples"), note(facts))
