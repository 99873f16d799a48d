"""The commands that ask the articles: ask, chat, quotes, search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.commands.arguments.common import add_command, add_json_option
from qa.commands.arguments.filter_options import add_filter_options
from qa.retrieval.search_result import LIMIT

if TYPE_CHECKING:
    from qa.commands.arguments.common import Commands


def add_ask(commands: Commands) -> None:
    what = "answer a question; - reads one per line from standard input"
    ask = add_command(commands, "ask", what, example='qa ask "When does Blinken visit Korea?"')
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


def add_chat(commands: Commands) -> None:
    what = "answer questions and follow-ups from standard input, one a line"
    chat = add_command(commands, "chat", what, example="qa chat")
    chat.description = f"{chat.description} /new begins a new topic, /end stops."
    add_json_option(chat)
    add_filter_options(chat)


def add_quotes(commands: Commands) -> None:
    what = "show what somebody says in the articles, word for word"
    quotes = add_command(commands, "quotes", what, example="qa quotes --by Moon --about sanctions")
    quotes.add_argument("--by", required=True, metavar="NAME", help="a name, or an office")
    quotes.add_argument("--about", metavar="WORDS", help="only what is nearest to this matter")
    add_json_option(quotes)
    add_filter_options(quotes)


def add_search(commands: Commands) -> None:
    what = "find the passages of a question, without an answer"
    search = add_command(commands, "search", what, example='qa search "Blinken in Korea" --limit 5')
    search.add_argument("question", metavar="QUESTION", help="a question or words")
    search.add_argument(
        "--limit",
        type=int,
        default=LIMIT,
        metavar="N",
        help="passages, at most (default: %(default)s)",
    )
    add_json_option(search)
    add_filter_options(search)
