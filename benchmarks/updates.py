"""Times updates of an index of made-up articles, and looks at what a thousand of them leave.

    python -m benchmarks.updates [--articles 500 5000 50000] [--many 1000] [--folder DIR]

No model is run: what is timed is everything else. Articles are made below the folder (default: a
temporary one), and used again if they are there; indexes are not. ``--many`` updates of one article
each are made to the second size. Writes a section of benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

from benchmarks import table, write_section
from benchmarks.invented import PARAGRAPHS, WORDS, Invented, write_articles
from benchmarks.measure import ONE_THREAD, machine, run, seconds
from benchmarks.serving import SERVING
from index import BuildOptions, KnownChanges, build, update_index
from index.local import layout
from index.sources.scan import SETTLED_NS

EMBEDDER = Invented()
EDITS = 5  # of which the median is taken
ROUNDS = 3  # of both sides in turn


@dataclass(frozen=True)
class Corpus:
    """Made-up articles and the index over them."""

    folder: Path
    articles: int

    @property
    def seeds(self) -> Path:
        return self.folder / "seeds"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def build(self, index: Path | None = None) -> float:
        """Seconds of a build, or of an update."""
        return seconds(lambda: build(self.seeds, index or self.index, embedder=EMBEDDER))

    def update(self, changed: str) -> float:
        """Seconds of an update that knows which file has changed, as ``qa index --watch`` does."""
        known = KnownChanges({changed}, layout.current(self.index))
        options = BuildOptions(embedder=EMBEDDER, changed=known)
        return seconds(lambda: update_index(self.seeds, self.index, options, workers=None))

    def edit(self, number: int) -> str:
        """Edit an article; return its file's name."""
        path = self.seeds / f"{number % self.articles:07}.txt"
        text = path.read_text(encoding="ascii")
        path.write_text(f"{text} W{number % WORDS} w2 w3.", encoding="ascii")
        return path.name


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs=3, default=[500, 5_000, 50_000])
    parser.add_argument("--many", type=int, default=1_000, help="updates in a row")
    parser.add_argument("--folder", type=Path, help="where files are made, and kept")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        corpora = [Corpus(folder / str(count), count) for count in arguments.articles]
        columns = [_single(corpus) for corpus in corpora]
        rows = _many(corpora[1], arguments.many)
    names = [f"{corpus.articles * PARAGRAPHS:,} passages" for corpus in corpora]
    figures = [(name, *(column[name] for column in columns)) for name in columns[0]]
    how = (
        f"`python -m benchmarks.updates --articles {' '.join(map(str, arguments.articles))}"
        f" --many {arguments.many}`; {machine('faiss-cpu')}. Articles and vectors are made up, and"
        f" no model is run; an article has {PARAGRAPHS} passages. Medians of {EDITS}."
    )
    written = [*table(("one edited article", *names), figures), "", *table(rows[0], rows[1:])]
    write_section("Updates", [how, "", *written])


def _single(corpus: Corpus) -> dict[str, str]:
    """The figures of an update of one article."""
    if not corpus.seeds.exists():
        write_articles(corpus.seeds, corpus.articles)
        time.sleep(SETTLED_NS / 1e9)
    shutil.rmtree(corpus.index, ignore_errors=True)
    full = corpus.build()
    size = _on_disk(corpus.index)
    taken, known, written = [], [], []
    for number in range(0, 2 * EDITS, 2):
        corpus.edit(corpus.articles // 2 + number)
        taken.append(corpus.build())
        written.append(_written(corpus.index))
        known.append(corpus.update(corpus.edit(corpus.articles // 2 + number + 1)))
    changed = (corpus.seeds / f"{corpus.articles // 2:07}.txt").stat().st_size
    return {
        "full build, s": f"{full:.1f}",
        "update, all files looked at, s": f"{median(taken):.3f}",
        "update, the changed path known, s": f"{median(known):.3f}",
        "full build over update": f"{full / median(taken):.0f} x",
        "bytes of the article / written by the update": f"{changed:,} / {median(written):,.0f}",
        "written, of the index": f"{median(written) / size:.2%}",
    }


def _many(corpus: Corpus, updates: int) -> list[tuple[str, ...]]:
    """An index after many updates beside one that was built at once."""
    spaced = max(corpus.articles // updates, 1)
    taken, written = [], []
    for number in range(updates):
        corpus.edit(number * spaced)
        taken.append(corpus.build())
        written.append(_written(corpus.index))
    fresh = corpus.folder / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    corpus.build(fresh)
    figures: dict[str, list[dict[str, list[float]]]] = {"updated": [], "fresh": []}
    for _ in range(ROUNDS):
        for name, index in (("updated", corpus.index), ("fresh", fresh)):
            command = [*SERVING, str(index), str(corpus.articles)]
            figures[name].append(json.loads(run(command, environment=ONE_THREAD).output))
    p95 = [median(one["retrieve"][1] for one in figures[name]) for name in figures]
    disk = [_on_disk(index) for index in (corpus.index, fresh)]
    segments = len(layout.read_manifest(corpus.index).segments)
    return [
        (f"{updates:,} updates of one article each, in a row", "updated", "built at once", "ratio"),
        ("retrieval, p95, ms", f"{p95[0]:.2f}", f"{p95[1]:.2f}", f"{p95[0] / p95[1]:.2f}"),
        (
            "on disk, MB",
            f"{disk[0] / 1e6:.0f}",
            f"{disk[1] / 1e6:.0f}",
            f"{disk[0] / disk[1]:.2f}",
        ),
        ("segments", str(segments), "1", ""),
        ("an update, median / longest, s", f"{median(taken):.2f} / {max(taken):.2f}", "", ""),
        ("written by an update, mean, MB", f"{mean(written) / 1e6:.1f}", "", ""),
        ("recall@10", *(f"{figures[name][0]['recall']:.3f}" for name in figures), ""),
    ]


def _written(index: Path) -> int:
    """Bytes of what the last build wrote: the files that no older generation has."""
    newest = layout.folder_of(index, layout.current(index))
    files = [path.stat() for path in newest.rglob("*") if path.is_file()]
    beside = (index / name for name in (layout.STAMPS, layout.POINTER))
    return sum(one.st_size for one in files if one.st_nlink == 1) + sum(
        path.stat().st_size for path in beside
    )


def _on_disk(index: Path) -> int:
    """Bytes of all files of an index, each counted once."""
    files = (path.stat() for path in index.rglob("*") if path.is_file())
    return sum({one.st_ino: one.st_size for one in files}.values())


if __name__ == "__main__":
    main()
