from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import LexicalIndex, terms

ROOT = Path(__file__).parent.parent
TEXTS = (
    "The river flows past the stone wall.",
    "An apple a day keeps the doctor away.",
    "Stone upon stone, the wall rises.",
    "Of the and to.",
)


@pytest.fixture(scope="module")
def lexical() -> LexicalIndex:
    return LexicalIndex.from_texts(TEXTS)


def files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Rivers flowed", ["river", "flow"]),
        ("a B 7 of the", []),
        ("COVID-19 in 2023", ["covid", "19", "2023"]),
        ("stone Stone STONES", ["stone", "stone", "stone"]),
        ("Müller, שלום", ["müller", "שלום"]),
        ("?!", []),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


def test_index_has_a_row_per_text(lexical):
    assert len(lexical) == 4
    assert lexical.scores("stone").shape == (4,)


@pytest.mark.parametrize(
    ("question", "best"),
    [("Which river?", 0), ("apples", 1), ("the doctor", 1), ("rising stones", 2)],
)
def test_text_that_holds_the_words_ranks_first(lexical, question, best):
    scores = lexical.scores(question)
    assert scores.argmax() == best
    assert scores[best] > np.delete(scores, best).max()


def test_text_that_holds_none_of_the_words_scores_zero(lexical):
    assert (lexical.scores("river stone") > 0).tolist() == [True, False, True, False]


@pytest.mark.parametrize("question", ["zebra", "of the", "", "?!", "a b c"])
def test_question_without_known_words_scores_zero(lexical, question):
    assert lexical.scores(question).tolist() == [0.0, 0.0, 0.0, 0.0]


def test_word_that_no_text_holds_lowers_the_score(lexical):
    assert (lexical.scores("stone zebra") < lexical.scores("stone"))[[0, 2]].all()


def test_score_is_bm25_over_the_sum_of_inverse_document_frequencies():
    # Two texts of two terms each, so the length is the mean: tf / (tf + 1.5) with tf = 1; the
    # inverse document frequency of the one term asked for stands in both halves of the fraction.
    lexical = LexicalIndex.from_texts(["river stone", "apple wall"])
    assert lexical.scores("river").tolist() == pytest.approx([1 / 2.5, 0.0])
    # An unknown word weighs log(1 + 2.5 / 0.5), one that a text of two holds log(1 + 1.5 / 1.5).
    share = np.log(2) / (np.log(2) + np.log(6))
    assert lexical.scores("river zebra").tolist() == pytest.approx([share / 2.5, 0.0])


words = st.sampled_from(("apple", "river", "stone", "wall", "zebra", "the", "7", "é", "."))
sentences = st.lists(words, max_size=8).map(" ".join)


@given(st.lists(sentences, min_size=1, max_size=6), sentences)
@settings(deadline=None)
def test_scores_lie_between_nought_and_one(texts, question):
    scores = LexicalIndex.from_texts(texts).scores(question)
    assert scores.shape == (len(texts),)
    assert ((scores >= 0) & (scores <= 1)).all()


def test_texts_of_function_words_alone_can_be_indexed(tmp_path):
    LexicalIndex.from_texts(["Of the.", "And to."]).write(tmp_path)
    lexical = LexicalIndex.read(tmp_path)
    assert len(lexical) == 2
    assert lexical.scores("of the river").tolist() == [0.0, 0.0]


def test_what_is_written_scores_the_same(lexical, tmp_path):
    lexical.write(tmp_path)
    read = LexicalIndex.read(tmp_path)
    assert len(read) == 4
    for question in ("stone wall", "apple zebra", "the"):
        assert np.array_equal(read.scores(question), lexical.scores(question))


def test_nothing_is_pickled(lexical, tmp_path):
    lexical.write(tmp_path)
    for path in tmp_path.glob("*.npy"):
        np.load(path, allow_pickle=False)
    assert {p.suffix for p in tmp_path.iterdir()} == {".npy", ".json"}


def test_two_processes_write_the_same_bytes(tmp_path):
    code = (
        "import sys; from pathlib import Path; from index.lexical import LexicalIndex;"
        "LexicalIndex.from_texts(sys.argv[2:]).write(Path(sys.argv[1]))"
    )
    children = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / seed), *TEXTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        for seed in ("1", "2")
    ]
    assert [child.wait(60) for child in children] == [0, 0]
    assert files(tmp_path / "1") == files(tmp_path / "2")
    assert len(files(tmp_path / "1")) == 5
