"""The panel of reasons: why a passage is cited or not, with its scores.

Owns the HTML of the explanations. Knows nothing of how a passage is ranked.
"""

from __future__ import annotations

from index import ArticleQAError
from page.panels.markup import alert, display_name, meter, note, opener, problem, reason, tag, text
from page.state.assistant_host import AssistantHost
from page.wording.english import ENGLISH
from page.wording.wording import Wording
from qa.answer import Answer, AnswerSpan
from qa.evidence.explanation import ExplainedHit, PassageRank, explain, rank_passage
from qa.evidence.outcome import Stage
from qa.html import Html

DEPTH = 30  # passages explained: those that the reader read, and the next ones


class WhyPanel:
    """The callbacks of the panel."""

    def __init__(self, host: AssistantHost) -> None:
        self._host = host

    def passages(self, answer: Answer | None, *, say: Wording = ENGLISH) -> Html:
        """Every passage that was considered for the answer, best first."""
        if answer is None:
            return Html()
        try:
            deeper = self._host.assistant.retrieve(answer.question, DEPTH, where=answer.where)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        rows = [_explained(one, say=say) for one in explain(answer, deeper)]
        return tag("ol", *rows, class_="qa-passages") if rows else note(say("why.none"))

    def locate(self, answer: Answer | None, words: str, *, say: Wording = ENGLISH) -> Html:
        """The rank of a pasted sentence or a named article for the question."""
        if answer is None:
            return alert(say("why.no_question"))
        if not words.strip():
            return alert(say("why.no_words"))
        try:
            assistant, named = self._host.assistant, words.strip()
            found = rank_passage(assistant, answer.question, named, where=answer.where)
        except ArticleQAError as error:
            return problem(str(error), say=say)
        return _placed(found, say=say)


def _explained(one: ExplainedHit, *, say: Wording) -> Html:
    article = one.hit.passage.article
    return tag(
        "li",
        tag(
            "header",
            opener(text("b", display_name(article.title, article.id)), name=article.id),
            _stage(one.stage, say=say),
        ),
        note(reason(one.reason, say=say)),
        _scores(
            dense=one.hit.dense,
            sentence=one.best_sentence,
            lexical=one.hit.lexical,
            proposal=one.proposal,
            say=say,
        ),
        _passage(one.hit.passage.text, say=say),
    )


def _placed(found: PassageRank, *, say: Wording) -> Html:
    article = found.passage.article
    words = found.sentence.of(article.text) if found.sentence else found.passage.text
    return tag(
        "section",
        tag("p", tag("b", _rank(found, say=say)), " ", _stage(found.stage, say=say)),
        note(reason(found.reason, say=say)),
        text("p", words, class_="qa-quoted"),
        note(display_name(article.title, article.id)),
        _scores(
            dense=found.dense,
            sentence=found.best_sentence,
            lexical=found.lexical,
            proposal=found.proposal,
            say=say,
        ),
        class_="qa-placed",
        role="status",
    )


def _stage(stage: Stage, *, say: Wording) -> Html:
    return tag("span", say(f"why.stage.{stage}"), class_=f"qa-kind qa-at-{stage}")


def _rank(found: PassageRank, *, say: Wording) -> str:
    if found.rank is None:
        return say("why.far", number=found.of)
    return say("why.rank", rank=found.rank, number=found.of)


def _scores(
    *,
    dense: float,
    sentence: float,
    lexical: float,
    proposal: AnswerSpan | None,
    say: Wording,
) -> Html:
    return tag(
        "dl",
        _score(say("why.passage"), dense, say=say),
        _score(say("why.sentence"), sentence, say=say),
        _score(say("why.words"), lexical, say=say),
        _score(say("why.reader"), proposal.score if proposal else None, say=say),
        class_="qa-scores",
    )


def _score(name: str, value: float | None, *, say: Wording) -> Html:
    number = "–" if value is None else say.fraction(value)
    return tag("div", tag("dt", name), tag("dd", number, meter(value or 0.0)))


def _passage(words: str, *, say: Wording) -> Html:
    quoted = text("p", words, class_="qa-quoted")
    return tag("details", tag("summary", say("why.show")), quoted)
