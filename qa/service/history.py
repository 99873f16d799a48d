"""The earlier turns of a caller's conversation, as the caller has them: replies of ``ask``, or
questions with their answers alone.

Owns which keys of a turn count. Knows nothing of how a question is written out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from index.errors import ArgumentError
from qa.question import clean_question
from qa.questions.thread import MAX_TURNS, Thread

MAX_SENTENCES = 20  # cited in a reply, that are looked at for names
LONGEST = 5_000  # characters of such a sentence that count

Turn = dict[str, Any]


def thread_of(history: Sequence[Turn], *, limit: int) -> Thread:
    """The thread of some turns, the oldest first; questions have at most ``limit`` characters.

    A turn has ``question``, as it was asked, and ``answer``, None or left out where there was none.
    A reply of ``ask`` also says what was ``searched``, and which sentences were cited. Raises
    ArgumentError for anything else, and QuestionError as ``Assistant.ask`` does.
    """
    thread = Thread()
    for number, turn in enumerate(history[-MAX_TURNS:], start=max(0, len(history) - MAX_TURNS)):
        if not isinstance(turn, Mapping):
            raise _unlike_a_turn(number, turn)
        asked, answer = turn.get("question"), turn.get("answer")
        searched = turn.get("searched")
        if not isinstance(asked, str) or not _is_text_or_none(answer, searched):
            raise _unlike_a_turn(number, turn)
        question = searched or thread.write_out(clean_question(asked, limit))
        thread = thread.with_turn(clean_question(question, limit), answer, _sentences(turn))
    return thread


def _is_text_or_none(*values: object) -> bool:
    return all(value is None or isinstance(value, str) for value in values)


def _unlike_a_turn(number: int, turn: object) -> ArgumentError:
    return ArgumentError(
        found=f"history[{number}] is {turn!r:.60}",
        expected='{"question": text, "answer": text or null}',
        cure="send that, or what ask returned",
    )


def _sentences(turn: Turn) -> list[str]:
    """The sentences that were cited, where the turn is a reply."""
    cited = turn.get("citations")
    citations = cited if isinstance(cited, list) else []
    sentences = (one.get("sentence") for one in citations if isinstance(one, Mapping))
    return [text[:LONGEST] for text in sentences if isinstance(text, str)][:MAX_SENTENCES]
