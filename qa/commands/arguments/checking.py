"""The commands that check: check-text, verify, check, gaps, eval."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from qa.commands.arguments.common import add_command, add_json_option, path
from qa.commands.arguments.filter_options import add_filter_options

if TYPE_CHECKING:
    from qa.commands.arguments.common import Commands

MOST_WRONG = 0.5  # share of answers that a promise may allow


def add_check_text(commands: Commands) -> None:
    what = "hold each sentence of a text against the articles"
    check = add_command(commands, "check-text", what, example="qa check-text draft.txt")
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


def add_verify(commands: Commands) -> None:
    what = "prove every quote of an exported answer or checked text against the articles"
    verify = add_command(commands, "verify", what, example="qa verify answer.html")
    verify.add_argument(
        "file", type=path, metavar="FILE", help="output of qa ask or check-text --format"
    )
    verify.add_argument(
        "--seeds", type=path, metavar="DIR", help="folder of articles (default: the index's)"
    )
    add_json_option(verify)


def add_check(commands: Commands) -> None:
    what = "ask the saved questions again, and report what regressed"
    check = add_command(commands, "check", what, example="qa check checks.jsonl")
    check.add_argument(
        "file", nargs="?", type=path, metavar="FILE", help="file of checks (default: checks.jsonl)"
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
    add_json_option(check)


def add_gaps(commands: Commands) -> None:
    what = "list the questions that got no answer, where QA_GAPS keeps them"
    gaps = add_command(commands, "gaps", what, example="QA_GAPS=gaps.jsonl qa gaps")
    gaps.add_argument("--clear", action="store_true", help="remove them all")
    gaps.add_argument("--json", action="store_true", help="print one JSON object per group")


def add_eval(commands: Commands) -> None:
    what = "measure quality on questions with known answers"
    evaluation = add_command(commands, "eval", what, example="qa eval questions.jsonl")
    evaluation.add_argument(
        "questions", type=path, metavar="QUESTIONS.jsonl", help="file of questions, .gz or not"
    )
    add_json_option(evaluation)


def share(text: str) -> float:
    """A share of answers, as ``5%`` or ``0.05``; ``off`` is 0."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = 0.0 if text == "off" else 1.0
    if (value or text == "off") and 0 <= value <= MOST_WRONG:
        return value
    raise argparse.ArgumentTypeError(f"{text!r} is no share from above 0 to {MOST_WRONG:.0%}")
