"""How an index grows: build time, memory, speed and recall by its number of passages, as curves.

    python -m benchmarks.curves --sizes 1000 10000 100000 1000000 --folder DIR

Articles and vectors are made up (``invented.py``), so that no model is run: what a build costs here
is everything but embedding. The figures of each size are kept in the folder, and a size that has
them is not measured again. Writes a section of benchmarks/results.md and docs/growth.svg.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import write_section
from benchmarks.growth import SERVING
from benchmarks.invented import PARAGRAPHS, write_articles
from benchmarks.measure import ONE_THREAD, ROOT, machine, run
from benchmarks.plot import Panel, draw

PLOT = ROOT / "docs" / "growth.svg"
BUILDING = [sys.executable, "-m", "benchmarks.invented"]
SIZES = (1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Figures:
    """What an index of one size costs; seconds, MB, milliseconds."""

    passages: int
    build: float
    build_peak: float
    disk: float
    peak: float  # of the process that serves it, mapped files counted
    private: float  # of the same, mapped files left out
    search: tuple[float, float]  # p50, p95 of the nearest passages by vectors
    retrieve: tuple[float, float]  # of passages, sentences and words
    recall: float  # of the 10 nearest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="in passages")
    parser.add_argument("--folder", type=Path, help="where indexes are made, and figures kept")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        lines = section(arguments.sizes, arguments.folder or Path(temporary))
    write_section("Growth curves", lines)


def section(sizes: Sequence[int], folder: Path) -> list[str]:
    """Measure each size, draw the curves, and return the lines of the section."""
    measured = [_figures(size, folder / str(size)) for size in sorted(sizes)]
    PLOT.write_text(draw(_panels(measured)), encoding="utf-8")
    return [
        f"`python -m benchmarks.curves --sizes {' '.join(map(str, sorted(sizes)))}`;"
        f" {machine('faiss-cpu')}, one thread. Made-up articles of {PARAGRAPHS} paragraphs and"
        " made-up vectors: a build is everything but embedding. p50 / p95.",
        "",
        "![Curves](../docs/growth.svg)",
        "",
        "| passages | build, s | its peak, MB | on disk, MB"
        " | serving: peak, mapped files counted, MB | of its own, MB"
        " | nearest 10, ms | vectors, sentences and words, ms | recall@10 |",
        "|---|---|---|---|---|---|---|---|---|",
        *map(_line, measured),
    ]


def _figures(size: int, folder: Path) -> Figures:
    kept = folder / "figures.json"
    if kept.exists():
        return Figures(**json.loads(kept.read_text()))
    articles, seeds, index = size // PARAGRAPHS, folder / "seeds", folder / "index"
    shutil.rmtree(folder, ignore_errors=True)
    write_articles(seeds, articles)
    built = run([*BUILDING, seeds, index], environment=ONE_THREAD)
    served = json.loads(run([*SERVING, index, str(articles)], environment=ONE_THREAD).output)
    figures = Figures(
        passages=served["rows"][0],
        build=float(built.output),
        build_peak=built.peak_mb,
        disk=sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / 1e6,
        **{name: served[name] for name in ("peak", "private", "search", "retrieve", "recall")},
    )
    kept.write_text(json.dumps(asdict(figures)))
    return figures


def _line(figures: Figures) -> str:
    cells = (
        f"{figures.passages:,}",
        f"{figures.build:.1f}",
        f"{figures.build_peak:.0f}",
        f"{figures.disk:.0f}",
        f"{figures.peak:.0f}",
        f"{figures.private:.0f}",
        "{:.2f} / {:.2f}".format(*figures.search),
        "{:.2f} / {:.2f}".format(*figures.retrieve),
        f"{figures.recall:.3f}",
    )
    return f"| {' | '.join(cells)} |"


def _panels(measured: Sequence[Figures]) -> list[Panel]:
    sizes = [figures.passages for figures in measured]

    def line(*values: float) -> list[tuple[float, float]]:
        return list(zip(sizes, values, strict=True))

    return [
        Panel("Build, without embedding (s)", {"build": line(*(f.build for f in measured))}),
        Panel(
            "Memory (MB)",
            {
                "building, peak": line(*(f.build_peak for f in measured)),
                "serving, peak with mapped files": line(*(f.peak for f in measured)),
                "serving, its own": line(*(f.private for f in measured)),
            },
        ),
        Panel(
            "A question, without embedding it (ms)",
            {
                "all searches, p95": line(*(f.retrieve[1] for f in measured)),
                "all searches, p50": line(*(f.retrieve[0] for f in measured)),
                "nearest passages, p95": line(*(f.search[1] for f in measured)),
                "nearest passages, p50": line(*(f.search[0] for f in measured)),
            },
        ),
        Panel(
            "Recall of the 10 nearest", {"recall": line(*(f.recall for f in measured))}, (0.9, 1)
        ),
    ]


if __name__ == "__main__":
    main()
