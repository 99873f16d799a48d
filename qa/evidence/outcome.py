"""The stage that a passage reached on the way to an answer, with the reason in words. Pure.

Owns the names of the stages and their reasons. Knows nothing of how they are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.corpus import Passage
from qa.answer import Answer, AnswerSpan, Citation
from qa.evidence.compare import FLOOR
from qa.text.agreement import agree
from qa.text.phrases import quoted

Stage = Literal[
    "cited",  # it is evidence for the answer
    "copy",  # it says the same, and its article is a copy of a cited one
    "agrees",  # it says the same, and other evidence is shown
    "doubted",  # read; nothing is answered, for the reader was not sure enough of anything
    "outdone",  # read; another passage answers better
    "silent",  # read; the reader found no answer in it
    "unread",  # found by a search, but not among the best, which alone are read
    "unfound",  # found by no search
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The stage that a passage reached, its reason, and the reader's best span of the passage."""

    proposal: AnswerSpan | None
    stage: Stage
    reason: str


def outcome_of(answer: Answer, passage: Passage) -> Outcome | None:
    """The outcome of a passage that was read; None where it was not read."""
    if not any(_same(hit.passage, passage) for hit in answer.hits):
        return None
    proposal = next((p for p in answer.proposals if _same(p.passage, passage)), None)
    cited = next((c for c in answer.evidence if _holds(passage, c)), None)
    if cited:
        what = "the evidence" if cited in answer.citations else "evidence of another answer,"
        return Outcome(proposal, "cited", f"it is {what} [{cited.number}]")
    if proposal is None:
        return Outcome(None, "silent", "it was read, and no answer was found in it")
    if answer.text is None:
        best = f"its best answer is {quoted(proposal.text)} at {proposal.score:.0%}"
        return Outcome(proposal, "doubted", f"it was read, and nothing was sure enough: {best}")
    if proposal.score >= FLOOR and agree(answer.text, proposal.text):
        return _agreeing(answer, proposal)
    better = f"[1] answers with {answer.confidence:.0%}"
    reason = f"it was read, and {better}, this with {proposal.score:.0%}: {quoted(proposal.text)}"
    return Outcome(proposal, "outdone", reason)


def _agreeing(answer: Answer, proposal: AnswerSpan) -> Outcome:
    article = proposal.passage.article.id
    for citation in answer.citations:
        if article in citation.copies:
            reason = f"it says the same, and is a copy of {citation.article}: [{citation.number}]"
            return Outcome(proposal, "copy", reason)
    return Outcome(proposal, "agrees", "it says the same, and other evidence is shown")


def unread(answer: Answer, rank: int | None, *, found: bool = True) -> Outcome:
    """The outcome of a passage that was not read; ``found`` states whether a search found it.

    ``rank`` is None where the index did not compare it with the others.
    """
    if not found:
        place = f"it ranks {rank}" if rank else "it is far behind"
        reason = f"no search found it near the question: of all passages {place}"
        return Outcome(None, "unfound", reason)
    read = f"the first {len(answer.hits)} are read"
    return Outcome(None, "unread", f"it was found and not read: it ranks {rank}, and {read}")


def _same(one: Passage, other: Passage) -> bool:
    return (one.article.id, one.span) == (other.article.id, other.span)


def _holds(passage: Passage, citation: Citation) -> bool:
    return passage.article.id == citation.article and passage.span.contains(citation.span)
