"""Explanations: why a passage is cited or not, for the passages of an answer and any named one.

Owns the lookup of a passage by its text, and the scores that are reported. The stages and their
reasons are outcome.py's.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.corpus import Passage, Span
from index.digests import Rows
from index.errors import QuestionError
from index.filtering.filter import Filter
from index.interface import PassageIndex
from qa.answer import Answer, AnswerSpan, Hit
from qa.assistant import Assistant
from qa.evidence.outcome import Stage, outcome_of, unread
from qa.text.similarity import composed, word_similarity

SIMILAR = 0.6  # similarity from which a sentence counts as the one that was pasted
PASSAGES_SEARCHED = 20  # passages nearest to it
QUERY_LENGTH = 300  # characters of the text by which it is searched for
ERROR_LENGTH = 60  # characters of it within an error


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """One retrieved passage, the stage it reached, and the reason in words.

    ``proposal`` is the reader's best span of it, None where it proposed none.
    """

    hit: Hit
    proposal: AnswerSpan | None
    stage: Stage
    reason: str

    @property
    def best_sentence(self) -> float:
        """The cosine of the question and the passage's best sentence."""
        return max(self.hit.sentences)


@dataclass(frozen=True, slots=True)
class PassageRank:
    """A named passage with its rank among all passages of the index.

    ``rank`` counts from 1 to ``of``, and is None where the index did not compare the passage.
    ``sentence`` is the one that was named, or None where an article was. The scores are those of a
    Hit; ``best_sentence`` is the cosine of the best sentence.
    """

    passage: Passage
    sentence: Span | None
    rank: int | None
    of: int
    score: float
    dense: float
    best_sentence: float
    lexical: float
    proposal: AnswerSpan | None
    stage: Stage
    reason: str


def explain(answer: Answer, deeper: Sequence[Hit] = ()) -> tuple[ExplainedHit, ...]:
    """Explain each passage that was read, best first, and then the deeper hits.

    ``deeper`` are the hits of the same question to a greater depth, as
    ``assistant.retrieve(question, 30)`` returns them, the answer's own included.
    """
    hits = [*answer.hits, *deeper[len(answer.hits) :]]
    return tuple(_explained(answer, hit) for hit in hits)


def rank_passage(
    assistant: Assistant, question: str, text: str, *, where: Filter | None = None
) -> PassageRank:
    """Find the passage that a text names, and rank it for the question.

    ``text`` is an article's id or title, of which the best passage is taken, or a sentence, exact
    or nearly so. All passages that the index can compare are scored, or those that a filter leaves.
    Raises QuestionError where no sentence is similar to it, or the filter leaves its article out.
    """
    answer = assistant.ask(question, where=where)
    retriever, content = assistant.retriever, assistant.retriever.content
    left = retriever.select(where)
    keys, sentence = _keys_named(text, content), None
    if keys is None:
        near = retriever.retrieve(text[:QUERY_LENGTH], PASSAGES_SEARCHED).hits
        hit, sentence = _most_similar_sentence(near, text)
        keys = _keys_of(hit.passage, content)
    if left is not None and not left.holds(keys).all():
        raise _left_out(content.passages_at(keys[:1].tolist())[0], answer)
    ranked = retriever.rank_best(answer.question, keys, left)
    (passage,) = content.passages_at([ranked.key])
    outcome = outcome_of(answer, passage) or unread(answer, ranked.rank, found=ranked.is_candidate)
    return PassageRank(
        passage=passage,
        sentence=sentence,
        rank=ranked.rank,
        of=len(content.passages) if left is None else left.passages,
        score=ranked.score,
        dense=ranked.dense,
        best_sentence=ranked.best_sentence,
        lexical=ranked.lexical,
        proposal=outcome.proposal,
        stage=outcome.stage,
        reason=outcome.reason,
    )


def _explained(answer: Answer, hit: Hit) -> ExplainedHit:
    outcome = outcome_of(answer, hit.passage) or unread(answer, hit.rank)
    return ExplainedHit(hit, proposal=outcome.proposal, stage=outcome.stage, reason=outcome.reason)


def _left_out(passage: Passage, answer: Answer) -> QuestionError:
    return QuestionError(
        found=f"{passage.article.id!r} is left out by the filter",
        expected=f"an article that it leaves: {answer.where}",
        cure="ask without the filter",
    )


def _keys_named(text: str, content: PassageIndex) -> Rows | None:
    """The keys of the passages of the article with that id or title, accents composed or not."""
    forms = dict.fromkeys([text, *(unicodedata.normalize(f, text) for f in ("NFC", "NFD"))])
    return next((k for k in map(content.keys_of, forms) if k is not None), None)


def _most_similar_sentence(hits: Sequence[Hit], text: str) -> tuple[Hit, Span]:
    """The sentence most similar to a text, among the passages nearest to it."""
    best = max(_similarities(hits, text), key=lambda found: found[0], default=None)
    if best is None or best[0] < SIMILAR:
        raise QuestionError(
            found=f"nothing in the articles is like {text[:ERROR_LENGTH]!r}",
            expected="an article's id or title, or a sentence of one",
            cure="paste a whole sentence",
        )
    return best[1], best[2]


def _similarities(hits: Sequence[Hit], text: str) -> Iterator[tuple[float, Hit, Span]]:
    """Each sentence of the hits with its similarity to a text: 1 where it contains the text."""
    wanted = composed(text)
    for hit in hits:
        for sentence in hit.passage.sentences:
            own = composed(sentence.of(hit.passage.article.text))
            whole = bool(wanted) and wanted in own
            yield (1.0 if whole else word_similarity(own, wanted)), hit, sentence


def _keys_of(passage: Passage, content: PassageIndex) -> Rows:
    """The key of a passage of this index."""
    keys = content.keys_of(passage.article.id)
    assert keys is not None
    own = [p.span for p in content.passages_at(keys.tolist())]
    return keys[[own.index(passage.span)]]
