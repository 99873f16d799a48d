"""The endpoints for programs: what each takes, returns and says of itself.

Owns their signatures, and their docstrings, which programs and language models read. An answer's
form is wire/'s. Knows nothing of Gradio, MCP or HTTP.
"""

# Without "from __future__ import annotations": the types are read at run time.

from dataclasses import dataclass

from index import BuildReport, Changes, Filter, Manifest, backend
from index.plan import compare_seeds
from qa.checking.record import TextRecord
from qa.conversation import as_asked
from qa.question import clean_question
from qa.retrieval.search_result import LIMIT, SearchRecord
from qa.service.history import Turn, thread_of
from qa.service.newest import NewestAssistant
from qa.wire.answer import AnswerRecord

# The parameters of a filter.
FILTER = ("after", "before", "as_of", "sources", "authors", "within")
NO_NAMES: list[str] = []
NO_TURNS: list[Turn] = []
ENDPOINTS = ("ask", "search", "check_text", "status", "update")


class EndpointError(Exception):
    """A call that failed where another part of the program has put its error into one line."""


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

    @classmethod
    def of(cls, manifest: Manifest, changes: Changes, *, updating: bool) -> "StatusReply":
        return cls(
            generation=manifest.generation,
            articles=manifest.articles,
            passages=manifest.passages,
            added=list(changes.added),
            changed=list(changes.changed),
            removed=list(changes.removed),
            updating=updating,
        )


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

    @classmethod
    def of(cls, report: BuildReport) -> "UpdateReply":
        return cls(
            generation=report.generation,
            articles=report.articles,
            passages=report.passages,
            embedded=report.embedded,
            reused=report.reused,
            removed=report.removed,
            rejected=[str(error) for error in report.rejected],
        )


class Endpoints:
    """The endpoints over the newest generation of one index; safe to call from several threads.

    All raise ArticleQAError or EndpointError.
    """

    def __init__(self, newest: NewestAssistant) -> None:
        self.newest = newest

    def ask(
        self,
        question: str,
        after: str = "",
        before: str = "",
        as_of: str = "",
        sources: list[str] = NO_NAMES,
        authors: list[str] = NO_NAMES,
        within: list[str] = NO_NAMES,
        history: list[Turn] = NO_TURNS,
    ) -> AnswerRecord:
        """Answer a question from the articles in a few words quoted from them.

        Returns the sentences that support the answer, each with its article, offsets and date. The
        answer is null, with a reason, where the articles do not answer the question. Every quote is
        an exact slice of an article. A filter leaves some articles out before anything is searched;
        suggested_filter is one that the question's own words name, for another call. A follow-up
        ("why?") is written out from the earlier turns that are sent with it; searched says how.

        Args:
            question: one question in plain language, at most 1,000 characters
            after: the first day of publication (2023-10-05, 2023-10 or 2023); empty for any
            before: the last day of publication; empty for any
            as_of: the day after which nothing counts; empty for none
            sources: the sources of which one must have published the article; empty for any
            authors: the authors of whom one must have written it; empty for any
            within: folders, files or articles of which one must contain it; empty for all
            history: the earlier turns, oldest first: objects with question and answer, or replies

        """
        where = _filter(after, before, as_of, sources, authors, within)
        limit = self.newest.settings.question_length
        asked = clean_question(question, limit)
        whole = thread_of(history, limit=limit).write_out(asked)
        answer = self.newest.ask(whole, where=where)
        suggested = self.newest.assistant.suggested_filter(answer)
        return AnswerRecord.of(as_asked(answer, asked), suggested)

    def search(
        self,
        question: str,
        limit: int = LIMIT,
        after: str = "",
        before: str = "",
        as_of: str = "",
        sources: list[str] = NO_NAMES,
        authors: list[str] = NO_NAMES,
        within: list[str] = NO_NAMES,
    ) -> SearchRecord:
        """Find the passages of the articles that are nearest to a question, without an answer.

        Returns them best first, each with its score, text, article, title, source, date, author,
        address, offsets and sentences.

        Args:
            question: a question in plain language or words, at most 1,000 characters
            limit: passages, at most; 1 to 100
            after: the first day of publication (2023-10-05, 2023-10 or 2023); empty for any
            before: the last day of publication; empty for any
            as_of: the day after which nothing counts; empty for none
            sources: the sources of which one must have published the article; empty for any
            authors: the authors of whom one must have written it; empty for any
            within: folders, files or articles of which one must contain it; empty for all

        """
        where = _filter(after, before, as_of, sources, authors, within)
        return SearchRecord.of(self.newest.assistant.search(question, limit=limit, where=where))

    def check_text(
        self,
        text: str,
        after: str = "",
        before: str = "",
        as_of: str = "",
        sources: list[str] = NO_NAMES,
        authors: list[str] = NO_NAMES,
        within: list[str] = NO_NAMES,
    ) -> TextRecord:
        """Hold each sentence of a text against the articles: a draft, a press release, an answer.

        Returns a verdict for each sentence (supported, partly, contradicted, not_found), its
        quotations and values that differ from the articles, and the sentences of the articles that
        are nearest to it. Supported says that values and quotations agree with these, not that they
        imply the sentence.

        Args:
            text: sentences in plain language, at most 20,000 characters
            after: the first day of publication (2023-10-05, 2023-10 or 2023); empty for any
            before: the last day of publication; empty for any
            as_of: the day after which nothing counts; empty for none
            sources: the sources of which one must have published the article; empty for any
            authors: the authors of whom one must have written it; empty for any
            within: folders, files or articles of which one must contain it; empty for all

        """
        where = _filter(after, before, as_of, sources, authors, within)
        return TextRecord.of(self.newest.check_text(text, where=where))

    def status(self) -> StatusReply:
        """List the article files that were added, changed or removed since the index was built."""
        manifest = backend.read_manifest(self.newest.index)
        changes = compare_seeds(self.newest.index).changes
        return StatusReply.of(manifest, changes, updating=False)

    def update(self) -> UpdateReply:
        """Update the index with the changed article files; returns when it is done.

        Until then questions are answered from the old index. Where an update is running already,
        this waits for its end.
        """
        return UpdateReply.of(self.newest.assistant.update())


def _filter(
    after: str,
    before: str,
    as_of: str,
    sources: list[str],
    authors: list[str],
    within: list[str],
) -> Filter:
    return Filter.parse(
        after=after, before=before, as_of=as_of, sources=sources, authors=authors, within=within
    )
