"""Examples as the trainer sees them: the sentence that a question is about, passages cut short."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.embedding.network import open_tokenizer
from tests.support.later import Later
from training.data import Tokens
from training.negatives import digest
from training.pairs.cutting import COMMON, nearest

if TYPE_CHECKING:
    from training.pairs.batches import Batch
    from training.pairs.stream import Stream

pytestmark = pytest.mark.slow  # imports torch
streams = Later("training.pairs.stream")

TOWNS = ("Oslo", "Lima", "Cairo", "Delhi", "Paris", "Vienna", "Berlin", "Dublin", "Lagos", "Milan")
CONTEXT = " ".join(
    f"The mayor of {town} opened a new bridge over the river in {1950 + n}, before a large crowd of"
    " people from all parts of the country, who had waited for it since the early morning."
    for n, town in enumerate(TOWNS)
)


LEAD = "Oslo is the capital of Norway. It lies on a fjord."


def tokens(*sentences: list[int]) -> Tokens:
    ids = np.array([i for sentence in sentences for i in sentence])
    ends = np.cumsum([len(sentence) for sentence in sentences]).tolist()
    boundaries = tuple(zip([0, *ends], ends, strict=False))
    return Tokens(ids, np.stack((np.arange(len(ids)), np.arange(len(ids)) + 1), axis=1), boundaries)


def test_a_question_is_about_the_sentence_that_shares_most_of_its_words():
    passage = tokens([5000, 5001], [3000, 4000, 6000], [3000, 5002])
    assert nearest(passage, [3000, 4000]) == [(2, 3)]


def test_common_words_do_not_tell_what_a_question_is_about():
    assert nearest(tokens([3000], [7, COMMON, COMMON]), [7, COMMON, 3000]) == [(0, 1)]


def test_a_passage_without_sentences_has_none_that_a_question_is_about():
    assert nearest(tokens(), [3000]) == []


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A folder of questions with and without an answer, and of some without labels."""
    data = tmp_path_factory.mktemp("stream")
    (data / "train").mkdir()
    (data / "unlabelled").mkdir()
    with gzip.open(data / "train" / "towns.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(row) + "\n" for row in questions())
    (data / "mined.json").write_text("{}")
    with gzip.open(data / "unlabelled" / "wikipedia_leads.jsonl.gz", "wt") as file:
        file.write(json.dumps({"title": "Oslo", "text": LEAD}) + "\n")
    with gzip.open(data / "asked.json.gz", "wt") as file:
        json.dump([("What is the capital of Norway?", [digest(LEAD), digest(CONTEXT)])], file)
    return data


def stream(data: Path, **draws: float) -> Stream:
    config = {"seed": 1, "max_length": 304, "crop": 1.0, "tokens_per_batch": 2000,
              "groups_per_pool": 400, "sources": {"towns": {"files": ["towns"]}},
              "phases": [{"until": 1.0, "draws": draws}]}  # fmt: skip
    files = {"mined": data / "mined.json", "unlabelled": data / "asked.json.gz"}
    return streams.Stream(config, data=data, tokenizer=open_tokenizer(), **files)


@pytest.fixture(scope="module")
def rows(data) -> list[tuple[str, str, int, bool]]:
    """Question, passage, tokens of the passage, whether it answers; every passage is cut short."""
    return [row for batch in stream(data, towns=1.0).pool(0.0) for row in read(batch)]


def questions() -> Iterator[dict[str, object]]:
    for n, town in enumerate(TOWNS):
        year = str(1950 + n)
        answer = {"text": year, "answer_start": CONTEXT.index(year)}
        for number, (text, answers) in enumerate(
            [(f"When did {town} get a bridge?", [answer]), (f"Who governs {town} today?", [])]
        ):
            yield {"id": f"{n} {number}", "title": "towns", "context": CONTEXT, "question": text,
                   "answers": answers}  # fmt: skip


def read(batch: Batch) -> Iterator[tuple[str, str, int, bool]]:
    tokenizer = open_tokenizer()
    parts = zip(batch.ids, batch.mask.bool(), batch.kinds.bool(), batch.answerable, strict=True)
    for ids, mask, kinds, answerable in parts:
        question, passage = (tokenizer.decode(ids[mask & k].tolist()) for k in (~kinds, kinds))
        yield question, passage, int(kinds.sum()), bool(answerable)


@pytest.mark.parametrize("is_answerable", [True, False])
def test_a_passage_cut_short_keeps_what_the_question_is_about(rows, is_answerable):
    kept = [
        town in passage
        for question, passage, _, answerable in rows
        for town in map(str.lower, TOWNS)
        if town in question and answerable is is_answerable
    ]
    assert len(kept) > 100 and np.mean(kept) > 0.98  # a cut may fall just before the town's name


def test_passages_with_and_without_an_answer_are_cut_to_like_lengths(rows):
    lengths = [[n for _, _, n, answerable in rows if answerable is kind] for kind in (True, False)]
    assert max(map(max, lengths)) <= 110
    with_answer, without = map(np.mean, lengths)
    assert with_answer == pytest.approx(without, rel=0.1)


def test_a_question_without_labels_comes_with_the_passages_found_for_it(data):
    batches = stream(data, towns=1.0, unlabelled=1.0).pool(0.0)
    labelled = {
        (question, bool(label))
        for batch in batches
        for (question, *_), label in zip(read(batch), batch.labelled, strict=True)
    }
    assert ("what is the capital of norway?", False) in labelled
    assert {label for question, label in labelled if "bridge" in question} == {True}
    passages = {p for b in batches for q, p, *_ in read(b) if "norway" in q}
    assert any("fjord" in passage for passage in passages)
    assert any("mayor" in passage for passage in passages)


def test_pools_built_ahead_by_other_processes_are_the_same(data):
    from training.pairs.ahead import Ahead

    ahead = Ahead(stream(data, towns=1.0), workers=2)
    alone = Ahead(stream(data, towns=1.0), workers=0)
    for _ in range(3):
        here, there = alone.pool(0.0), ahead.pool(0.0)
        assert [b.ids.tolist() for b in here] == [b.ids.tolist() for b in there]
        assert [b.starts.tolist() for b in here] == [b.starts.tolist() for b in there]
    ahead.close()
