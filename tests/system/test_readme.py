"""The commands of the README and of its guide, run by a shell as they stand there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from qa.evaluation.checks import Check, save_check
from tests.support.paths import ROOT
from tests.support.toys import SEED, SEEDS

pytestmark = pytest.mark.slow

TEXT = "\n".join(
    (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/guide/checking.md")
)
BLOCKS = re.findall(r"^```\w*\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
QUESTION = "When does Blinken visit Korea?"
SENTENCE = "U.S. Secretary of State Tony Blinken visits Korea on the afternoon of the 8th."


def block(start: str) -> str:
    """The one block that starts so."""
    (found,) = (text for text in BLOCKS if text.startswith(start))
    return found


def shell_in(folder: Path) -> Callable[[str], str]:
    """Runs commands in a folder, where ``qa`` is one; returns what is printed."""
    (folder / "bin").mkdir(exist_ok=True)
    program = folder / "bin" / "qa"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qa.commands.cli "$@"\n')
    program.chmod(0o755)
    variables = {"PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def run(commands: str) -> str:
        done = subprocess.run(
            ["bash", "-c", commands],
            cwd=folder,
            env=os.environ | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.stdout

    return run


@pytest.fixture(scope="module")
def indexed(tmp_path_factory) -> Path:
    """A folder with the seed and an index of it."""
    folder = tmp_path_factory.mktemp("indexed")
    (folder / "seeds").mkdir()
    shutil.copy(SEEDS / SEED, folder / "seeds")
    shell_in(folder)("qa index")
    return folder


@pytest.fixture
def shell(tmp_path, indexed) -> Callable[[str], str]:
    """Of a folder with the seed and an index of it."""
    shutil.copytree(indexed, tmp_path, dirs_exist_ok=True)
    return shell_in(tmp_path)


@pytest.fixture
def told() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and what is posted to it."""
    posted: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook", posted
        server.shutdown()
        thread.join()


def save(folder: Path) -> None:
    right = Check(QUESTION, SEED, "afternoon of the 8th", SENTENCE)
    save_check(right, folder / "checks.jsonl", seeds=folder / "seeds")


def test_the_articles_are_asked_as_shown(shell):
    out = " ".join(shell(block('qa ask "Did Russia oppose')).split())
    for said in (
        "due to opposition from Russia and China",
        "afternoon of the 8th",
        "(searched: Whom will Blinken meet?)",
        "“It will be difficult to impose additional sanctions",
        "[1] blinken-visits-korea.txt, paragraph 1, characters 0-315 · score",
    ):
        assert said in out


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
def test_a_hook_is_told_what_an_update_has_changed(shell, told, tmp_path):
    url, posted = told
    save(tmp_path)
    seed = tmp_path / "seeds" / SEED
    seed.write_text(seed.read_text().replace("afternoon of the 8th", "morning of the 9th"))
    out = shell(block("QA_NOTIFY_COMMAND=").replace("https://example.org/hook", url))
    assert "1 of 1 saved question is answered otherwise than in generation 1" in out
    (told_of,) = map(json.loads, posted)
    assert [change["question"] for change in told_of["changes"]] == [QUESTION]
    assert "morning of the 9th" in shell("qa check --since 1")


def test_a_promise_says_how_many_checks_it_lacks(shell, tmp_path):
    save(tmp_path)
    assert shell(block("qa check --promise")).endswith(block("no promise of 5%"))


def test_gaps_are_listed_as_shown(shell):
    out = shell(block("QA_GAPS=gaps.jsonl qa ask"))
    listed = out[out.index("1 time, last ") :]
    shown = block("1 time, last ")
    assert re.sub(r"\d{4}-\d\d-\d\d", "DAY", listed) == re.sub(r"\d{4}-\d\d-\d\d", "DAY", shown)
