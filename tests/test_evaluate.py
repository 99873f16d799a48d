import gzip
import json
from pathlib import Path

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluate import Case, evaluate, read_cases
from qa.sentence_reader import SentenceReader

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
        (b"\n\n", r"holds no question"),
        (b"\xff", r"cannot be read"),
    ],
)
def test_malformed_files_are_named_with_the_line(tmp_path: Path, content, message):
    path = tmp_path / "q.jsonl"
    path.write_bytes(content)
    with pytest.raises(QuestionError, match=message + ".*; expected .*; "):
        read_cases(path)


def test_missing_file_is_named(tmp_path: Path):
    with pytest.raises(QuestionError, match=r"none.jsonl cannot be read .*; expected"):
        read_cases(tmp_path / "none.jsonl")


@pytest.fixture
def assistant(seeds, index, embedder):
    build(seeds({"a.txt": f"{APPLE}\n\n{RIVER}"}), index, embedder=embedder)
    return Assistant(index, embedder=embedder, reader=SentenceReader(), settings=Settings())


def test_figures_of_three_questions(assistant):
    cases = [
        Case("Did an apple hit a stone?", ("An apple fell on the stone",), APPLE),
        Case("river?", ("It was cold",), RIVER),  # the right passage, the wrong sentence
        Case("Quantum chromodynamics?", (), RIVER),
    ]
    figures = evaluate(assistant, cases)
    assert (figures.questions, figures.answerable, figures.gold_found) == (3, 2, 2)
    assert figures.exact == 0.5
    assert figures.f1 == 0.5
    assert figures.recall == {1: 1.0, 5: 1.0, 10: 1.0}
    assert figures.mrr == 1.0
    assert figures.cited == 0.5
    assert figures.right == 0.5
    assert figures.auroc == 0.5  # the toy finds "river?" less like its passage than the last
    assert figures.threshold == SentenceReader.threshold
    assert figures.answered == figures.answered_unanswerable == 1.0
    assert figures.squad2_f1 == pytest.approx(0.5 * 2 / 3)
    assert figures.risk[1.0] == pytest.approx(2 / 3)
    assert 0 < figures.p50_ms <= figures.p95_ms


def test_paragraph_that_is_not_indexed_has_no_rank(assistant):
    figures = evaluate(assistant, [Case("apple?", ("pear",), "A pear fell.")])
    assert (figures.answerable, figures.gold_found, figures.cited) == (1, 0, 0.0)
    assert (figures.recall[1], figures.mrr, figures.auroc) == (None, None, None)


def test_without_a_context_any_passage_may_be_cited(assistant):
    assert evaluate(assistant, [Case("apple stone?", ("apple",), None)]).cited == 1.0


def test_gold_answer_longer_than_the_sentence_counts_as_cited(assistant):
    case = Case("Did an apple hit a stone?", (APPLE,), APPLE)
    assert evaluate(assistant, [case]).cited == 1.0


def test_progress_ends_at_the_number_of_questions(assistant):
    seen = []
    evaluate(assistant, [Case("apple?", (), None)] * 2, progress=lambda *p: seen.append(p))
    assert seen == [(0, 2), (1, 2), (2, 2)]
