"""The panel of reasons: why a passage is cited or not, with its scores.

Owns the HTML of the explanations. Knows nothing of how a passage is ranked.
"""

from __future__ import annotations

from collections.abc import Mapping

from index import ArticleQAError
from page.panels.markup import display_name, meter, note, problem, sentence_case, tag, text
from page.state.assistant_host import AssistantHost
from qa.answer import Answer, AnswerSpan
from qa.evidence.explanation import ExplainedHit, PassageRank, explain, rank_passage
from qa.evidence.outcome import Stage
from qa.html import Html

DEPTH = 30  # passages explained: those that the reader read, and the next ones

STAGES: Mapping[Stage, str] = {
    "cited": "cited",
    "copy": "copy of a cited one",
    "agrees": "same answer",
    "doubted": "low confidence",
    "outdone": "other answer preferred",
    "silent": "no answer",
    "unread": "not read",
    "unfound": "not found",
}


class WhyPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def passages(self, answer: Answer | None) -> Html:
        """Every passage that was considered for the answer, best first."""
        if answer is None:
            return Html()
        try:
            deeper = self._host.assistant.retrieve(answer.question, DEPTH, where=answer.where)
        except ArticleQAError as error:
            return problem(str(error))
        rows = [_explained(one) for one in explain(answer, deeper)]
        return tag("ol", *rows, class_="qa-passages") if rows else note("No passage was found.")

    def locate(self, answer: Answer | None, words: str) -> Html:
        """The rank of a pasted sentence or a named article for the question."""
        if answer is None:
            return problem("no question yet; expected one; ask a question first")
        if not words.strip():
            return problem("nothing to find; expected a sentence or an article; paste one")
        try:
            assistant, named = self._host.assistant, words.strip()
            return _placed(rank_passage(assistant, answer.question, named, where=answer.where))
        except ArticleQAError as error:
            return problem(str(error))


def _explained(one: ExplainedHit) -> Html:
    article = one.hit.passage.article
    return tag(
        "li",
        tag("header", text("b", display_name(article.title, article.id)), _stage(one.stage)),
        note(f"{sentence_case(one.reason)}."),
        _scores(
            dense=one.hit.dense,
            sentence=one.best_sentence,
            lexical=one.hit.lexical,
            proposal=one.proposal,
        ),
        _passage(one.hit.passage.text),
    )


def _placed(found: PassageRank) -> Html:
    article = found.passage.article
    words = found.sentence.of(article.text) if found.sentence else found.passage.text
    return tag(
        "section",
        tag("p", tag("b", _rank(found)), " ", _stage(found.stage)),
        note(f"{sentence_case(found.reason)}."),
        text("p", words, class_="qa-quoted"),
        note(display_name(article.title, article.id)),
        _scores(
            dense=found.dense,
            sentence=found.best_sentence,
            lexical=found.lexical,
            proposal=found.proposal,
        ),
        class_="qa-placed",
        role="status",
    )


def _stage(stage: Stage) -> Html:
    return tag("span", STAGES[stage], class_=f"qa-kind qa-at-{stage}")


def _rank(found: PassageRank) -> str:
    if found.rank is None:
        return f"Far down the list of {found.of:,}"
    return f"Rank {found.rank:,} of {found.of:,}"


def _scores(*, dense: float, sentence: float, lexical: float, proposal: AnswerSpan | None) -> Html:
    return tag(
        "dl",
        _score("passage", dense),
        _score("best sentence", sentence),
        _score("shared words", lexical),
        _score("reader", proposal.score if proposal else None),
        class_="qa-scores",
    )


def _score(name: str, value: float | None) -> Html:
    number = "–" if value is None else f"{value:.2f}"
    return tag("div", tag("dt", name), tag("dd", number, meter(value or 0.0)))


def _passage(words: str) -> Html:
    quoted = text("p", words, class_="qa-quoted")
    return tag("details", tag("summary", "Show the passage"), quoted)
