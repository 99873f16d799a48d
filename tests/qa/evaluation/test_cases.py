import gzip
import json
from pathlib import Path

import pytest

from index.errors import QuestionError
from qa.evaluation.cases import Case, read_cases

APPLE, RIVER = "An apple fell on the stone.", "The river rose. It was cold."


def line(question: str, *answers: str, context: str | None = None, **more: object) -> str:
    fields = {"question": question, "answers": [{"text": a, "answer_start": 0} for a in answers]}
    return json.dumps(fields | ({"context": context} if context else {}) | more)


def test_reads_lines_and_gzip_alike(tmp_path: Path):
    text = "\n".join([
        line("What fell?", "apple", "an apple", context=APPLE),
        "",
        line("Who swam?", "nobody", context=RIVER, is_impossible=True),
    ])  # fmt: skip
    (tmp_path / "q.jsonl").write_text(text)
    (tmp_path / "q.jsonl.gz").write_bytes(gzip.compress(text.encode()))
    expected = [Case("What fell?", ("apple", "an apple"), APPLE), Case("Who swam?", (), RIVER)]
    assert read_cases(tmp_path / "q.jsonl") == expected
    assert read_cases(tmp_path / "q.jsonl.gz") == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"question": "What?", "answers": []}\n{"answers": []}', r"q.jsonl:2 is not a question"),
        (b"[1]", r"q.jsonl:1 is not a question"),
        (b"what?", r"q.jsonl:1 is not a question"),
        (b"[" * 100_000, r"q.jsonl:1 is not a question"),
        (b'{"question": "?!"}', r"q.jsonl:1: the question '\?!' holds no word"),
        (
            b'{"question": "What?"}\n{"question": "\\ud800\\u0000"}',
            r"q.jsonl:2: the question '\?' ",
        ),
        (b"\n\n", r"holds no question"),
        (b"\xff", r"cannot be read"),
    ],
)
def test_malformed_files_are_named_with_the_line(tmp_path: Path, content, message):
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionError, match=message + ".*; expected .*; "):
        read_cases(path)


def test_damaged_archive_is_named(tmp_path: Path):
    path = tmp_path / "q.jsonl.gz"
    content = bytearray(gzip.compress(b'{"question": "What fell?"}' * 99))
    content[15:30] = bytes(15)
    path.write_bytes(content)
    with pytest.raises(QuestionError, match=r"q.jsonl.gz cannot be read \(.*\); expected"):
        read_cases(path)


def test_missing_file_is_named(tmp_path: Path):
    with pytest.raises(QuestionError, match=r"none.jsonl cannot be read .*; expected"):
        read_cases(tmp_path / "none.jsonl")


def test_a_bomb_of_gzip_is_refused_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("qa.evaluation.cases.MAX_BYTES", 1_000_000)
    path = tmp_path / "questions.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"question": "' + b"a" * 1_000_000 + b'"}'))
    with pytest.raises(QuestionError, match=r"cannot be read \(it is larger than 1 MB\); expected"):
        read_cases(path)
