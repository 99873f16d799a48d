"""``qa chat``: questions and follow-ups, one a line.

Owns the lines that are no questions, and how a follow-up shows what was searched.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from index.errors import ArticleQAError
from index.filtering.filter import Filter
from qa.answer import Answer
from qa.commands.arguments.filter_options import filter_of
from qa.commands.gaps import keeping_gaps
from qa.commands.indexing import settings_of
from qa.commands.process import DONE, ERROR
from qa.commands.terminal import print_error, print_json, print_result
from qa.text.printable import printable

NEW_TOPIC, END = "/new", "/end"
PROMPT = "? "


def run_chat(arguments: argparse.Namespace) -> int:
    """Answer questions line by line, each with those before it in mind.

    The status is ERROR where a line was invalid, and DONE otherwise.
    """
    from qa.assistant import Assistant
    from qa.conversation import Conversation

    where = filter_of(arguments)
    assistant = Assistant.open(settings=settings_of(arguments))
    conversation = Conversation(keeping_gaps(assistant, where=where))
    status = DONE
    for line in _lines():
        if line == END:
            break
        if line == NEW_TOPIC:
            conversation.forget()
            continue
        try:
            answer = conversation.ask(line)
            suggested = assistant.suggested_filter(answer) if arguments.json else None
            _print_turn(line, answer, suggested, json=arguments.json)
        except ArticleQAError as error:
            print_error(error)
            status = ERROR
    return status


def _lines() -> Iterator[str]:
    """The lines of standard input that are not blank; a person is prompted for each."""
    while True:
        if sys.stdin.isatty():
            print(PROMPT, end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            return
        if line.strip():
            yield line.strip()


def _print_turn(asked: str, answer: Answer, suggested: Filter | None, *, json: bool) -> None:
    from qa.commands.output.answer import answer_to_text
    from qa.wire.answer import answer_to_dict

    if json:
        print_json(answer_to_dict(answer, suggested) | {"asked": asked})
    else:
        searched = [f"(searched: {printable(answer.question)})"] if answer.question != asked else []
        print_result([*searched, answer_to_text(answer), ""])
    sys.stdout.flush()  # for a program that asks and waits
