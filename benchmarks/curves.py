"""The growth of an index: build time, memory, speed and recall by number of passages, as curves.

    python -m benchmarks.curves --sizes 1000 10000 100000 1000000 --folder DIR

Articles and vectors are made up (``invented.py``) and no model is run: what a build costs here is
everything but embedding. The figures of each size are kept in the folder, and a size that has them
is not measured again. Writes a section of benchmarks/results.md and docs/growth.svg.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure as Picture

from benchmarks import table, write_section
from benchmarks.invented import PARAGRAPHS, write_articles
from benchmarks.measure import ONE_THREAD, ROOT, Spread, machine, measured_once, run
from benchmarks.serving import SERVING

HEAD = (
    "passages",
    "build, s",
    "its peak, MB",
    "on disk, MB",
    "serving: peak, mapped files counted, MB",
    "of its own, MB",
    "nearest 10, ms",
    "vectors, sentences and words, ms",
    "recall@10",
)
PLOT = ROOT / "docs" / "growth.svg"
BUILDING = [sys.executable, "-m", "benchmarks.invented"]
SIZES = (1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Figures:
    """The cost of an index of one size; seconds, MB, milliseconds."""

    passages: int
    build: float
    build_peak: float
    disk: float
    peak: float  # of the process that serves it, mapped files counted
    private: float  # of the same, mapped files left out
    search: Spread  # p50, p95 of the nearest passages by vectors
    retrieve: Spread  # of passages, sentences and words
    recall: float  # of the 10 nearest


COLOUR = "#808890"  # of text and axes: legible on a light page and on a dark one
STYLE: dict[Any, str] = {
    "text.color": COLOUR,
    "axes.edgecolor": COLOUR,
    "axes.labelcolor": COLOUR,
    "xtick.color": COLOUR,
    "ytick.color": COLOUR,
    "svg.fonttype": "none",
    "svg.hashsalt": "growth",  # the same file for the same figures
}
PANELS: dict[str, dict[str, Callable[[Figures], float]]] = {
    "Build, without embedding (s)": {"build": lambda f: f.build},
    "Memory (MB)": {
        "building, peak": lambda f: f.build_peak,
        "serving, peak with mapped files": lambda f: f.peak,
        "serving, its own": lambda f: f.private,
    },
    "A question, without embedding it (ms)": {
        "all searches, p95": lambda f: f.retrieve[1],
        "all searches, p50": lambda f: f.retrieve[0],
        "nearest passages, p95": lambda f: f.search[1],
        "nearest passages, p50": lambda f: f.search[0],
    },
    "Recall of the 10 nearest": {"recall": lambda f: f.recall},
}


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
    draw(measured, PLOT)
    return [
        f"`python -m benchmarks.curves --sizes {' '.join(map(str, sorted(sizes)))}`;"
        f" {machine('faiss-cpu')}, one thread. Made-up articles of {PARAGRAPHS} paragraphs and"
        " made-up vectors: a build is everything but embedding. p50 / p95.",
        "",
        "![Curves](../docs/growth.svg)",
        "",
        *table(HEAD, map(_cells, measured)),
    ]


def _figures(size: int, folder: Path) -> Figures:
    return Figures(**measured_once(folder, lambda: asdict(_measured(size, folder))))


def _measured(size: int, folder: Path) -> Figures:
    articles, seeds, index = size // PARAGRAPHS, folder / "seeds", folder / "index"
    write_articles(seeds, articles)
    built = run([*BUILDING, seeds, index], environment=ONE_THREAD)
    served = json.loads(run([*SERVING, index, str(articles)], environment=ONE_THREAD).output)
    return Figures(
        passages=served["rows"][0],
        build=float(built.output),
        build_peak=built.peak_mb,
        disk=sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / 1e6,
        **{name: served[name] for name in ("peak", "private", "search", "retrieve", "recall")},
    )


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
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


def draw(measured: Sequence[Figures], target: Path) -> None:
    """Write the curves as SVG, on a transparent ground."""
    sizes = [figures.passages for figures in measured]
    with rc_context(STYLE):
        picture = Picture(figsize=(9.2, 6.4), layout="constrained")
        for axes, (title, lines) in zip(picture.subplots(2, 2).flat, PANELS.items(), strict=True):
            for name, value in lines.items():
                axes.plot(sizes, [value(one) for one in measured], marker="o", label=name)
            axes.set(title=title, xscale="log", yscale="log", xlabel="passages")
            axes.grid(alpha=0.3)
            if len(lines) > 1:
                axes.legend(fontsize="small", framealpha=0)
        axes.set(yscale="linear", ylim=(0.9, 1.005))  # of the last panel: recall
        picture.savefig(target, transparent=True, metadata={"Date": None})


if __name__ == "__main__":
    main()
