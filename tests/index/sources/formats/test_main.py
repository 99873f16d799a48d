"""The process that reads files, spoken to over its pipes."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow


def requests(*files: tuple[str, bytes]) -> bytes:
    return b"".join(
        json.dumps({"name": name, "size": len(content), "seconds": 15, "encoding": None}).encode()
        + b"\n"
        + content
        for name, content in files
    )


def test_it_answers_a_line_a_file_and_ends_when_nobody_asks():
    asked = requests(("a.txt", b"One.\nTwo."), ("b.json", b"{}"), ("c.HTM", b"<p>Three.</p>"))
    done = subprocess.run(
        [sys.executable, "-m", "index.sources.formats"],
        input=asked,
        capture_output=True,
        check=True,
    )
    ready, *answers = map(json.loads, done.stdout.splitlines())
    assert ready == {"ready": True}
    assert [draft["text"] for a in answers if "drafts" in a for draft in a["drafts"]] == [
        "One.\nTwo.",
        "Three.",
    ]
    assert answers[1]["refused"]["found"] == "seed 'b.json' holds no text"
    assert {answer["last"] for answer in answers} == {False}
    assert done.stderr == b""
