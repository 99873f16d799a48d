import json

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.yes_no import evaluate_yes_no, read_yes_no
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import APPLES, ToyEmbedder

CASES = [
    {"question": "Did the river rise?", "decides": "yes", "passages": ["The river rose"]},
    {"question": "Did an apple fall on the stone?", "decides": "no", "passages": ["It did not"]},
    {"question": "Is the apple red?", "decides": None, "passages": []},
]


def test_words_and_sentences_are_counted(seeds, index, tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, CASES)))
    toy = ToyEmbedder()
    build(seeds({"a.txt": APPLES}), index, embedder=toy)
    settings = Settings(threshold=0.0)
    assistant = Assistant(index, embedder=toy, reader=SentenceReader(), settings=settings)
    figures = evaluate_yes_no(assistant, read_yes_no(file))
    assert (figures.questions, figures.decided, figures.answered) == (3, 2, 1.0)
    assert (figures.sentence_right, figures.answered_undecided) == (0.5, 1.0)
    assert (figures.right_word, figures.wrong_word) == (0.0, 0.0)


def test_a_malformed_line_is_named(tmp_path):
    file = tmp_path / "questions.jsonl"
    file.write_text('{"question": "Is it?", "decides": "perhaps", "passages": []}')
    with pytest.raises(QuestionError, match="jsonl:1 is not a question of yes or no"):
        read_yes_no(file)
