"""The cost of an index in a Milvus server: ingest by workers, growth, and the arithmetic.

    python -m benchmarks.scale ingest --passages 50000     # one worker is killed half-way
    python -m benchmarks.scale sizes --passages 10000 100000 1000000 [--folder DIR]
    python -m benchmarks.scale arithmetic                  # the table of docs/scale.md

The first two start a real server and two workers of one thread each, all on this machine, and
write a section each of benchmarks/results.md. Articles and vectors are made up (``invented.py``).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks import write_section
from benchmarks.scale.arithmetic import table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    ingest = commands.add_parser(
        "ingest", help="is every passage there once, although a worker was killed"
    )
    ingest.add_argument("--passages", type=int, default=50_000)
    sizes = commands.add_parser("sizes", help="time, memory and disk by the number of passages")
    sizes.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    sizes.add_argument("--folder", type=Path, help="where files are made, and figures kept")
    commands.add_parser("arithmetic", help="from the measured constants to a billion passages")
    arguments = parser.parse_args()
    if arguments.command == "arithmetic":
        print("\n".join(table()))
        return
    with tempfile.TemporaryDirectory() as temporary:
        if arguments.command == "ingest":
            from benchmarks.scale.ingest import section as ingested

            lines = ingested(arguments.passages, Path(temporary))
            write_section("Scale: ingest", lines)
        else:
            from benchmarks.scale.sizes import section as sized

            folder = arguments.folder or Path(temporary)
            write_section("Scale: sizes", sized(arguments.passages, folder))


if __name__ == "__main__":
    main()
