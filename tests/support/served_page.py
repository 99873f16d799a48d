"""A page that ``qa serve`` serves on loopback, and requests to it as they are written.

Owns starting and ending it, and what a refusal is. Sends by http.client: other libraries would
correct paths and bodies that are meant to be wrong.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.support.processes import HOST, Program, free_ports

SECRET = "The safe of the harbour is opened by the number 4711."  # the article
QUESTION = "What opens the safe of the harbour?"
ANSWER = "4711"
ASK = "/gradio_api/call/ask"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Page:
    port: int
    program: Program
    folder: Path

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Status, body and headers; status 0 where the connection was dropped. Waits and asks again
        where there were too many requests, but for logins.
        """
        while True:
            reply = self._sent(method, path, body, headers)
            if reply[0] != 429 or path == "/login":
                return reply
            time.sleep(1)

    def _sent(
        self,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str] | None,
    ) -> tuple[int, bytes, Mapping[str, str]]:
        line = HTTPConnection(HOST, self.port, timeout=60)
        given = {"Host": f"{HOST}:{self.port}"} | dict(headers or {})
        try:
            line.putrequest(method, path, skip_host=True)
            for name, value in given.items():
                line.putheader(name, value)
            if body is not None:
                line.putheader("Content-Length", str(len(body)))
            line.endheaders(body)
            reply = line.getresponse()
            return reply.status, reply.read(), dict(reply.headers)
        except (HTTPException, OSError) as error:
            return 0, repr(error).encode(), {}
        finally:
            line.close()

    def answers(self, headers: Mapping[str, str] | None = None) -> bool:
        """True if the page does what it is for."""
        body = json.dumps({"data": [QUESTION]}).encode()
        status, told, _ = self.send("POST", ASK, body, JSON | dict(headers or {}))
        if status != 200:
            return False
        event = json.loads(told)["event_id"]
        return ANSWER.encode() in self.send("GET", f"{ASK}/{event}", headers=headers)[1]


@contextmanager
def served(folder: Path, index: Path, *words: str) -> Iterator[Page]:
    (folder / "tmp").mkdir(parents=True)
    (port,) = free_ports(1)
    command = [sys.executable, "-m", "qa.commands.cli", "serve", "--index", index]
    checks = str(folder / "checks.jsonl")
    variables = {"TMPDIR": str(folder / "tmp"), "QA_CHECKS": checks}
    program = Program([*command, "--port", str(port), *words], folder / "log", variables)
    try:
        program.wait_until(lambda: "Ctrl-C" in program.output())
        yield Page(port, program, folder)
        program.send(signal.SIGTERM)
        while program.running:
            time.sleep(0.05)
    finally:
        program.kill()


def is_refusal(reply: tuple[int, bytes, object], *codes: int) -> bool:
    """True if a request was refused by one line of JSON."""
    try:
        said = json.loads(reply[1])["error"]
        return reply[0] in codes and "\n" not in said and "; expected" in said
    except (ValueError, KeyError, TypeError):
        return False
