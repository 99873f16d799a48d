"""The process that reads files, spoken to over its pipes."""

import base64
import json
import subprocess
import sys

import pytest

from tests.index.sources.formats.pdf.files import drawn

pytestmark = pytest.mark.slow


def requests(*files: tuple[str, bytes]) -> bytes:
    return b"".join(
        json.dumps({"name": name, "size": len(content), "seconds": 15, "encoding": None}).encode()
        + b"\n"
        + content
        for name, content in files
    )


def test_it_draws_a_page_where_that_is_asked():
    content = drawn("One.")
    request = {"name": "a.PDF", "size": len(content), "seconds": 15, "encoding": None}
    asked = request | {"part": {"page": 1, "words": "One.", "before": 0}}
    done = subprocess.run(
        [sys.executable, "-m", "index.sources.formats"],
        input=json.dumps(asked).encode() + b"\n" + content,
        capture_output=True,
        check=True,
    )
    _, answer = map(json.loads, done.stdout.splitlines())
    assert base64.b64decode(answer["content"])[8:12] == b"WEBP" and len(answer["boxes"]) == 1
    assert done.stderr == b""


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
