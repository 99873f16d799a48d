"""The command line: parse, call, print, exit.

Owns what each command prints and the exit status: 0 answered or done, 1 abstained, 2 error. Results
go to standard output, everything else to standard error. Models are loaded by the commands that
need them.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.embed import Progress
from index.errors import ArticleQAError
from qa.arguments import parser
from qa.settings import Settings

ANSWERED, ABSTAINED, ERROR, INTERRUPTED = 0, 1, 2, 130
BAR_AFTER = 0.5  # seconds before a progress bar appears: short work needs none


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    arguments = parser().parse_args(argv)
    try:
        return COMMANDS[arguments.command](arguments)
    except ArticleQAError as error:
        _complain(error)
        return ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone: not our user's mistake
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ANSWERED


def run_index(arguments: argparse.Namespace) -> int:
    from index import SentenceTransformerEmbedder, build
    from qa.render import counted

    settings = _settings(arguments)
    started = time.perf_counter()
    embedder = SentenceTransformerEmbedder(settings.embedder)
    with _bar("embedding") as progress:
        report = build(
            Path(settings.seeds),
            Path(settings.index),
            embedder=embedder,
            rebuild=arguments.rebuild,
            progress=progress,
        )
    for error in report.rejected:
        _complain(error)
    counts = {
        name: getattr(report, name)
        for name in (
            "articles",
            "passages",
            "sentences",
            "embedded",
            "reused",
            "removed",
            "generation",
        )
    }
    counts["seconds"] = round(time.perf_counter() - started, 3)
    if arguments.json:
        _print_json(counts | {"rejected": [str(error) for error in report.rejected]})
    else:
        _print_changes(asdict(report.changes))
        held = (counted(counts[n], n[:-1]) for n in ("articles", "passages", "sentences"))
        print(
            f"{', '.join(held)}; {counted(counts['embedded'], 'passage')} embedded,"
            f" {counts['reused']:,} reused, {counts['removed']:,} removed"
            f" in {counts['seconds']:.1f} s: generation {counts['generation']}"
        )
    return ANSWERED


def run_status(arguments: argparse.Namespace) -> int:
    from index import status

    changes = asdict(status(Path(_settings(arguments).index)))
    if arguments.json:
        _print_json(changes)
    else:
        _print_changes(changes)
        print(", ".join(f"{len(ids)} {what}" for what, ids in changes.items()))
    return ANSWERED


def run_ask(arguments: argparse.Namespace) -> int:
    from qa.pipeline import Assistant, clean_question

    settings = _settings(arguments)
    if arguments.question != "-":
        clean_question(arguments.question, settings.question_length)  # before a model is loaded
    assistant = Assistant.open(settings.index, settings=settings)
    if arguments.question == "-":
        return _answer_all(assistant.ask, sys.stdin, as_json=arguments.json)
    answer = assistant.ask(arguments.question)
    _print_answer(answer, as_json=arguments.json)
    return ANSWERED if answer.text is not None else ABSTAINED


def run_eval(arguments: argparse.Namespace) -> int:
    from qa.cases import read_cases
    from qa.evaluate import evaluate
    from qa.pipeline import Assistant

    settings = _settings(arguments)
    cases = read_cases(Path(arguments.questions))
    assistant = Assistant.open(settings.index, settings=settings)
    with _bar("asking") as progress:
        figures = evaluate(assistant, cases, progress=progress)
    _print_json(asdict(figures)) if arguments.json else _print_table(asdict(figures))
    return ANSWERED


def run_serve(arguments: argparse.Namespace) -> int:
    """Start the page as the program it is: qa/ knows nothing of the front end."""
    settings = _settings(arguments)
    sys.argv = ["app.py", "--index", settings.index]
    sys.argv += ["--host", arguments.host] if arguments.host else []
    sys.argv += ["--port", str(arguments.port)] if arguments.port else []
    runpy.run_module("app", run_name="__main__", alter_sys=True)
    return ANSWERED


def _answer_all(ask: Callable[[str], Any], lines: Iterable[str], *, as_json: bool) -> int:
    """Answer one question a line; a line that is none is reported and the next one read."""
    status = ANSWERED
    for line in filter(str.strip, lines):
        try:
            _print_answer(ask(line.strip()), as_json=as_json)
        except ArticleQAError as error:
            _complain(error)
            status = ERROR
        sys.stdout.flush()
    return status


def _print_answer(answer: Any, *, as_json: bool) -> None:
    from qa.render import answer_to_dict, answer_to_text

    _print_json(answer_to_dict(answer)) if as_json else print(answer_to_text(answer))


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, sort_keys=True))


def _print_changes(changes: dict[str, Sequence[str]]) -> None:
    from qa.render import printable

    for what in ("added", "changed", "removed"):
        for article in changes[what]:
            print(f"{what:8} {printable(article)}")


def _print_table(figures: dict[str, Any], indent: str = "") -> None:
    for name, value in figures.items():
        if isinstance(value, dict):
            print(f"{indent}{name}")
            _print_table({f"at {key}": v for key, v in value.items()}, indent + "  ")
        else:
            shown = "-" if value is None else f"{value:.3f}" if isinstance(value, float) else value
            print(f"{indent}{name:24} {shown}")


def _complain(error: ArticleQAError) -> None:
    from qa.render import printable

    print(printable(str(error)), file=sys.stderr)


@contextmanager
def _bar(what: str) -> Iterator[Progress]:
    """A progress callback that draws a bar on a terminal's standard error, where work is long."""
    from tqdm import tqdm

    with tqdm(desc=what, delay=BAR_AFTER, disable=not sys.stderr.isatty(), leave=False) as bar:

        def report(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield report


def _settings(arguments: argparse.Namespace) -> Settings:
    return Settings.from_environment(seeds=getattr(arguments, "seeds", None), index=arguments.index)


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "index": run_index,
    "status": run_status,
    "ask": run_ask,
    "eval": run_eval,
    "serve": run_serve,
}

if __name__ == "__main__":
    sys.exit(main())
