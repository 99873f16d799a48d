"""The commands about saved questions: asking them again, and after a build.

Owns the order of their steps and their printing. The work is evaluation/'s.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import backend
from index.errors import ArticleQAError, SettingsError
from index.report import BuildReport
from qa.commands.process import DONE, NEGATIVE, print_error_line
from qa.commands.terminal import print_error, print_result, progress_bar
from qa.settings import Settings
from qa.text.printable import printable

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.evaluation.changes.since import Comparison
    from qa.evaluation.changes.update_check import UpdateCheck
    from qa.evaluation.checkup import Checkup
    from qa.evaluation.promising import Shortfall
    from qa.promise import Promise

WITHDRAW = 0.0  # as the share of a promise


def run_check(arguments: argparse.Namespace) -> int:
    """Ask all checks again.

    The status is NEGATIVE where one that passed before now fails; with --since, where one is
    answered otherwise; with --promise, where that cannot be made.
    """
    from qa.assistant import Assistant
    from qa.evaluation.changes.since import compare_with, require_known
    from qa.evaluation.checks import read_checks
    from qa.evaluation.checkup import run_checkup

    settings = Settings.from_environment(index=arguments.index)
    path = Path(arguments.file or settings.checks)
    if arguments.promise is not None:
        _require_promising(path, settings)
    read_checks(path)  # before a model is loaded
    assistant = Assistant.open(settings=settings)
    if arguments.since is not None:
        require_known(assistant, path, arguments.since)  # before the last run is replaced
    compared = None
    with progress_bar("asking") as progress:
        done = run_checkup(assistant, path, progress=progress)
    if arguments.since is not None:
        with progress_bar(f"asking generation {arguments.since}") as progress:
            compared = compare_with(done, assistant, path, arguments.since, progress=progress)
    promised = _promise(done, assistant, path, arguments.promise)
    _print(arguments, done, compared, promised)
    failed = arguments.promise and not getattr(promised, "kept", False)
    return NEGATIVE if done.regressed or (compared and compared.changes) or failed else DONE


def _require_promising(path: Path, settings: Settings) -> None:
    """Raise SettingsError where a promise that is made of a file would not count."""
    if path.resolve() != Path(settings.checks).resolve():
        raise SettingsError(
            found=f"--promise was given with {path}",
            expected=f"the file that answers are given by, {settings.checks}",
            cure="set QA_CHECKS to it",
        )
    if settings.threshold is not None:
        raise SettingsError(
            found=f"QA_THRESHOLD is {settings.threshold}, which goes before a promise",
            expected="none",
            cure="unset it",
        )


def _promise(
    done: Checkup, assistant: Assistant, path: Path, share: float | None
) -> Promise | Shortfall | None:
    """The promise that was asked for, else the one that is renewed."""
    from qa.evaluation import promising
    from qa.promise import Promise

    if share is None:
        return promising.renew_promise(done, assistant, path)
    if share == WITHDRAW:
        promising.withdraw_promise(path)
        return None
    found = promising.find_promise(done, assistant, share=share)
    if isinstance(found, Promise):
        seeds = Path(assistant.generation.manifest.seeds)
        promising.keep_promise(found, path, seeds=seeds)
    return found


def _print(
    arguments: argparse.Namespace,
    done: Checkup,
    compared: Comparison | None,
    promised: Promise | Shortfall | None,
) -> None:
    from qa.commands.output import checkup as output
    from qa.evaluation.changes.since import comparison_to_dict
    from qa.evaluation.promising import promise_to_dict

    if arguments.json:
        more: dict[str, Any] = {}
        if compared is not None:
            more |= {n: v for n, v in comparison_to_dict(compared).items() if n != "checks"}
        if promised is not None:
            more["promise"] = promise_to_dict(promised)
        print_result(output.checkup_to_dict(done) | more)
        return
    print_result(output.checkup_to_lines(done))
    if compared is not None:
        print_result(output.comparison_to_lines(compared))
    if promised is not None:
        print_result([output.promise_in_words(promised)])


def generation_before(settings: Settings) -> int | None:
    """The generation before a build, where the checks after it will be compared with it.

    Raises ArticleQAError.
    """
    if not settings.autocheck or not Path(settings.checks).is_file():
        return None
    return (
        backend.current_generation(settings.location) if backend.exists(settings.location) else None
    )


def check_after_build(
    settings: Settings, report: BuildReport, since: int | None
) -> UpdateCheck | None:
    """Ask the saved questions again after a build that made a new generation.

    None where there are none, or more than the settings allow. The index is built, whatever happens
    here: an error is printed.
    """
    if report.generation == since or not settings.autocheck:
        return None
    if not Path(settings.checks).is_file():
        return None
    from qa.assistant import Assistant
    from qa.evaluation.changes.update_check import check_after_update, wanted_checks

    try:
        if not wanted_checks(Path(settings.checks), most=settings.autocheck):
            print_error_line(
                f"the questions in {printable(settings.checks)} were not asked again; expected at"
                f" most {settings.autocheck} (QA_AUTOCHECK); run qa check"
            )
            return None
        with progress_bar("asking saved questions") as progress:
            assistant = Assistant.open(settings=settings)
            path = Path(settings.checks)
            done = check_after_update(assistant, path, since=since, progress=progress)
    except ArticleQAError as error:
        print_error(error)
        return None
    if done.problem:
        print_error_line(printable(done.problem))
    return done


def update_check_lines(done: UpdateCheck | None) -> Iterable[str]:
    """The lines that ``qa index`` adds; none where nothing was asked."""
    if done is None:
        return ()
    from qa.commands.output.checkup import update_check_to_lines

    return update_check_to_lines(done)


def update_check_keys(done: UpdateCheck | None) -> dict[str, Any]:
    """The key that ``qa index --json`` adds; none where nothing was asked."""
    if done is None:
        return {}
    from qa.commands.output.checkup import update_check_to_dict

    return {"checks": update_check_to_dict(done)}
