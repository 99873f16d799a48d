"""Load: many clients ask the page at once over loopback while its index is updated.

    python -m benchmarks.load seeds --askers 50 --seconds 120

Starts a server on a copy of the seeds and calls its endpoints; meanwhile a seed is added and the
index updated, again and again. Prints one JSON object: answers, "busy" answers and errors, seconds
to an answer and to a status (p50, p95, longest), updates, and the server's memory after warm-up and
at the end. An answer is "busy" when the page's queue is full or its rate limit is reached. Memory
is read from /proc, so this runs on Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx
import numpy as np

from benchmarks.measure import ROOT

WARM = 0.2  # of the time: memory is compared from here
PAUSE = 0.5  # seconds that an asker waits after a busy answer
TIMEOUT = 60.0  # seconds
# A name of several words inside a sentence, with the article that it takes there.
_NAME = re.compile(r"(?<=[a-z,] )(?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)+")


@dataclass
class Tally:
    """The replies to the clients; many threads append to the lists, which is safe."""

    answers: list[float] = field(default_factory=list)
    statuses: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    updates: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)  # MB, one a second


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seeds", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    arguments = parser.parse_args(argv)
    tally = Tally()
    with tempfile.TemporaryDirectory() as name, _served(arguments.seeds, Path(name)) as server:
        _load(tally, server, Path(name) / "seeds", arguments.askers, arguments.seconds)
    print(json.dumps(_figures(tally, arguments.askers, arguments.seconds), indent=1))
    return 1 if tally.errors else 0


@dataclass(frozen=True, slots=True)
class Server:
    """The address of the page, and questions that its articles answer."""

    url: str
    process: int
    questions: list[str]


@contextmanager
def _served(seeds: Path, folder: Path) -> Iterator[Server]:
    shutil.copytree(seeds, folder / "seeds")
    texts = [path.read_text(encoding="utf-8", errors="ignore") for path in seeds.glob("*.txt")]
    base = [sys.executable, "-m", "qa.commands.cli"]
    place = ["--index", str(folder / "index")]
    subprocess.run([*base, "index", str(folder / "seeds"), *place], cwd=ROOT, check=True,
                   capture_output=True)  # fmt: skip
    command = [sys.executable, "app.py", *place]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline() if process.stdout else ""
        found = re.search(r"http://\S+?(?=/?\s)", line)
        if not found:
            raise SystemExit(f"the server said {line!r}")
        yield Server(found[0], process.pid, _questions(texts))
        process.terminate()


def _questions(texts: list[str]) -> list[str]:
    """Questions about the names that are most frequent in the texts."""
    names = Counter(name for text in texts for name in _NAME.findall(text))
    return [f"What is said about {name}?" for name, _ in names.most_common(30)] or ["What is said?"]


def _load(tally: Tally, server: Server, seeds: Path, askers: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    works = [partial(_ask, tally, server, end, n) for n in range(askers)]
    works += [
        partial(_status, tally, server, end),
        partial(_update, tally, server, seeds, end),
        partial(_watch, tally, server.process, end),
    ]
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _ask(tally: Tally, server: Server, end: float, number: int) -> None:
    with httpx.Client(base_url=server.url, timeout=TIMEOUT) as client:
        while time.monotonic() < end:
            # Its own number and time: what was asked before is remembered, and not read again.
            question = f"{server.questions[number % len(server.questions)]} {time.monotonic():.6f}"
            number += 1
            began = time.monotonic()
            outcome = _called(client, "ask", [question])
            if outcome == "busy":
                tally.busy.append(time.monotonic() - began)
                time.sleep(PAUSE)
            elif outcome == "answered":
                tally.answers.append(time.monotonic() - began)
            else:
                tally.errors.append(outcome)


def _status(tally: Tally, server: Server, end: float) -> None:
    with httpx.Client(base_url=server.url, timeout=TIMEOUT) as client:
        found = client.get("/config").json()["dependencies"]
        number = next(d["id"] for d in found if d["api_name"] == "state")
        while time.monotonic() < end:
            began = time.monotonic()
            body = {"fn_index": number, "session_hash": "load", "data": []}
            reply = client.post("/gradio_api/run/predict", json=body)
            if reply.status_code == 200:
                tally.statuses.append(time.monotonic() - began)
            elif reply.status_code != 429:
                tally.errors.append(f"status: {reply.status_code} {reply.text[:200]}")
            time.sleep(PAUSE)


def _update(tally: Tally, server: Server, seeds: Path, end: float) -> None:
    with httpx.Client(base_url=server.url, timeout=None) as client:
        while time.monotonic() < end:
            text = f"Update number {len(tally.updates)} was made while others were asking."
            (seeds / "load.txt").write_text(text, encoding="utf-8")
            began = time.monotonic()
            outcome = _called(client, "update", [])
            if outcome == "answered":
                tally.updates.append(time.monotonic() - began)
                time.sleep(5 * PAUSE)
            elif outcome != "busy":
                tally.errors.append(f"update: {outcome}")
            time.sleep(PAUSE / 5)


def _called(client: httpx.Client, name: str, data: list[str]) -> str:
    """``answered``, ``busy``, or what went wrong."""
    try:
        event = client.post(f"/gradio_api/call/{name}", json={"data": data})
        if event.status_code in (429, 503):
            return "busy"
        reply = client.get(f"/gradio_api/call/{name}/{event.json()['event_id']}")
        if reply.status_code in (429, 503):
            return "busy"
        if "event: complete" in reply.text:
            return "answered"
        return f"{reply.status_code} {reply.text[:200]}"
    except (httpx.HTTPError, ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


def _watch(tally: Tally, process: int, end: float) -> None:
    status = Path(f"/proc/{process}/status")
    while time.monotonic() < end and status.exists():
        found = re.search(r"VmRSS:\s+(\d+)", status.read_text())
        tally.memory.append(int(found[1]) // 1024 if found else 0)
        time.sleep(1)


def _figures(tally: Tally, askers: int, seconds: float) -> dict[str, object]:
    memory = tally.memory[int(len(tally.memory) * WARM) :] or [0]
    tenth = max(1, len(memory) // 10)
    before, after = float(np.median(memory[:tenth])), float(np.median(memory[-tenth:]))
    return {
        "askers": askers,
        "seconds": seconds,
        "answers": len(tally.answers),
        "busy": len(tally.busy),
        "errors": len(tally.errors),
        "first_errors": tally.errors[:3],
        "answer_s": _spread(tally.answers),
        "status_s": _spread(tally.statuses),
        "updates": len(tally.updates),
        "update_s": _spread(tally.updates),
        "memory_mb": {"warm": before, "end": after, "growth": after / before - 1 if before else 0},
        "cores": os.cpu_count(),
    }


def _spread(seconds: list[float]) -> dict[str, float] | None:
    if not seconds:
        return None
    p50, p95, most = np.percentile(seconds, [50, 95, 100])
    return {"p50": round(float(p50), 3), "p95": round(float(p95), 3), "max": round(float(most), 3)}


if __name__ == "__main__":
    sys.exit(main())
