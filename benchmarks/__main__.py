"""Measures everything that fits into ten minutes and writes benchmarks/results.md.

    python -m benchmarks [ARTICLES] [--questions FILE] [--only speed limits curves]

Without articles the paragraphs that the questions quote are the articles, and without questions
those of tests/data are asked.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import write_section
from benchmarks.questions import QUESTIONS, answerable, spread, write_contexts

ASKED = 500  # questions, evenly spaced
SIZES = (1_000, 10_000, 100_000)  # passages; ``python -m benchmarks.curves`` takes others
PARTS = ("speed", "limits", "curves")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=Path, help="a folder of them")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="with known answers")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = arguments.articles or write_contexts(arguments.questions, folder / "articles")
        if "speed" in arguments.only:
            from benchmarks import speed

            cases = spread(answerable(arguments.questions), ASKED)
            write_section("Speed", speed.section(articles, cases, folder))
        if "limits" in arguments.only:
            from benchmarks import limits

            write_section("Limits of the machine", limits.section(articles, folder / "index"))
        if "curves" in arguments.only:
            from benchmarks import curves

            write_section("Growth curves", curves.section(SIZES, folder / "curves"))


if __name__ == "__main__":
    main()
