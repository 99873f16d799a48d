"""The state of an index as lines and as JSON: changes, plans and reports. Pure; prints nothing.

Owns the wording. Answers are output/answer.py's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from index import BuildReport, Changes, Manifest, Plan
from index.report import SeedOmission
from qa.text.phrases import counted
from qa.text.printable import printable

REPORT_KEYS = ("articles", "passages", "sentences", "embedded", "reused", "removed", "generation")
MANIFEST_KEYS = ("generation", "articles", "passages", "sentences")
MINUTES_FROM = 100  # seconds


def changes_to_lines(changes: Changes) -> Iterator[str]:
    """One line per change; a renamed file is one line, not a removal and an addition."""
    renamed = {path for pair in changes.renamed for path in pair}
    for what in ("added", "changed", "removed"):
        for path in getattr(changes, what):
            if path not in renamed:
                yield f"{what:8} {printable(path)}"
    for old, new in changes.renamed:
        yield f"{'renamed':8} {printable(old)} -> {printable(new)}"


def changes_to_counts(changes: Changes) -> str:
    """As ``1 added, 0 changed, 2 removed, 14 unchanged``; renamed files are counted apart."""
    moved = len(changes.renamed)
    numbers = {
        "added": len(changes.added) - moved,
        "changed": len(changes.changed),
        "removed": len(changes.removed) - moved,
        "unchanged": len(changes.unchanged),
    } | ({"renamed": moved} if moved else {})
    return ", ".join(f"{number} {what}" for what, number in numbers.items())


def plan_to_lines(plan: Plan) -> Iterator[str]:
    """The changes, their counts, and the reason of a rebuild."""
    yield from changes_to_lines(plan.changes)
    yield changes_to_counts(plan.changes)
    if plan.rebuild:
        yield f"everything is rebuilt: {plan.rebuild}"


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """The JSON object of ``qa index --dry-run --json``."""
    rejected = [str(error) for error in plan.rejected]
    return asdict(plan.changes) | {"rebuild": plan.rebuild, "rejected": rejected}


def report_to_lines(report: BuildReport, seconds: float) -> Iterator[str]:
    """The changes, and the counts of the build that took ``seconds``."""
    yield from changes_to_lines(report.changes)
    counts = (counted(getattr(report, n), n[:-1]) for n in ("articles", "passages", "sentences"))
    yield (
        f"{', '.join(counts)}; {counted(report.embedded, 'passage')} embedded,"
        f" {report.reused:,} reused, {report.removed:,} removed"
        f" in {seconds:.1f} s: generation {report.generation}"
    )


def report_to_dict(report: BuildReport, seconds: float) -> dict[str, Any]:
    """The JSON object of ``qa index --json``."""
    counts = {name: getattr(report, name) for name in REPORT_KEYS}
    rejected = [str(error) for error in report.rejected]
    omitted = [asdict(one) for one in report.omitted]
    return counts | {"seconds": round(seconds, 3), "rejected": rejected, "omitted": omitted}


def omissions_to_lines(omitted: Sequence[SeedOmission], *, every: bool) -> Iterator[str]:
    """One line per omission with ``every``, else one for all; none where nothing was left out."""
    if every:
        for one in omitted:
            yield printable(f"{_unused_text(one.characters, one.seed)}: {one.reason}")
    elif omitted:
        yield f"{omissions_in_words(omitted)} (qa index -v names them)"


def omissions_in_words(omitted: Sequence[SeedOmission]) -> str:
    """``412 characters of 3 files were not used``."""
    files = counted(len({one.seed for one in omitted}), "file")
    return _unused_text(sum(one.characters for one in omitted), files)


def _unused_text(characters: int, where: str) -> str:
    verb = "was" if characters == 1 else "were"
    return f"{counted(characters, 'character')} of {where} {verb} not used"


def rollback_to_line(manifest: Manifest) -> str:
    """The generation that is in use after a rollback."""
    return f"generation {manifest.generation} is in use again; the next qa index updates it"


def rollback_to_dict(manifest: Manifest) -> dict[str, Any]:
    """The JSON object of ``qa rollback --json``."""
    return {name: getattr(manifest, name) for name in MANIFEST_KEYS}


def rebuild_to_line(reason: str, seconds: float | None) -> str:
    """The reason of a rebuild, with the seconds of embedding ahead, or None for no embedding."""
    if seconds is None:
        return f"{reason}: the articles are read and split again"
    wait = f"{seconds:.0f} s" if seconds < MINUTES_FROM else f"{seconds / 60:.0f} min"
    return f"{reason}: everything is embedded again, which takes about {wait}"
