from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Span
from qa.readers.decoding import LONGEST, Candidate, Window, best_spans, trimmed, window_ranges

TEXT = "It fell in 1990, they say."
OFFSETS = [(0, 2), (3, 7), (8, 10), (11, 15), (15, 16), (17, 21), (22, 25), (25, 26)]


def window(starts: dict[int, float], ends: dict[int, float], null: float = 0.0, part=slice(None)):
    """A window whose tokens score -9 unless said otherwise, by token number in the passage."""
    scores = np.full((2, len(OFFSETS)), -9.0, dtype=np.float32)
    for row, given_scores in zip(scores, (starts, ends), strict=True):
        for token, score in given_scores.items():
            row[token] = score
    return Window(np.array(OFFSETS[part]), scores[0, part], scores[1, part], null)


def test_the_best_span_is_the_highest_sum_less_the_null():
    said = window({2: 1.0, 3: 2.0}, {3: 3.0, 5: 2.5}, null=1.5)
    assert best_spans(TEXT, [said], keep=2) == [
        Candidate(Span(11, 15), 3.5),
        Candidate(Span(11, 21), 3.0),
    ]


def test_an_end_before_the_start_is_never_taken():
    (best,) = best_spans(TEXT, [window({5: 5.0, 0: 1.0}, {1: 5.0, 6: 0.0})], keep=1)
    assert best == Candidate(Span(0, 7), 6.0)


def test_windows_are_put_together_and_a_span_counts_once():
    left = window({3: 2.0}, {3: 2.0}, null=1.0, part=slice(0, 5))
    right = window({3: 1.0}, {3: 4.0}, null=0.0, part=slice(3, 8))
    assert best_spans(TEXT, [left, right], keep=1) == [Candidate(Span(11, 15), 5.0)]


def test_a_word_is_never_cut():
    text = "playing chess"
    pieces = Window(
        np.array([(0, 4), (4, 7), (8, 13)]),
        np.array([0.0, 9.0, 1.0], dtype=np.float32),
        np.array([9.0, 0.0, 1.0], dtype=np.float32),
        0.0,
    )
    assert [text[c.span.start : c.span.end] for c in best_spans(text, [pieces], keep=3)] == [
        "chess", "playing chess", "playing",
    ]  # fmt: skip


def test_no_span_has_more_than_the_longest_tokens():
    words = "a " * 100
    offsets = np.array([(2 * i, 2 * i + 1) for i in range(100)])
    starts, ends = np.zeros(100, dtype=np.float32), np.zeros(100, dtype=np.float32)
    starts[0], ends[99], ends[LONGEST - 1] = 9.0, 9.0, 3.0
    (best, *_) = best_spans(words, [Window(offsets, starts, ends, 0.0)], keep=5)
    assert best.span == Span(0, 2 * LONGEST - 1)


def test_no_tokens_no_spans():
    empty = np.zeros(0, dtype=np.float32)
    assert best_spans("", [Window(np.zeros((0, 2), np.int64), empty, empty, 0.0)], keep=3) == []
    assert best_spans("", [], keep=3) == []


@pytest.mark.parametrize(
    ("inner", "kept"),
    [
        ("  1990 ", "1990"),
        ("“Beyond Utopia”", "Beyond Utopia"),
        ("“Beyond Utopia", "Beyond Utopia"),
        ("Beyond Utopia”", "Beyond Utopia"),
        ("‘a’ and ‘b’", "‘a’ and ‘b’"),
        ("the residents’", "the residents’"),
        ("(1990", "1990"),
        ("1990)", "1990"),
        ("NATO (1949)", "NATO (1949)"),
        ("[sic]", "[sic]"),
        ("“ ”", ""),
    ],
)
def test_trimming_takes_off_what_is_not_the_answer(inner, kept):
    start, end = trimmed(f"x{inner}y", 1, 1 + len(inner))
    assert f"x{inner}y"[start:end] == kept


@given(st.text(alphabet="ab “”\"'()[] \n", max_size=30), st.data())
def test_trimming_only_takes_off(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = trimmed(text, start, end)
    assert start <= a <= end and b <= end
    assert b <= a or text[a:b] == text[a:b].strip()


@given(st.integers(0, 2000), st.integers(2, 300), st.data())
def test_windows_cover_every_token_and_overlap(count, size, data):
    overlap = data.draw(st.integers(0, size - 1))
    ranges = list(window_ranges(count, size, overlap))
    assert {i for a, b in ranges for i in range(a, b)} == set(range(count))
    assert all(0 < b - a <= size for a, b in ranges)
    assert all(a == b - overlap for (_, b), (a, _) in pairwise(ranges))


def test_accents_behind_a_letter_belong_to_its_word():
    text = "Jose\u0301 Pen\u0303a"
    pieces = Window(  # as a tokenizer gives them that leaves accents out
        np.array([(0, 4), (6, 9), (10, 11)]),
        np.array([9.0, 1.0, 5.0], dtype=np.float32),
        np.array([9.0, 5.0, 1.0], dtype=np.float32),
        0.0,
    )
    found = [text[c.span.start : c.span.end] for c in best_spans(text, [pieces], keep=3)]
    assert found == ["Jose\u0301", "Jose\u0301 Pen\u0303a", "Pen\u0303a"]
