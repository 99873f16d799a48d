"""What programs may call: ask, status, update. The same words in REST, in Python and in MCP.

Owns the types of what is given and taken, and the descriptions that a program reads. A mistake is
one line, as everywhere.
"""

# Without "from __future__ import annotations": Gradio reads the types of results as they stand.

from dataclasses import dataclass

import gradio as gr

from index import ArticleQAError
from page.desk import Desk
from page.freshness import Freshness
from page.limits import ASKING
from qa.commands.render import answer_to_dict

# What each endpoint takes, by its name.
TAKEN: dict[str, tuple[type, ...]] = {"ask": (str,), "status": (), "update": ()}


@dataclass(frozen=True)
class CitationReply:
    """Evidence: ``quote`` is the answer, ``sentence`` the sentence it stands in; offsets are
    half-open and count characters of the article's text.
    """

    number: int
    article: str
    title: str | None
    source: str | None
    published: str | None
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    quote: str
    sentence: str
    digest: str
    score: float
    copies: list[str]


@dataclass(frozen=True)
class HitReply:
    """A passage that was read for the question."""

    article: str
    start: int
    end: int
    score: float
    rank: int


@dataclass(frozen=True)
class AnswerReply:
    """``answer`` is null where the articles give none; ``reason`` says why. ``degraded`` answers
    were given while a part of the index did not answer.
    """

    question: str
    answer: str | None
    reason: str | None
    confidence: float
    citations: list[CitationReply]
    hits: list[HitReply]
    elapsed_ms: float
    degraded: bool = False


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

    def ask(self, question: str) -> AnswerReply:
        """Answer a question from the articles in a few words quoted from them.

        Gives the sentences that the answer rests on, each with its article, offsets and date.
        The answer is null, with a reason, where the articles do not answer the question. Nothing is
        made up: every quote is an exact slice of an article.

        Args:
            question: one question in plain language, of 1,000 characters at most

        """
        try:
            found = answer_to_dict(self._desk.assistant.ask(question))
        except ArticleQAError as error:
            raise _shown(str(error)) from error
        citations = [CitationReply(**citation) for citation in found.pop("citations")]
        hits = [HitReply(**hit) for hit in found.pop("hits")]
        return AnswerReply(**found, citations=citations, hits=hits)

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
