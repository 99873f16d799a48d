"""What programs may call: ask, status, update. The same words in REST, in Python and in MCP.

Owns what each endpoint takes, and the descriptions that a program reads; an answer's type is
qa/wire.py's. A mistake is one line, as everywhere.
"""

# Without "from __future__ import annotations": Gradio reads the types of results as they stand.

from dataclasses import dataclass

import gradio as gr

from index import ArticleQAError
from page.desk import Desk
from page.freshness import Freshness
from page.limits import ASKING
from qa.wire import AnswerRecord

# What each endpoint takes, by its name.
TAKEN: dict[str, tuple[type, ...]] = {"ask": (str,), "status": (), "update": ()}


@dataclass(frozen=True)
class StatusReply:
    """Files by what became of them since the last build; ``updating`` while one is being made."""

    generation: int
    articles: int
    passages: int
    added: list[str]
    changed: list[str]
    removed: list[str]
    updating: bool


@dataclass(frozen=True)
class UpdateReply:
    """What the update made; ``rejected`` names the files that could not be read."""

    generation: int
    articles: int
    passages: int
    embedded: int
    reused: int
    removed: int
    rejected: list[str]


class Api:
    """The endpoints over one desk."""

    def __init__(self, desk: Desk, freshness: Freshness) -> None:
        self._desk, self._freshness = desk, freshness

    def ask(self, question: str) -> AnswerRecord:
        """Answer a question from the articles in a few words quoted from them.

        Gives the sentences that the answer rests on, each with its article, offsets and date.
        The answer is null, with a reason, where the articles do not answer the question. Nothing is
        made up: every quote is an exact slice of an article.

        Args:
            question: one question in plain language, of 1,000 characters at most

        """
        try:
            return AnswerRecord.of(self._desk.assistant.ask(question))
        except ArticleQAError as error:
            raise _shown(str(error)) from error

    def status(self) -> StatusReply:
        """Say which article files were added, changed or removed since the index was built."""
        look = self._freshness.look()
        if look.manifest is None or look.changes is None:
            raise _shown(look.problem or "no index yet; expected one built before; call update")
        return StatusReply(
            generation=look.manifest.generation,
            articles=look.manifest.articles,
            passages=look.manifest.passages,
            added=list(look.changes.added),
            changed=list(look.changes.changed),
            removed=list(look.changes.removed),
            updating=look.job.running,
        )

    def update(self) -> UpdateReply:
        """Bring the index up to date with the article files; answers when it is done.

        Questions are answered from the old index meanwhile. Where an update runs already, its end
        is waited for.
        """
        self._freshness.job.start()
        state = self._freshness.job.wait()
        if state.report is None:
            raise _shown(state.error or "the update did not end; expected a report; call it again")
        report = state.report
        return UpdateReply(
            generation=report.generation,
            articles=report.articles,
            passages=report.passages,
            embedded=report.embedded,
            reused=report.reused,
            removed=report.removed,
            rejected=[str(error) for error in report.rejected],
        )

    def offer(self) -> None:
        """Add the endpoints to the page that is being laid out."""
        gr.api(self.ask, api_name="ask", concurrency_limit=ASKING, concurrency_id="ask")
        gr.api(self.status, api_name="status", concurrency_limit=None)
        gr.api(self.update, api_name="update", concurrency_limit=8, concurrency_id="update")


def _shown(message: str) -> gr.Error:
    return gr.Error(message, print_exception=False)
