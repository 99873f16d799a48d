"""Counts questions that stand alone and are rewritten all the same, after the one before them.

    python -m benchmarks.follow_ups QUESTIONS.jsonl.gz

The questions of a file such as SQuAD's stand alone; each is asked as if it followed the one before
it in the file, with that one's first answer.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

from qa.evaluation.cases import read_cases
from qa.questions.follow_up import standalone
from qa.questions.references import Turn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("questions", type=Path)
    cases = read_cases(parser.parse_args().questions)
    rewritten = 0
    for before, case in pairwise(cases):
        turn = Turn(before.question, next(iter(before.answers), None))
        rewritten += standalone(case.question, [turn]) != case.question
    print(
        f"{rewritten} of {len(cases) - 1} questions rewritten: {rewritten / (len(cases) - 1):.2%}"
    )


if __name__ == "__main__":
    main()
