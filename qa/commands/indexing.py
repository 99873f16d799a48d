"""The commands of an index: build or update it, watch the seeds, compare with them, roll back.

Owns the order of their steps and their printing. answering.py dispatches to them; the work is
index/'s.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding.protocol import Embedder
from index.errors import ArticleQAError
from qa.commands.checking import (
    check_after_build,
    generation_before,
    update_check_keys,
    update_check_lines,
)
from qa.commands.process import DONE, print_error_line
from qa.commands.terminal import print_error, print_result, progress_bar
from qa.settings import Settings
from qa.text.printable import printable

if TYPE_CHECKING:
    from index import BuildReport, KnownChanges


def run_index(arguments: argparse.Namespace) -> int:
    """Build or update the index; show the plan alone with --dry-run, go on with --watch."""
    from index import open_embedder

    settings = settings_of(arguments)
    embedder = open_embedder(settings.embedder)
    if arguments.dry_run:
        return _print_plan(settings, embedder, arguments)
    if arguments.watch or arguments.poll:
        return _watch(settings, embedder, arguments)
    _build(settings, embedder, arguments)
    return DONE


def _watch(settings: Settings, embedder: Embedder, arguments: argparse.Namespace) -> int:
    """Build now and after every change, until interrupted; a failed build is reported."""
    from index import KnownChanges
    from index.nesting import require_separate
    from index.sources.watching.watcher import watch

    require_separate(Path(settings.seeds), settings.location)
    last: BuildReport | None = None  # of the build after which all changes are known
    for paths in watch(Path(settings.seeds), poll=arguments.poll):
        # A file that no reader takes is found again, and named, by a look at all files alone.
        known = KnownChanges(paths, last.generation) if last and not last.rejected else None
        last = None
        try:
            last = _build(settings, embedder, arguments, known)
        except ArticleQAError as error:
            print_error(error)
        arguments.rebuild = arguments.compact = False
        sys.stdout.flush()
    return DONE


def _build(
    settings: Settings,
    embedder: Embedder,
    arguments: argparse.Namespace,
    changed: KnownChanges | None = None,
) -> BuildReport:
    from index import BuildOptions, update_index
    from qa.commands.output.index import omissions_to_lines, report_to_dict, report_to_lines

    before = None if arguments.no_check else generation_before(settings)
    started = time.perf_counter()
    with progress_bar("indexing") as progress:
        options = BuildOptions(
            embedder=embedder,
            rebuild=arguments.rebuild,
            compact=arguments.compact,
            keep=settings.keep,
            progress=progress,
            on_rebuild=_print_rebuild,
            changed=changed,
        )
        report = update_index(
            Path(settings.seeds), settings.location, options, workers=settings.workers
        )
    for error in report.rejected:
        print_error(error)
    seconds = time.perf_counter() - started
    checked = None if arguments.no_check else check_after_build(settings, report, before)
    if arguments.json:
        print_result(report_to_dict(report, seconds) | update_check_keys(checked))
    else:
        print_result(report_to_lines(report, seconds))
        print_result(omissions_to_lines(report.omitted, every=arguments.verbose))
        print_result(update_check_lines(checked))
    return report


def _print_rebuild(reason: str, seconds: float | None) -> None:
    from qa.commands.output.index import rebuild_to_line

    print_error_line(printable(rebuild_to_line(reason, seconds)))


def run_status(arguments: argparse.Namespace) -> int:
    """Show which seeds have changed since the last build; unreadable ones on standard error."""
    from index.plan import compare_seeds
    from qa.commands.output.index import changes_to_counts, changes_to_lines

    state = compare_seeds(settings_of(arguments).location)
    for error in state.rejected:
        print_error(error)
    print_result(
        asdict(state.changes)
        if arguments.json
        else [*changes_to_lines(state.changes), changes_to_counts(state.changes)]
    )
    return DONE


def run_rollback(arguments: argparse.Namespace) -> int:
    """Return to the generation before the one in use."""
    from index import rollback
    from qa.commands.output.index import rollback_to_dict, rollback_to_line

    manifest = rollback(settings_of(arguments).location)
    print_result(rollback_to_dict(manifest) if arguments.json else [rollback_to_line(manifest)])
    return DONE


def _print_plan(settings: Settings, embedder: Embedder, arguments: argparse.Namespace) -> int:
    from index import plan_build
    from qa.commands.output.index import plan_to_dict, plan_to_lines

    planned = plan_build(
        Path(settings.seeds), settings.location, embedder=embedder, rebuild=arguments.rebuild
    )
    for error in planned.rejected:
        print_error(error)
    print_result(plan_to_dict(planned) if arguments.json else plan_to_lines(planned))
    return DONE


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings of the environment, with the options of the command line in their place."""
    return Settings.from_environment(
        seeds=getattr(arguments, "seeds", None),
        index=arguments.index,
        workers=getattr(arguments, "workers", None),
    )
