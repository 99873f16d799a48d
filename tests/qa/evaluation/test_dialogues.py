import json

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.dialogues import evaluate_dialogues, read_dialogues
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import ToyEmbedder

APPLE = "Newton saw an apple fall. An apple fell on a stone."
RIVER = "The river rose in May. It was cold."
TURNS = [
    {"question": "When did Newton live?", "answer": None, "passage": None,
     "standalone": "When did Newton live?"},
    {"question": "and what did he see?", "answer": "an apple",
     "passage": "Newton saw an apple fall.", "standalone": "What did Newton see?"},
    {"question": "When did the river rise?", "answer": "May", "passage": RIVER, "alone": True,
     "standalone": "When did the river rise?"},
]  # fmt: skip


def test_the_shares_are_of_the_turns_that_lean_on_others(seeds, index, tmp_path):
    file = tmp_path / "dialogues.jsonl"
    file.write_text(json.dumps({"turns": TURNS}))
    toy = ToyEmbedder()
    build(seeds({"a.txt": APPLE, "b.txt": RIVER}), index, embedder=toy)
    assistant = Assistant(index, embedder=toy, reader=SentenceReader(), settings=Settings())
    figures = evaluate_dialogues(assistant, read_dialogues(file))
    assert (figures.dialogues, figures.leaning, figures.alone) == (1, 1, 1)
    assert (figures.found_as_rewritten, figures.rewritten_alone) == (1.0, 0.0)


def test_a_malformed_line_is_named(tmp_path):
    file = tmp_path / "dialogues.jsonl"
    file.write_text('{"turns": [{"question": "Who?"}]}')
    with pytest.raises(QuestionError, match="jsonl:1 is not a dialogue"):
        read_dialogues(file)
