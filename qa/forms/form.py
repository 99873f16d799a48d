"""An answer put into the form that its question's kind asks for.

Owns which kinds change an answer, and how their forms become part of it. What the forms are is that
of the files beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer, AnswerSpan, Citation, Item
from qa.evidence.citations import cite
from qa.forms.clause import whole_clauses
from qa.forms.definition import defined
from qa.forms.lists import Listed, listed
from qa.forms.yes_no import decide, weighed
from qa.questions.kind import Kind
from qa.readers.protocol import Reader

FORMED = ("list", "yes_no")  # kinds that change an answer
DEFINING = ("definition", "who", "what")  # kinds of a definition, before capitals are known


def proposed(question: str, kind: Kind, spans: Sequence[AnswerSpan]) -> list[AnswerSpan]:
    """The reader's proposals as the kind of the question wants them, best first."""
    if kind == "yes_no":
        return weighed(question, spans)
    if kind in DEFINING:
        return defined(question, spans)
    return whole_clauses(question, kind, spans)


def in_form(answer: Answer, reader: Reader) -> Answer:
    """A given answer with what the kind of its question asks for; as it is, where that is not
    found.
    """
    if answer.kind == "yes_no":
        return _with_word(answer, reader)
    found = listed(answer.proposals) if answer.kind == "list" else None
    if found and found.spans[0].passage.article.id == answer.citations[0].article:
        return _with_items(answer, found)
    return replace(answer, kind=None) if answer.kind == "list" else answer


def _with_word(answer: Answer, reader: Reader) -> Answer:
    """The answer with the word; without one where other answers compete with it."""
    if answer.alternatives:
        return answer
    question = answer.searched or answer.question
    return replace(answer, decides=decide(question, answer.citations[0], answer.hits, reader))


def _with_items(answer: Answer, found: Listed) -> Answer:
    """The answer as a list; the sentences of all its members are cited."""
    groups = answer.duplicate_groups
    citations = cite(found.spans, limit=len(found.spans), duplicate_groups=groups)
    items = tuple(_items(found.members, citations))
    if len(items) < 2:
        return replace(answer, kind=None)
    return replace(
        answer, text=citations[0].quote, citations=citations, alternatives=(), items=items
    )


def _items(members: Sequence[AnswerSpan], citations: Sequence[Citation]) -> list[Item]:
    return [
        Item(member.text, member.span, cited.number)
        for member in members
        for cited in citations
        if cited.article == member.passage.article.id and cited.sentence.contains(member.span)
    ]
