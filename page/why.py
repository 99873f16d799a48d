"""Why a passage is cited, or why not: scores and the step at which each one fell.

Owns what they look like. Knows nothing of how a passage is placed.
"""

from __future__ import annotations

from collections.abc import Mapping

from index import ArticleQAError
from page.desk import Desk
from page.markup import meter, note, problem, sentence_case, shown_name, tag, text
from qa.answer import Answer, AnswerSpan
from qa.evidence.explanation import ExplainedHit, PassageRank, explain, rank_passage
from qa.evidence.outcome import Stage
from qa.html import escaped

DEPTH = 30  # passages explained: those that are read, and the next ones

STAGES: Mapping[Stage, str] = {
    "cited": "cited",
    "copy": "copy of a cited one",
    "agrees": "says the same",
    "doubted": "not sure enough",
    "outdone": "outdone",
    "silent": "no answer in it",
    "unread": "not read",
    "unfound": "not found",
}


class Why:
    """The callbacks of the tab."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def passages(self, answer: Answer | None) -> str:
        """Every passage that was looked at for the answer, best first."""
        if answer is None:
            return ""
        try:
            deeper = self._desk.assistant.retrieve(answer.question, DEPTH)
        except ArticleQAError as error:
            return problem(str(error))
        rows = "".join(_explained(one) for one in explain(answer, deeper))
        if not rows:
            return note("No passage was found.")
        return tag("ol", rows, class_="qa-passages")

    def place(self, answer: Answer | None, words: str) -> str:
        """Where a pasted sentence or a named article stands for the question."""
        if answer is None:
            return problem("no question yet; expected one; ask it first")
        if not words.strip():
            return problem("nothing to look for; expected a sentence or an article; paste one")
        try:
            return _placed(rank_passage(self._desk.assistant, answer.question, words.strip()))
        except ArticleQAError as error:
            return problem(str(error))


def _explained(one: ExplainedHit) -> str:
    article = one.hit.passage.article
    return tag(
        "li",
        tag(
            "header",
            text("b", shown_name(article.title, article.id)),
            tag("span", escaped(STAGES[one.stage]), class_=f"qa-kind qa-at-{one.stage}"),
        ),
        note(f"{sentence_case(one.reason)}."),
        _scores(one.hit.dense, one.best_sentence, one.hit.lexical, one.proposal),
        _passage(one.hit.passage.text),
    )


def _placed(found: PassageRank) -> str:
    article = found.passage.article
    shown = found.sentence.of(article.text) if found.sentence else found.passage.text
    return tag(
        "section",
        tag("p", tag("b", _rank(found)), " ",
            tag("span", escaped(STAGES[found.stage]), class_=f"qa-kind qa-at-{found.stage}")),
        note(f"{sentence_case(found.reason)}."),
        text("p", shown, class_="qa-quoted"),
        note(shown_name(article.title, article.id)),
        _scores(found.dense, found.best_sentence, found.lexical, found.proposal),
        class_="qa-placed",
        role="status",
    )  # fmt: skip


def _rank(found: PassageRank) -> str:
    if found.rank is None:
        return f"Far behind among {found.of:,}"
    return f"Place {found.rank:,} of {found.of:,}"


def _scores(dense: float, best: float, lexical: float, proposal: AnswerSpan | None) -> str:
    figures = [("passage", dense), ("best sentence", best), ("shared words", lexical)]
    parts = [_figure(name, value) for name, value in figures]
    parts.append(_figure("reader", proposal.score if proposal else None))
    return tag("dl", *parts, class_="qa-scores")


def _figure(name: str, value: float | None) -> str:
    shown = "–" if value is None else f"{value:.2f}"
    return tag("div", tag("dt", name), tag("dd", escaped(shown), meter(value or 0.0)))


def _passage(words: str) -> str:
    return tag("details", tag("summary", "Read the passage"), text("p", words, class_="qa-quoted"))
