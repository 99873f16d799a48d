"""The steps from a question to its answer, over one generation: search, read, cite or abstain.

Owns their order, and the choice between answering and abstaining. Knows nothing of models' names,
of updates, nor of which generation is the current one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.filtering.filter import Filter
from index.filtering.selection import Selection
from index.interface import Opened
from qa.answer import Answer, Scope
from qa.evidence.compare import competing
from qa.forms.abstention import reason_for_none
from qa.forms.form import FORMED, in_form, proposed
from qa.forms.unclear import unclear
from qa.joint_answer import ask_in_turn, join_parts
from qa.questions.kind import kind_of
from qa.questions.parts import parts_of
from qa.readers.protocol import Reader
from qa.retrieval.searcher import Searcher


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The steps from a question to an answer of one generation, with at most ``citations``."""

    generation: Opened
    searcher: Searcher
    reader: Reader
    citations: int

    def answer(
        self, question: str, *, threshold: float, where: Filter | None, left: Selection | None
    ) -> Answer:
        """The answer to a clean question, or to each of the questions that it consists of.

        A proposal needs a confidence of at least ``threshold``, in [0, 1]. ``left`` are the
        passages that the filter ``where`` leaves. The time taken is left at 0.
        """

        def answer(one: str) -> Answer:
            return self._answer_one(one, threshold, _scope(self.generation, where, left), left)

        parts = parts_of(question)
        joined = join_parts(question, ask_in_turn(parts, answer)) if len(parts) > 1 else None
        return joined or answer(question)

    def _answer_one(
        self, question: str, threshold: float, scope: Scope | None, left: Selection | None
    ) -> Answer:
        searched = self.searcher.search(question, left)
        hits = searched.hits
        kind = kind_of(searched.question)
        lacks = unclear(searched.question, hits) if threshold else None
        read = () if lacks else self.reader.read(searched.question, hits)
        spans = proposed(searched.question, kind, read)
        reason = lacks or reason_for_none(searched, spans, threshold)
        answer = Answer(
            question=question,
            text=None,
            reason=reason or "",
            confidence=spans[0].score if spans else 0.0,
            citations=(),
            hits=hits,
            generation=self.generation.manifest.generation,
            elapsed_ms=0.0,
            proposals=tuple(spans),
            complete=searched.complete,
            scope=scope,
            searched=searched.question if searched.question != question else None,
            kind=kind if kind in FORMED else None,
        )
        return answer if reason else in_form(self._given(answer, threshold), self.reader)

    def _given(self, answer: Answer, threshold: float) -> Answer:
        """The answer that its proposals give, with those that compete with it."""
        first, *others = competing(
            answer.searched or answer.question,
            answer.proposals,
            duplicate_groups=answer.duplicate_groups,
            threshold=threshold,
            limit=self.citations,
        )
        return replace(
            answer,
            text=first.text,
            reason=None,
            confidence=first.confidence,
            citations=first.citations,
            alternatives=tuple(others),
        )


def _scope(generation: Opened, where: Filter | None, left: Selection | None) -> Scope | None:
    if where is None or left is None:
        return None
    total = generation.manifest.articles
    return Scope(where, articles=left.articles, total=total, undated=left.undated)
