"""The dispatch of all commands, and those that answer, prove and measure.

Owns what each command prints and its exit status. Results go to standard output, everything else to
standard error. Models are loaded by the commands that need them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import ArticleQAError, QuestionError
from qa.answer import Answer
from qa.commands.arguments.filter_options import filter_of
from qa.commands.arguments.parser import parser
from qa.commands.chatting import run_chat
from qa.commands.checking import run_check
from qa.commands.gaps import keeping_gaps, run_gaps
from qa.commands.indexing import run_index, run_rollback, run_status, settings_of
from qa.commands.process import DONE, ERROR, NEGATIVE, write_as_file
from qa.commands.quoting import run_quotes
from qa.commands.serving import run_mcp, run_serve
from qa.commands.terminal import print_error, print_json, print_result, print_table, progress_bar


def run_command(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command](arguments)
    except ArticleQAError as error:
        print_error(error)
        return ERROR


def run_ask(arguments: argparse.Namespace) -> int:
    """Answer a question, or one per line of standard input.

    The status is NEGATIVE for an abstention. With standard input it is ERROR where a line was
    invalid, and DONE otherwise.
    """
    from qa.assistant import Assistant
    from qa.commands.output.printing import printing
    from qa.question import clean_question

    settings, where = settings_of(arguments), filter_of(arguments)
    if arguments.question != "-":
        clean_question(arguments.question, settings.question_length)  # before a model is loaded
    elif arguments.form == "html":
        raise QuestionError(
            found="--format html was given with questions from standard input",
            expected="one question, for a page holds one answer",
            cure="run qa ask QUESTION --format html",
        )
    assistant = Assistant.open(settings=settings)
    ask = keeping_gaps(assistant, where=where)
    with printing(arguments.form, assistant.suggested_filter) as show:
        if arguments.question == "-":
            return _answer_all(ask, sys.stdin, show)
        answer = ask(arguments.question)
        show(answer)
        return DONE if answer.text is not None else NEGATIVE


def run_search(arguments: argparse.Namespace) -> int:
    """Find the passages of a question; the status is NEGATIVE where there is none."""
    from qa.assistant import Assistant
    from qa.commands.output.search import search_to_lines
    from qa.question import clean_question
    from qa.retrieval.search_result import check_limit, search_to_dict

    settings = settings_of(arguments)
    clean_question(arguments.question, settings.question_length)  # before a model is loaded
    check_limit(arguments.limit, settings.candidates)
    where = filter_of(arguments)
    assistant = Assistant.open(settings=replace(settings, reader="sentence"))  # nothing is read
    found = assistant.search(arguments.question, limit=arguments.limit, where=where)
    print_result(search_to_dict(found) if arguments.json else search_to_lines(found))
    return DONE if found.hits else NEGATIVE


def run_check_text(arguments: argparse.Namespace) -> int:
    """Hold a text against the articles; the status is NEGATIVE unless all is supported."""
    from qa.assistant import Assistant
    from qa.checking.check import check_text
    from qa.checking.export.files import export_text
    from qa.checking.record import statements_to_dicts
    from qa.checking.statements import parse_draft, read_text
    from qa.commands.output.check import checked_to_lines

    text = read_text(sys.stdin.buffer if arguments.file == "-" else Path(arguments.file))
    parse_draft(text)  # before a model is loaded
    where = filter_of(arguments)
    assistant = Assistant.open(settings=settings_of(arguments))
    with progress_bar("checking") as progress:
        checked = check_text(text, assistant, where=where, progress=progress)
    if arguments.json:
        for statement in statements_to_dicts(checked):
            print_json(statement)
    elif arguments.form != "text":
        write_as_file()
        print(export_text(checked, arguments.form), end="")
    else:
        print_result(checked_to_lines(checked))
    return DONE if checked.holds else NEGATIVE


def run_verify(arguments: argparse.Namespace) -> int:
    """Prove an exported file against the articles; the status is NEGATIVE unless all is proved."""
    from index.backend import read_manifest
    from qa.commands.output.proof import proof_to_dict, proof_to_lines
    from qa.evidence.proof import prove

    settings = settings_of(arguments)
    seeds = arguments.seeds or read_manifest(settings.location).seeds
    proof = prove(Path(arguments.file), Path(seeds))
    print_result(proof_to_dict(proof) if arguments.json else proof_to_lines(proof))
    return DONE if proof.holds else NEGATIVE


def run_eval(arguments: argparse.Namespace) -> int:
    """Measure quality on a file of questions with known answers, of statements, of dialogues or of
    speakers.
    """
    from qa.assistant import Assistant
    from qa.evaluation.measure import read_measure

    measure = read_measure(Path(arguments.questions))
    assistant = Assistant.open(settings=settings_of(arguments))
    with progress_bar(measure.doing) as progress:
        figures = measure.figures(assistant, progress)
    print_json(figures) if arguments.json else print_table(figures)
    return DONE


def _answer_all(
    ask: Callable[[str], Answer], lines: Iterable[str], show: Callable[[Answer], None]
) -> int:
    """Answer one question per line; an invalid one is reported, and the next line is read."""
    status = DONE
    for line in filter(str.strip, lines):
        try:
            show(ask(line.strip()))
        except ArticleQAError as error:
            print_error(error)
            status = ERROR
        sys.stdout.flush()
    return status


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "index": run_index,
    "status": run_status,
    "rollback": run_rollback,
    "ask": run_ask,
    "chat": run_chat,
    "quotes": run_quotes,
    "search": run_search,
    "check-text": run_check_text,
    "verify": run_verify,
    "check": run_check,
    "gaps": run_gaps,
    "eval": run_eval,
    "serve": run_serve,
    "mcp": run_mcp,
}
