"""Questions and headings of articles: the text that is read together, and may answer. Pure.

Owns that a question in an article is never its own answer: the text after it is read together with
it, even where they are separate passages. Marks headings, which answer only where the text below
does not. The forms of questions and headings are in questions.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.corpus import Article, Passage, Span
from index.sources.paragraphs import split_paragraphs
from index.sources.split import split_sentences
from qa.answer import Hit
from qa.readers.questions import is_heading, is_question, not_answering

FOLLOWING = 2  # paragraphs that are read with the question before them
REACH = 2_000  # characters of an article that are looked at, before a passage or behind it


@dataclass(frozen=True, slots=True)
class Context:
    """A part of an article that is read at once; an answer must be within an ``open`` span.

    ``hits`` are the passages that contain these spans; ``heading`` is whether they are a heading.
    """

    article: Article
    span: Span
    open: tuple[Span, ...]
    hits: tuple[Hit, ...]
    heading: bool = False

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    def holds(self, other: Context) -> bool:
        """True where all of another context is read with this one."""
        return (
            self.article == other.article
            and self.span.contains(other.span)
            and all(any(o.contains(part) for o in self.open) for part in other.open)
        )


def contexts(question: str, hits: Sequence[Hit]) -> list[Context]:
    """The contexts to read for a question, in the order of the hits; none contains another."""
    found: list[Context] = []
    for context in (c for hit in hits for c in _contexts_of(question, hit, hits) if c.open):
        if not any(known.holds(context) for known in found):
            found = [known for known in found if not context.holds(known)]
            found.append(context)
    return found


def _contexts_of(question: str, hit: Hit, hits: Sequence[Hit]) -> Iterator[Context]:
    """A passage with the question before it, and the text after the question that it ends with."""
    passage, article = hit.passage, hit.passage.article
    before = _question_before(article.text, passage.span.start)
    whole = Span(before.start if before else passage.span.start, passage.span.end)
    alone = is_heading(article.text, passage.span) and not before
    only = len(passage.sentences) == 1
    if not all(is_question(s.of(article.text), alone=only) for s in passage.sentences):
        yield Context(article, whole, _open(question, passage), (hit,), alone)
    asked = passage.sentences[-1]
    if is_question(asked.of(article.text), alone=only):
        answers = tuple(_following(hit, hits))
        if answers:
            span = Span(asked.start, answers[-1].passage.span.end)
            yield Context(article, span, _opened(question, answers), answers)


def _opened(question: str, hits: Sequence[Hit]) -> tuple[Span, ...]:
    return tuple(part for hit in hits for part in _open(question, hit.passage))


def _open(question: str, passage: Passage) -> tuple[Span, ...]:
    """The parts of a passage that may answer a question: all that do not ask it."""
    text, parts, start = passage.article.text, [], passage.span.start
    alone = len(passage.sentences) == 1
    for sentence in passage.sentences:
        for closed in not_answering(question, sentence.of(text), alone=alone):
            parts.append((start, sentence.start + closed.start))
            start = sentence.start + closed.end
    parts.append((start, passage.span.end))
    return tuple(Span(a, b) for a, b in parts if text[a:b].strip())


def _following(hit: Hit, hits: Sequence[Hit]) -> Iterator[Hit]:
    """The paragraphs after a passage, up to the next question or heading, with its hit's score."""
    article, end = hit.passage.article, hit.passage.span.end
    near = article.text[end : end + REACH]
    for number, part in enumerate(split_paragraphs(near)[:FOLLOWING]):
        span = Span(end + part.start, end + part.end)
        content = span.of(article.text)
        if number and (is_question(content, alone=True) or is_heading(article.text, span)):
            return
        yield _as_hit(hit, span, hits)


def _as_hit(question: Hit, span: Span, hits: Sequence[Hit]) -> Hit:
    """The paragraph as a hit, with at least the score of the question before it."""
    article = question.passage.article
    for hit in hits:
        if hit.passage.article == article and hit.passage.span == span:
            return replace(hit, score=max(hit.score, question.score))
    passage = Passage(article, span, tuple(split_sentences(article.text, span)))
    return replace(
        question, passage=passage, sentences=(max(question.sentences),) * len(passage.sentences)
    )


def _question_before(text: str, start: int) -> Span | None:
    """The question that the paragraph before a place ends with."""
    first = max(0, start - REACH)
    paragraphs = split_paragraphs(text[first:start])
    if not paragraphs:
        return None
    last = Span(first + paragraphs[-1].start, first + paragraphs[-1].end)
    if not is_question(last.of(text), alone=True):
        return None
    return split_sentences(text, last)[-1]
