"""The values between a question and what a person is shown.

Owns Hit, AnswerSpan, Citation, Alternative, Scope and Answer; they check themselves. Knows nothing
of models, files or rendering.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from index.corpus import Passage, Span
from index.filtering.filter import Filter
from qa.evidence.claim import Claim, date_apart, newest_date
from qa.questions.kind import Kind

Decided = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    ``score`` orders hits; ``dense`` is the cosine of question and passage in [-1, 1], ``lexical``
    the weighted share of the question's terms that the passage holds, in [0, 1]. ``sentences`` are
    the cosines of the question with each of the passage's sentences. ``rank`` counts from 1.
    ``duplicate_group`` is the id of the article that the passage's is a copy of: its own, where it
    is none.
    """

    passage: Passage
    score: float
    rank: int
    dense: float
    lexical: float
    sentences: tuple[float, ...]
    duplicate_group: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "duplicate_group", self.duplicate_group or self.passage.article.id)
        if self.rank < 1:
            raise ValueError(f"rank {self.rank}; expected 1 or more")
        if len(self.sentences) != len(self.passage.sentences):
            raise ValueError(
                f"{len(self.sentences)} sentence scores; expected {len(self.passage.sentences)}"
            )


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """A reader's proposal: a span of the passage's article, and how probably it answers.

    ``score`` is in [0, 1] and comparable across passages and questions.
    """

    passage: Passage
    span: Span
    score: float

    def __post_init__(self) -> None:
        if not self.passage.span.contains(self.span):
            raise ValueError(f"answer {self.span} is outside its passage {self.passage.span}")
        if not 0 <= self.score <= 1:
            raise ValueError(f"score {self.score}; expected 0 to 1")

    @property
    def text(self) -> str:
        return self.span.of(self.passage.article.text)


@dataclass(frozen=True, slots=True)
class Citation(Claim):
    """Numbered evidence: a claim made from the article as indexed, whose quote is in its sentence.

    ``score`` is the reader's, in [0, 1].
    """

    def __post_init__(self) -> None:
        if not self.sentence.contains(self.span):
            raise ValueError(f"quote {self.span} is outside its sentence {self.sentence}")
        offset = self.span.start - self.sentence.start
        if self.sentence_text[offset : offset + len(self.span)] != self.quote:
            raise ValueError(f"quote {self.quote!r} is not the slice {self.span} of its sentence")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several different answers, with the evidence for it.

    ``text`` is the quote of ``citations[0]``, its strongest evidence; ``confidence`` in [0, 1] is
    the reader's score of it.
    """

    text: str
    confidence: float
    citations: tuple[Citation, ...]

    def __post_init__(self) -> None:
        if not self.citations or self.citations[0].quote != self.text:
            raise ValueError(f"answer {self.text!r} is not the quote of its first citation")

    @property
    def articles(self) -> int:
        """The number of independent articles with this answer; copies count once."""
        return len({citation.article for citation in self.citations})

    @property
    def published(self) -> date | None:
        """The newest date that any of these states."""
        return newest_date(self.citations)


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a list consists of: a slice of the sentence of the citation with the
    number ``citation``; ``span`` counts in that article.
    """

    text: str
    span: Span
    citation: int


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in one, and its answer; ``text`` is None with a ``reason``, else the
    quote of ``citations[0]``.

    ``question`` is the part as it was searched, ``decides`` and ``items`` as in Answer.
    """

    question: str
    text: str | None
    reason: str | None
    confidence: float
    citations: tuple[Citation, ...]
    decides: Decided | None = None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the articles that a question was asked of: ``articles`` of ``total``.

    ``undated`` counts those that the filter would admit if they stated a date.
    """

    where: Filter
    articles: int
    total: int
    undated: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question: a text with citations, or None with the reason.

    ``confidence`` in [0, 1] is the probability that the articles answer the question with
    ``citations[0]``; an abstention has no citations. ``hits`` are best first. ``generation`` is
    that of the index that answered. ``proposals`` are all that the reader proposed, best first.
    ``complete`` is False where a part of the index did not answer, and a better answer may exist.
    ``alternatives`` are different answers within reach of this one; their citations are numbered on
    from those of the answer. ``scope`` is None where all articles were asked. ``parts`` are the
    questions that the question consists of, none where it is one; ``text``, ``citations`` and
    ``alternatives`` are then those of the first one that is answered. ``searched`` is the question
    with its spelling corrected, with other names, or written out from the turns before it, None
    where it was searched as it is. ``kind`` is the question's where it changed the form of the
    answer. ``decides`` is what ``citations[0]`` says to a question of yes or no, None where that is
    not certain. ``items`` are those of a list that were found, never said to be all.
    """

    question: str
    text: str | None
    reason: str | None
    confidence: float
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    generation: int
    elapsed_ms: float = field(compare=False)
    proposals: tuple[AnswerSpan, ...] = ()
    complete: bool = True
    alternatives: tuple[Alternative, ...] = ()
    scope: Scope | None = None
    parts: tuple[Part, ...] = ()
    searched: str | None = None
    kind: Kind | None = None
    decides: Decided | None = None
    items: tuple[Item, ...] = ()

    def __post_init__(self) -> None:
        if (self.text is None) == (self.reason is None):
            raise ValueError("an answer has either a text or a reason for having none")
        if self.text is not None and (not self.citations or self.citations[0].quote != self.text):
            raise ValueError(f"answer {self.text!r} is not the quote of its first citation")
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"confidence {self.confidence}; expected 0 to 1")
        if self.decides and (self.kind != "yes_no" or self.text is None):
            raise ValueError(f"{self.decides!r} without an answer to a question of yes or no")

    @property
    def as_of(self) -> date | None:
        """The newest date of its evidence, where another answer has another one."""
        return date_apart(self.citations, (other.published for other in self.alternatives))

    @property
    def where(self) -> Filter | None:
        """The filter under which it was asked."""
        return self.scope.where if self.scope else None

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """Every citation by its number: the answer's, those of the alternatives, of the parts."""
        others = (c for other in self.alternatives for c in other.citations)
        parts = (c for part in self.parts for c in part.citations)
        return tuple({c.number: c for c in (*self.citations, *others, *parts)}.values())

    @property
    def duplicate_groups(self) -> dict[str, str]:
        """Each article found, and the id that it has in common with its copies."""
        return {hit.passage.article.id: hit.duplicate_group for hit in self.hits}
