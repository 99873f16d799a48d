import json
from pathlib import Path

import pytest

from benchmarks.judged import judged
from index import build
from qa import Assistant, Settings
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import APPLES, ToyEmbedder

FOLDER = Path(__file__).parent.parent / "data" / "local_news"


@pytest.fixture
def answer(seeds, index):
    toy = ToyEmbedder()
    build(seeds({"a.txt": APPLES}), index, embedder=toy)
    settings = Settings(threshold=0.0)
    assistant = Assistant(index, embedder=toy, reader=SentenceReader(), settings=settings)
    return assistant.ask("What did an apple fall on?")


def test_an_answer_with_a_gold_one_in_it_is_right_and_another_one_wrong(answer):
    assert judged({"answers": [{"text": answer.text}]}, answer) == "right"
    assert judged({"answers": [{"text": "a pear"}]}, answer) == "wrong"


def test_any_answer_to_a_question_without_one_is_wrong(answer):
    assert judged({"answers": []}, answer) == "wrong"


def test_the_deciding_sentence_without_a_word_is_right(answer):
    case = {"answers": [{"text": answer.citations[0].sentence_text}], "decides": "no"}
    assert judged(case, answer) == "right"


def test_more_than_half_of_the_items_must_be_shown(answer):
    case = {"answers": [{"text": answer.text}], "items": [[answer.text], ["a pear"]]}
    assert judged(case, answer) == "wrong"
    assert judged({**case, "items": [[answer.text]]}, answer) == "right"


def test_the_questions_are_200_and_every_gold_answer_is_verbatim_in_its_article():
    text = (FOLDER / "questions.jsonl").read_text(encoding="utf-8")
    cases = [json.loads(line) for line in text.splitlines()]
    assert len(cases) == 200 and sum(not case["answers"] for case in cases) == 50
    assert len({case["question"] for case in cases}) == 200
    for case in cases:
        article = (FOLDER / "articles" / case["article"]).read_text(encoding="utf-8")
        wordings = [words for item in case.get("items", []) for words in item]
        for gold in [case["context"], *wordings, *(one["text"] for one in case["answers"])]:
            assert gold in article, case["id"]
