import json

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation import statements
from qa.evaluation.statements import evaluate_statements, holds_statements, read_statements
from qa.readers.sentence_reader import SentenceReader
from tests.support.paths import ROOT
from tests.support.toys import ToyEmbedder

LINES = [
    {"text": "An apple fell on the stone in 2011.", "kind": "paraphrase", "changes": None},
    {"text": "An apple fell on the stone in 2012.", "kind": "changed", "changes": "date"},
    {"text": "It “fell on the big stone” then.", "kind": "misquoted", "changes": "put_in"},
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "statements.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)))
    return path


def test_shares_are_of_the_statements_of_a_kind(file, seeds, index, monkeypatch):
    monkeypatch.setattr(statements, "open_reader", lambda name: SentenceReader())
    toy, text = ToyEmbedder(), "An apple fell on the stone in 2011."
    build(seeds({"a.txt": text}), index, embedder=toy)
    assistant = Assistant(index, embedder=toy, reader=SentenceReader(), settings=Settings())
    figures = evaluate_statements(assistant, read_statements(file))
    assert (figures.statements, figures.accused, figures.changed_values_found) == (3, 0.0, 1.0)
    assert (figures.contradicted, figures.changed_values_contradicted) == (0.0, 1.0)
    assert figures.misquotations_found == 1.0 and figures.unrelated_not_found is None


def test_a_file_of_questions_is_no_file_of_statements(file, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"question": "Who?", "kind": "who", "answers": []}')
    assert holds_statements(file) and not holds_statements(questions)


@pytest.mark.parametrize("line", ['{"text": "a", "kind": "odd"}', '{"kind": "changed"}', "{"])
def test_a_malformed_line_is_named(tmp_path, line):
    path = tmp_path / "statements.jsonl"
    path.write_text(f"\n{line}")
    with pytest.raises(QuestionError, match=":2 is not a statement"):
        read_statements(path)


@pytest.mark.parametrize("half", ["choose", "held_back"])
def test_the_hand_made_statements_can_be_read(half):
    cases = read_statements(ROOT / "tests" / "data" / f"statements_{half}.jsonl")
    assert len(cases) == 93 and {case.kind for case in cases} == set(statements.KINDS)
