"""The interface for programs, over REST, Gradio's Python client and MCP.

Owns the parameters of each endpoint, and the descriptions that a program reads; an answer's type is
qa/wire.py's. Errors are one line, as everywhere.
"""

# Without "from __future__ import annotations": Gradio reads the result types at run time.

from dataclasses import dataclass

import gradio as gr

from index import ArticleQAError
from page.panels.events import MAX_CONCURRENT_QUESTIONS
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from qa.checking.record import TextRecord
from qa.wire import AnswerRecord

# The types of each endpoint's parameters.
PARAMETERS: dict[str, tuple[type, ...]] = {
    "ask": (str,),
    "check_text": (str,),
    "status": (),
    "update": (),
}


@dataclass(frozen=True)
class StatusReply:
    """The files changed since the last build; ``updating`` is true while an update runs."""

    generation: int
    articles: int
    passages: int
    added: list[str]
    changed: list[str]
    removed: list[str]
    updating: bool


@dataclass(frozen=True)
class UpdateReply:
    """The result of an update; ``rejected`` has an error for each file that could not be read."""

    generation: int
    articles: int
    passages: int
    embedded: int
    reused: int
    removed: int
    rejected: list[str]


class Api:
    """The endpoints over one assistant host."""

    def __init__(self, host: AssistantHost, monitor: IndexMonitor) -> None:
        self._host, self._monitor = host, monitor

    def ask(self, question: str) -> AnswerRecord:
        """Answer a question from the articles in a few words quoted from them.

        Returns the sentences that support the answer, each with its article, offsets and date. The
        answer is null, with a reason, where the articles do not answer the question. Every quote is
        an exact slice of an article.

        Args:
            question: one question in plain language, at most 1,000 characters

        """
        try:
            return AnswerRecord.of(self._host.ask(question))
        except ArticleQAError as error:
            raise _error(str(error)) from error

    def check_text(self, text: str) -> TextRecord:
        """Hold each sentence of a text against the articles: a draft, a press release, an answer.

        Returns a verdict for each sentence (supported, partly, contradicted, not_found), its
        quotations and values that differ from the articles, and the sentences of the articles that
        are nearest to it. Supported says that values and quotations agree with these, not that they
        imply the sentence.

        Args:
            text: sentences in plain language, at most 20,000 characters

        """
        try:
            return TextRecord.of(self._host.check_text(text))
        except ArticleQAError as error:
            raise _error(str(error)) from error

    def status(self) -> StatusReply:
        """List the article files that were added, changed or removed since the index was built."""
        status = self._monitor.status()
        if status.manifest is None or status.changes is None:
            raise _error(status.problem or "no index yet; expected one; call update to build it")
        return StatusReply(
            generation=status.manifest.generation,
            articles=status.manifest.articles,
            passages=status.manifest.passages,
            added=list(status.changes.added),
            changed=list(status.changes.changed),
            removed=list(status.changes.removed),
            updating=status.job.running,
        )

    def update(self) -> UpdateReply:
        """Update the index with the changed article files; returns when it is done.

        Until then questions are answered from the old index. Where an update is running already,
        this waits for its end.
        """
        self._monitor.job.start()
        state = self._monitor.job.wait()
        if state.report is None:
            raise _error(
                state.error or "the update did not finish; expected a report; call it again"
            )
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

    def add_endpoints(self) -> None:
        """Add the endpoints to the blocks that are being laid out."""
        gr.api(
            self.ask,
            api_name="ask",
            concurrency_limit=MAX_CONCURRENT_QUESTIONS,
            concurrency_id="ask",
        )
        gr.api(
            self.check_text,
            api_name="check_text",
            concurrency_limit=1,
            concurrency_id="check_text",
        )
        gr.api(self.status, api_name="status", concurrency_limit=None)
        gr.api(self.update, api_name="update", concurrency_limit=8, concurrency_id="update")


def _error(message: str) -> gr.Error:
    return gr.Error(message, print_exception=False)
