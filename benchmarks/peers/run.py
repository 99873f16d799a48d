"""Runs one peer in a process of its own, for ``measure.run`` to time.

It imports nothing but the peer: most run in an environment that this project is not installed in.

    python -m benchmarks.peers.run NAME build FOLDER            # prints the seconds of embedding
    python -m benchmarks.peers.run NAME ask FOLDER QUESTION     # prints the first text found
    python -m benchmarks.peers.run NAME serve FOLDER            # questions a line on standard input

``FOLDER/texts.json`` holds the texts. ``serve`` prints for each question a JSON line: milliseconds
and the rows found.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.peers import Peer, peer

DEPTH = 10


def main(name: str, verb: str, folder: str, question: str = "") -> None:
    """Do what the command line says."""
    place = Path(folder)
    texts = json.loads((place / "texts.json").read_text(encoding="utf-8"))
    chosen = peer(name)
    if verb == "build":
        began = time.perf_counter()
        chosen.build(texts, place)
        print(time.perf_counter() - began)
        return
    chosen.open(place)
    if verb == "ask":
        print(texts[chosen.find(question, DEPTH)[0]])
    else:
        _serve(chosen, sys.stdin)


def _serve(chosen: Peer, lines: Iterable[str]) -> None:
    for line in lines:
        began = time.perf_counter()
        rows = chosen.find(line.strip(), DEPTH)
        print(json.dumps([1000 * (time.perf_counter() - began), rows]))


if __name__ == "__main__":
    main(*sys.argv[1:])
