"""The parser of the command line: commands, options, help. Pure; runs nothing.

Every command has help with an example that runs.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, NoReturn

import qa
from qa.commands.filter_options import add_filter_options
from qa.commands.process import ERROR
from qa.retrieval.search_result import LIMIT
from qa.text.printable import printable

LOOPBACK = "127.0.0.1"
MOST_WRONG = 0.5  # share of answers that a promise may allow


class _Parser(argparse.ArgumentParser):
    """A parser whose usage errors are one line, as all other errors are."""

    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        line = printable(f"{message}; expected {usage}; see {self.prog} --help")
        self.exit(ERROR, f"{line}\n")


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[_Parser]


class _Version(argparse.Action):
    """Prints the version of the installed package, which is looked up at that moment alone."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        print(parser.prog, qa.__version__)
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """The parser of ``qa``; its namespace holds ``command`` and the options of that command."""
    program = _Parser(
        prog="qa",
        description="Ask your articles a question; see the sentences the answer rests on.",
        epilog="Settings can be given as environment variables: QA_SEEDS, QA_INDEX, QA_EMBEDDER,"
        " QA_TOP_K, ... The README lists them.",
    )
    program.add_argument("--version", action=_Version, nargs=0, help="print the version, and stop")
    commands = program.add_subparsers(metavar="COMMAND", required=True)
    for add in (
        _add_index,
        _add_status,
        _add_rollback,
        _add_ask,
        _add_chat,
        _add_quotes,
        _add_search,
        _add_check_text,
        _add_verify,
        _add_check,
        _add_gaps,
        _add_eval,
        _add_serve,
        _add_mcp,
    ):
        add(commands)
    return program


def path(text: str) -> str:
    """A path with ``~`` expanded to the home folder, which shells leave in ``--seeds=~/news``."""
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty path")
    return os.path.expanduser(text)  # noqa: PTH111 - a Path drops the ./ of ./~


def share(text: str) -> float:
    """A share of answers, as ``5%`` or ``0.05``; ``off`` is 0."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = 0.0 if text == "off" else 1.0
    if (value or text == "off") and 0 <= value <= MOST_WRONG:
        return value
    raise argparse.ArgumentTypeError(f"{text!r} is no share from above 0 to {MOST_WRONG:.0%}")


def _add_index(commands: Commands) -> None:
    index = _command(
        commands, "index", "build the index, or bring it up to date", example="qa index seeds"
    )
    index.add_argument(
        "seeds", nargs="?", metavar="SEEDS", help="folder of articles (default: seeds)"
    )
    index.add_argument(
        "--rebuild", action="store_true", help="rebuild everything, and reuse nothing"
    )
    index.add_argument(
        "--compact",
        action="store_true",
        help="leave nothing of removed text on the disk, nor an index to go back to",
    )
    index.add_argument("--dry-run", action="store_true", help="show what would be done, and stop")
    index.add_argument(
        "--watch", action="store_true", help="keep running, and update at every change"
    )
    index.add_argument(
        "--poll", action="store_true", help="watch by polling, which network drives need"
    )
    index.add_argument(
        "--workers", metavar="ADDRESS", help="read and embed on Dask workers: dask://HOST:PORT"
    )
    index.add_argument(
        "--no-check", action="store_true", help="do not ask the saved questions again"
    )
    index.add_argument(
        "-v", "--verbose", action="store_true", help="list the text left out of each file"
    )
    _add_json(index)


def _add_status(commands: Commands) -> None:
    what = "show what has changed in the seeds since the last build"
    _add_json(_command(commands, "status", what, example="qa status --json"))


def _add_rollback(commands: Commands) -> None:
    what = "go back to the index as it was before the last build"
    _add_json(_command(commands, "rollback", what, example="qa rollback"))


def _add_ask(commands: Commands) -> None:
    what = "answer a question; - reads one per line from standard input"
    ask = _command(commands, "ask", what, example='qa ask "When does Blinken visit Korea?"')
    ask.add_argument("question", metavar="QUESTION", help="a question in plain language, or -")
    forms = ask.add_mutually_exclusive_group()
    forms.add_argument(
        "--json",
        dest="form",
        action="store_const",
        const="line",
        help="print one JSON object per line",
    )
    forms.add_argument(
        "--format",
        dest="form",
        choices=("text", "json", "markdown", "html", "bibtex", "ris", "csl"),
        help="print in this format; qa verify can prove json, markdown and html",
    )
    ask.set_defaults(form="text")
    add_filter_options(ask)


def _add_chat(commands: Commands) -> None:
    what = "answer questions and follow-ups from standard input, one a line"
    chat = _command(commands, "chat", what, example="qa chat")
    chat.description = f"{chat.description} /new begins a new topic, /end stops."
    _add_json(chat)
    add_filter_options(chat)


def _add_quotes(commands: Commands) -> None:
    what = "show what somebody says in the articles, word for word"
    quotes = _command(commands, "quotes", what, example="qa quotes --by Moon --about sanctions")
    quotes.add_argument("--by", required=True, metavar="NAME", help="a name, or an office")
    quotes.add_argument("--about", metavar="WORDS", help="only what is nearest to this matter")
    _add_json(quotes)
    add_filter_options(quotes)


def _add_search(commands: Commands) -> None:
    what = "find the passages of a question, without an answer"
    search = _command(commands, "search", what, example='qa search "Blinken in Korea" --limit 5')
    search.add_argument("question", metavar="QUESTION", help="a question or words")
    search.add_argument(
        "--limit",
        type=int,
        default=LIMIT,
        metavar="N",
        help="passages, at most (default: %(default)s)",
    )
    _add_json(search)
    add_filter_options(search)


def _add_check_text(commands: Commands) -> None:
    what = "hold each sentence of a text against the articles"
    check = _command(commands, "check-text", what, example="qa check-text draft.txt")
    check.add_argument(
        "file", type=path, metavar="FILE", help="a text in UTF-8, or - for standard input"
    )
    forms = check.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="print one JSON object per sentence")
    forms.add_argument(
        "--format",
        dest="form",
        choices=("text", "json", "markdown", "html"),
        default="text",
        help="print in this format; qa verify can prove all but text",
    )
    add_filter_options(check)


def _add_verify(commands: Commands) -> None:
    what = "prove every quote of an exported answer or checked text against the articles"
    verify = _command(commands, "verify", what, example="qa verify answer.html")
    verify.add_argument(
        "file", type=path, metavar="FILE", help="output of qa ask or check-text --format"
    )
    verify.add_argument(
        "--seeds", type=path, metavar="DIR", help="folder of articles (default: the index's)"
    )
    _add_json(verify)


def _add_check(commands: Commands) -> None:
    what = "ask the tests, which are saved questions, again, and report what regressed"
    check = _command(commands, "check", what, example="qa check checks.jsonl")
    check.add_argument(
        "file", nargs="?", type=path, metavar="FILE", help="file of tests (default: checks.jsonl)"
    )
    check.add_argument(
        "--since",
        type=int,
        metavar="GENERATION",
        help="show which answers differ from those of that generation of the index",
    )
    check.add_argument(
        "--promise",
        type=share,
        metavar="SHARE",
        help="set the threshold so that at most this share of answers is wrong, as 5%%, or off",
    )
    _add_json(check)


def _add_gaps(commands: Commands) -> None:
    what = "list the questions that got no answer, where QA_GAPS keeps them"
    gaps = _command(commands, "gaps", what, example="QA_GAPS=gaps.jsonl qa gaps")
    gaps.add_argument("--clear", action="store_true", help="remove them all")
    gaps.add_argument("--json", action="store_true", help="print one JSON object per group")


def _add_eval(commands: Commands) -> None:
    what = "measure quality on questions with known answers"
    evaluation = _command(commands, "eval", what, example="qa eval questions.jsonl")
    evaluation.add_argument(
        "questions", type=path, metavar="QUESTIONS.jsonl", help="file of questions, .gz or not"
    )
    _add_json(evaluation)


def _add_serve(commands: Commands) -> None:
    serve = _command(commands, "serve", "serve the page", example="qa serve --port 7860")
    add_serve_options(serve)


def _add_mcp(commands: Commands) -> None:
    what = "serve MCP over standard input and output, for a program that starts this command"
    mcp = _command(commands, "mcp", what, example="qa mcp --index .index")
    mcp.add_argument("--allow-update", action="store_true", help="offer the tool update too")


def add_serve_options(serve: argparse.ArgumentParser) -> None:
    """Add the options of the page, which ``qa serve`` and app.py have in common."""
    serve.add_argument(
        "--host", default=LOOPBACK, help="address to listen on (default: %(default)s)"
    )
    serve.add_argument(
        "--port", type=int, help="port to listen on (default: the first free one from 7860)"
    )
    serve.add_argument(
        "--proxy",
        metavar="ADDRESS",
        default="",
        help="address of a proxy whose forwarded client addresses are trusted",
    )
    serve.add_argument(
        "--credentials",
        type=path,
        metavar="FILE",
        help="file of logins; needed to listen on another host",
    )
    serve.add_argument("--add", metavar="NAME", help="add a login to that file, and stop")
    serve.add_argument("--new", action="store_true", help="start without an index")
    serve.add_argument("--mcp", action="store_true", help="serve the MCP tools too")


def add_index_option(command: argparse.ArgumentParser) -> None:
    """Add ``--index``."""
    command.add_argument(
        "--index",
        metavar="DIR",
        help="index folder (default: .index), or milvus://HOST:PORT/COLLECTION",
    )


def _command(commands: Commands, name: str, what: str, *, example: str) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=f"example: {example}",
        allow_abbrev=False,
    )
    command.set_defaults(command=name)
    add_index_option(command)
    return command


def _add_json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print one JSON object per line")
