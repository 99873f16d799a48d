import json

import pytest

from index import build
from index.errors import QuestionError
from qa import Assistant, Settings
from qa.evaluation.quotes import evaluate_quotes, read_quotes
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import ToyEmbedder

ARTICLE = "Anna Smith runs the zoo. “The tiger came home,” Smith said. She said that he was hungry."
KNOWN = {"text": "The tiger came home", "speaker": "Anna Smith", "verb": "said", "direct": True}
LOST = {"text": "we are all very proud", "speaker": "Anna Smith", "verb": "said", "direct": False}
CASES = [
    {"by": "smith", "about": None, "article": "a.txt", "quotes": [KNOWN, LOST], "optional": []},
    {"by": "Tom Wood", "about": None, "article": "a.txt", "quotes": []},
]


def test_the_shares_are_of_the_known_and_of_the_found_quotes(seeds, index, tmp_path):
    file = tmp_path / "quotes.jsonl"
    file.write_text("\n".join(map(json.dumps, CASES)))
    toy = ToyEmbedder()
    build(seeds({"a.txt": ARTICLE}), index, embedder=toy)
    assistant = Assistant(index, embedder=toy, reader=SentenceReader(), settings=Settings())
    figures = evaluate_quotes(assistant, read_quotes(file))
    assert (figures.cases, figures.quotes, figures.found, figures.right) == (2, 2, 0.5, 0.5)
    assert (figures.found_direct, figures.found_reported) == (1.0, 0.0)
    assert (figures.speaker_right, figures.rightly_none) == (1.0, 1.0)


def test_a_malformed_line_is_named(tmp_path):
    file = tmp_path / "quotes.jsonl"
    file.write_text('{"by": "Smith", "quotes": [1]}')
    with pytest.raises(QuestionError, match="jsonl:1 is not a speaker with quotes"):
        read_quotes(file)
