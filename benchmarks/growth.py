"""Times what an index costs as it grows, with made-up articles and made-up vectors.

    python -m benchmarks.growth [--articles 10000] [--passages 1000000] [--folder DIR]

No model is run, so that the full build spends almost nothing on embedding; what a real model would
add is computed from its speed, measured in the same run. Files are made below the folder (default:
a temporary one). Writes a section of benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks import table, write_section
from benchmarks.invented import PARAGRAPHS, Invented, write_articles
from benchmarks.measure import ONE_THREAD, machine, run, seconds
from benchmarks.serving import SERVING
from index import build, open_embedder, status
from index.local.opening import load
from page.state.assistant_host import AssistantHost
from page.state.index_monitor import IndexMonitor
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader

LOOKS = 101
MODELLED = 256  # passages by which the packaged model is timed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=10_000, help="to update and compare")
    parser.add_argument("--passages", type=int, default=1_000_000, help="to open and search")
    parser.add_argument("--folder", type=Path, help="where files are made, and kept")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        rows = _update(folder / "update", arguments.articles)
        rows += _serve(folder / "serve", arguments.passages // PARAGRAPHS)
    _write(arguments, rows)


def _update(folder: Path, articles: int) -> list[tuple[str, str]]:
    seeds, index, embedder = folder / "seeds", folder / "index", Invented()
    write_articles(seeds, articles)
    full = seconds(lambda: build(seeds, index, embedder=embedder))
    edited = seeds / f"{articles // 2:07}.txt"
    edited.write_text(edited.read_text(encoding="ascii") + " W1 w2 w3.", encoding="ascii")
    one = seconds(lambda: build(seeds, index, embedder=embedder))
    edited.rename(edited.with_stem(f"{edited.stem}b"))  # the order of files stays
    renamed = seconds(lambda: build(seeds, index, embedder=embedder))
    looked = seconds(lambda: status(index))
    passages = load(index, embedder=embedder).content.passages
    model = open_embedder()
    model.load()
    rate = MODELLED / seconds(lambda: model.encode_passages(passages[:MODELLED]))
    command = [sys.executable, "-m", "qa.commands.cli", "status", "--index", str(index)]
    process = seconds(lambda: subprocess.run(command, capture_output=True, check=True))
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    what = f"{articles:,} articles"
    return [
        (f"full build of {what}, no model run, s", f"{full:.1f}"),
        ("update after one edited article, s", f"{one:.2f}"),
        ("update after one renamed file, which shares files, s", f"{renamed:.2f}"),
        ("full build over update, no model run in either", f"{full / one:.0f} x"),
        (
            f"the same, {len(passages):,} passages embedded at the {rate:.0f} a second that"
            f" {MODELLED} of them took",
            f"{(full + len(passages) / rate) / one:.0f} x",
        ),
        (f"status over {what}, s", f"{looked:.2f}"),
        (f"the page's look at {what}, nothing changed, ms", f"{_look(index):.2f}"),
        ("qa status beyond the interpreter's start, s", f"{process - bare:.2f}"),
    ]


def _look(index: Path) -> float:
    """Milliseconds of what every open page asks for every two seconds, the seeds being watched."""
    settings = Settings(index=str(index))
    assistant = Assistant(index, embedder=Invented(), reader=SentenceReader(), settings=settings)
    monitor = IndexMonitor(AssistantHost(settings, opener=lambda place, chosen: assistant))
    monitor.watch()
    while not monitor.is_watched:
        time.sleep(0.05)
    monitor.status()
    return 1000 * median(seconds(lambda: monitor.status().fingerprint) for _ in range(LOOKS))


def _serve(folder: Path, articles: int) -> list[tuple[str, str]]:
    seeds, index = folder / "seeds", folder / "index"
    if not index.exists():
        write_articles(seeds, articles)
        build(seeds, index, embedder=Invented())
    served = run([*SERVING, index, str(articles)], environment=ONE_THREAD)
    figures = json.loads(served.output)
    passages, sentences = figures["rows"]
    lists, probes = figures["lists"], figures["probes"]
    how = f"{probes} of {lists} lists, recall@10 {figures['recall']:.3f}" if lists else "exact"
    return [
        (f"{passages:,} passages, {sentences:,} sentences", how),
        ("opening to the first search, s", f"{figures['first']:.2f}"),
        ("search of passages, 10 nearest, p95, ms", f"{figures['search'][1]:.1f}"),
        ("retrieval (passages, sentences, words), p95, ms", f"{figures['retrieve'][1]:.1f}"),
        ("the same when the files were just opened, p95, ms", f"{figures['cold'][1]:.1f}"),
        ("peak memory serving, mapped files counted, MB", f"{figures['peak']:.0f}"),
        ("memory of its own, MB", f"{figures['private']:.0f}"),
    ]


def _write(arguments: argparse.Namespace, rows: list[tuple[str, str]]) -> None:
    write_section(
        "Growth",
        [
            f"`python -m benchmarks.growth --articles {arguments.articles}"
            f" --passages {arguments.passages}`; {machine('faiss-cpu')}, one thread to search."
            " Articles and vectors are made up: no model is run, so the full build is far cheaper"
            " than a real one.",
            "",
            *table(("figure", ""), rows),
        ],
    )


if __name__ == "__main__":
    main()
