"""Several questions in one: each part asked, and the answers joined.

Owns what a part takes from the parts before it, and the numbers of the evidence of all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count

from qa.answer import Answer, Hit, Part
from qa.questions.follow_up import standalone
from qa.questions.references import Turn


def ask_in_turn(parts: Sequence[str], ask: Callable[[str], Answer]) -> list[Answer]:
    """The answer to each part; what it leaves to be understood is that of the parts before it."""
    turns: list[Turn] = []
    answers = []
    for part in parts:
        answers.append(ask(standalone(part, turns)))
        turns.append(Turn(answers[-1].question, answers[-1].text))
    return answers


def join_parts(question: str, answers: Sequence[Answer]) -> Answer | None:
    """The answer to the whole question: that of the first part that is answered, with all parts.

    None where no part is answered.
    """
    first = next((answer for answer in answers if answer.text is not None), None)
    if first is None:
        return None
    numbers = count(len(first.evidence) + 1)
    parts = tuple(
        _part(
            answer,
            {c.number: c.number if answer is first else next(numbers) for c in answer.citations},
        )
        for answer in answers
    )
    return replace(
        first,
        question=question,
        searched=None,
        kind=None,
        decides=None,
        items=(),
        parts=parts,
        hits=_joined_hits([first, *answers]),
        complete=all(answer.complete for answer in answers),
    )


def _part(answer: Answer, numbers: Mapping[int, int]) -> Part:
    """An answer as a part, its evidence numbered as ``numbers`` says."""
    return Part(
        answer.searched or answer.question,
        answer.text,
        answer.reason,
        answer.confidence,
        tuple(replace(c, number=numbers[c.number]) for c in answer.citations),
        answer.decides,
        tuple(replace(item, citation=numbers[item.citation]) for item in answer.items),
    )


def _joined_hits(answers: Sequence[Answer]) -> tuple[Hit, ...]:
    """The passages found for any part: those of the first answer, then what the others add."""
    found = {hit.passage: hit for answer in reversed(answers) for hit in answer.hits}
    order = dict.fromkeys(hit.passage for answer in answers for hit in answer.hits)
    return tuple(replace(found[passage], rank=n) for n, passage in enumerate(order, start=1))
