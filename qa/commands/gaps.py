"""The command about questions without an answer, and keeping those of the command line.

Owns its printing. The file and the groups are gaps/'s.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ArticleQAError, SettingsError
from qa.answer import Answer
from qa.commands.process import DONE
from qa.commands.terminal import print_error, print_json, print_result, progress_bar
from qa.settings import Settings
from qa.text.phrases import counted
from qa.text.printable import printable

if TYPE_CHECKING:
    from index.filtering.filter import Filter
    from qa.assistant import Assistant
    from qa.gaps.grouping import GapGroup


def run_gaps(arguments: argparse.Namespace) -> int:
    """Print the questions that got no answer, in groups, or remove them."""
    from index import open_embedder
    from qa.gaps.grouping import group_gaps, group_to_dict
    from qa.gaps.record import clear_gaps, read_gaps

    settings = Settings.from_environment(index=arguments.index)
    path = _path(settings)
    if arguments.clear:
        cleared = clear_gaps(path)
        line = f"{counted(cleared, 'question')} removed"
        print_result({"cleared": cleared} if arguments.json else [line])
        return DONE
    gaps = read_gaps(path)
    encode = open_embedder(settings.embedder).encode_question
    with progress_bar("grouping") as progress:
        groups = group_gaps(gaps, encode, progress=progress)
    if arguments.json:
        for group in groups:
            print_json(group_to_dict(group))
    else:
        print_result(gaps_to_lines(groups))
    return DONE


def keeping_gaps(assistant: Assistant, *, where: Filter | None) -> Callable[[str], Answer]:
    """The asking of an assistant under a filter, which also keeps the questions that get no answer,
    where the settings name a file for them. That it cannot is printed, for the answer is not to be
    lost.
    """
    path = assistant.settings.gaps
    if path is None:
        return partial(assistant.ask, where=where)
    from qa.gaps.record import keep_gap

    def ask(question: str) -> Answer:
        answer = assistant.ask(question, where=where)
        try:
            keep_gap(answer, path, seeds=Path(assistant.generation.manifest.seeds))
        except ArticleQAError as error:
            print_error(error)
        return answer

    return ask


def gaps_to_lines(groups: Iterable[GapGroup]) -> Iterator[str]:
    """The questions of each group below how often and when they were asked, and their number."""
    groups = list(groups)
    for group in groups:
        near = f"; nearest: {group.article}" if group.article else ""
        yield printable(f"{counted(group.times, 'time')}, last {group.newest[:10]}{near}")
        for question in group.questions:
            yield f"    {printable(question)}"
    asked = sum(group.times for group in groups)
    yield f"{counted(asked, 'question')} without an answer, in {counted(len(groups), 'group')}"


def _path(settings: Settings) -> Path:
    if settings.gaps is None:
        raise SettingsError(
            found="no file for questions that get no answer",
            expected="one, before questions are asked",
            cure="set QA_GAPS, as QA_GAPS=gaps.jsonl",
        )
    return Path(settings.gaps)
