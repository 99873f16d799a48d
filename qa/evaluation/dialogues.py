"""Evaluation of follow-ups: dialogues whose turns have a known passage.

Owns the form of the file, described in tests/data/README.md, and the figures. What is measured is
the question that is searched; the turns before are taken as answered rightly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.embedding.protocol import Progress, no_progress, with_progress
from index.errors import QuestionError
from qa.assistant import Assistant
from qa.evaluation.cases import read_lines
from qa.questions.thread import Thread
from qa.text.similarity import composed

FIRST = 5  # passages retrieved, one of which is to hold the answer


@dataclass(frozen=True, slots=True)
class DialogueTurn:
    """A question as typed; ``passage`` is text of the paragraph that answers it, None where none
    does. ``alone`` is True for one that leans on no other, ``whole`` the question as a person would
    write it out.
    """

    question: str
    answer: str | None
    passage: str | None
    alone: bool
    whole: str


@dataclass(frozen=True, slots=True)
class DialogueFigures:
    """Shares in [0, 1] of the turns that lean on others and have a passage: how often it is among
    the FIRST retrieved. ``rewritten_alone`` is the share of the turns that stand alone, the first
    ones not counted, that were rewritten all the same.
    """

    dialogues: int
    leaning: int
    found_as_rewritten: float | None
    found_as_typed: float | None
    found_as_written_by_hand: float | None
    alone: int
    rewritten_alone: float | None


@dataclass(frozen=True, slots=True)
class _Asked:
    turn: DialogueTurn
    rewritten: str


def holds_dialogues(path: Path) -> bool:
    """True if the first line of a file is a dialogue."""
    lines = read_lines(path)
    return bool(lines) and '"turns"' in lines[0][1]


def read_dialogues(path: Path) -> list[tuple[DialogueTurn, ...]]:
    """Read a file of dialogues. Raises QuestionError, which names the first malformed line."""
    return [_dialogue(line, f"{path}:{n}") for n, line in read_lines(path)]


def evaluate_dialogues(
    assistant: Assistant,
    dialogues: Sequence[tuple[DialogueTurn, ...]],
    *,
    progress: Progress = no_progress,
) -> DialogueFigures:
    """Write out every turn but the first of each dialogue, and retrieve passages for it."""
    asked = [
        one
        for dialogue in with_progress(dialogues, progress)
        for one in _follow_ups(dialogue, assistant)
    ]
    alone = [one for one in asked if one.turn.alone]
    leaning = [one for one in asked if not one.turn.alone and one.turn.passage]
    found = [
        [_is_found(text, one.turn.passage, assistant)
         for text in (one.rewritten, one.turn.question, one.turn.whole)]
        for one in leaning
    ]  # fmt: skip
    rewritten, typed, by_hand = zip(*found, strict=True) if found else ((), (), ())
    return DialogueFigures(
        dialogues=len(dialogues),
        leaning=len(leaning),
        found_as_rewritten=_share(rewritten),
        found_as_typed=_share(typed),
        found_as_written_by_hand=_share(by_hand),
        alone=len(alone),
        rewritten_alone=_share([one.rewritten != one.turn.question for one in alone]),
    )


def _follow_ups(dialogue: Sequence[DialogueTurn], assistant: Assistant) -> Iterator[_Asked]:
    thread = Thread()
    for number, turn in enumerate(dialogue):
        rewritten = thread.write_out(turn.question)
        if number:
            yield _Asked(turn, rewritten)
        texts = [hit.passage.text for hit in assistant.retrieve(rewritten)]
        thread = thread.with_turn(rewritten, turn.answer, texts)


def _is_found(question: str, passage: str | None, assistant: Assistant) -> bool:
    wanted = composed(passage or "")
    texts = (composed(hit.passage.text) for hit in assistant.retrieve(question, FIRST))
    return any(wanted in text or text in wanted for text in texts)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None


def _dialogue(line: str, place: str) -> tuple[DialogueTurn, ...]:
    try:
        return tuple(
            DialogueTurn(
                question=str(turn["question"]),
                answer=turn["answer"],
                passage=turn["passage"],
                alone=bool(turn.get("alone", False)),
                whole=str(turn["standalone"]),
            )
            for turn in json.loads(line)["turns"]
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise QuestionError(
            found=f"{place} is not a dialogue ({type(error).__name__}: {error})",
            expected='{"turns": [{"question", "answer", "passage", "standalone"}, ...]}',
            cure="correct or remove the line",
        ) from error
