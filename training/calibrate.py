"""Fits what ships beside the weights, and prints the figures of the model card.

    python -m training.calibrate --questions DEV.jsonl.gz --said said.json --reader fast \
        --fit calibration.json

Owns the command. What ships (``--fit``) is fitted on all questions; no figure is of questions that
it was fitted on. Knows nothing of how either is computed: see calibration/.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from training.calibration.figures import gold_figures, open_figures
from training.calibration.fitting import constants
from training.calibration.record import gather


def main() -> None:
    """Figures to standard output, constants to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--said", type=Path, required=True, help="what collect.py wrote")
    parser.add_argument("--reader", required=True, help="the reader that said it: trained or fast")
    parser.add_argument("--fit", type=Path, help="write the constants that ship into this file")
    args = parser.parse_args()
    questions = gather(args.questions, args.said)
    for name, value in (gold_figures(questions) | open_figures(questions)).items():
        print(f"{name:36} {'-' if value is None else format(value, '.4f')}")
    if args.fit:
        others = json.loads(args.fit.read_text())
        fitted = others | {args.reader: constants(questions)}
        args.fit.write_text(json.dumps(fitted, indent=1) + "\n")


if __name__ == "__main__":
    main()
