import json

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.lists import evaluate_lists, read_lists
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import APPLES, ToyEmbedder

CASES = [
    {"question": "What did an apple fall on?", "items": [["the stone", "stone"], ["the grass"]]},
    {"question": "Which rivers rose?", "items": [["The river"]]},
]


def test_items_are_counted_in_answers_and_in_their_sentences(seeds, index, tmp_path):
    file = tmp_path / "lists.jsonl"
    file.write_text("\n".join(map(json.dumps, CASES)))
    toy = ToyEmbedder()
    build(seeds({"a.txt": APPLES}), index, embedder=toy)
    settings = Settings(threshold=0.0)
    assistant = Assistant(index, embedder=toy, reader=SentenceReader(), settings=settings)
    figures = evaluate_lists(assistant, read_lists(file))
    assert (figures.questions, figures.items, figures.answered) == (2, 3, 1.0)
    assert figures.found == figures.cited == figures.found_given == pytest.approx(2 / 3)
    assert figures.right == figures.right_given == 1.0


def test_a_malformed_line_is_named(tmp_path):
    file = tmp_path / "lists.jsonl"
    file.write_text('{"question": "Which?", "items": [1]}')
    with pytest.raises(QuestionError, match="jsonl:1 is not a question with items"):
        read_lists(file)
