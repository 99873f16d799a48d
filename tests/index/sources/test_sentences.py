from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources import sentences
from index.sources.sentences import LOOKAHEAD_TOKENS, sentence_starts
from tests.index.sources.test_split import PIECES
from tests.support.toys import SEED, SEEDS

SEED_TEXT = " ".join((SEEDS / SEED).read_text(encoding="utf-8").split())
# Brackets, abbreviations and quotes make syntok look ahead.
ENDS = (". ", "? ", '." ', " (as he said). ", " (Then. There.) ", " Mr. ", " No. 5 ", "; ", "... ")
phrases = st.sampled_from([s for s in SEED_TEXT.split(". ") if len(s) < 400])
prose = st.lists(st.tuples(phrases, st.sampled_from(ENDS)).map("".join), min_size=30, max_size=60)
odd = st.lists(st.sampled_from(PIECES), min_size=600, max_size=900).map(" ".join)
SMALL = 3_000


def whole(text: str) -> list[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "CHUNK_CHARACTERS", len(text) + 1)
        return list(sentence_starts(text))


def pieces(text: str, size: int) -> list[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "CHUNK_CHARACTERS", size)
        return list(sentence_starts(text))


def test_a_text_in_pieces_has_the_sentences_of_the_whole_one():
    text = SEED_TEXT * 20
    starts = whole(text)
    assert len(starts) > 400
    for size in (SMALL, 5_000, 20_000):
        assert pieces(text, size) == starts


@pytest.mark.slow
@settings(max_examples=100)
@given(st.one_of(prose.map("".join), odd))
def test_any_text_in_pieces_has_the_sentences_of_the_whole_one(text):
    starts = whole(text)
    if max(b - a for a, b in pairwise([0, *starts, len(text)])) < SMALL // 2:
        assert pieces(text, SMALL) == starts


@pytest.mark.parametrize("unit", ["a", '"', ".", "a.B", "(", "word ", "word\u200b", "。"])
def test_what_has_no_sentences_is_gone_through_to_its_end(unit):
    text = unit * 2_000
    found = pieces(text, 500)
    assert found == sorted(set(found)) and all(0 < at < len(text) for at in found)
    if unit[0] in 'a"(w':
        assert found == [] or unit == "a.B"


def test_a_border_behind_a_sentence_that_is_longer_than_a_piece_is_found():
    long = "river " * 400 + "ends. "
    text = long + "Then it rose. " * 100
    assert pieces(text, 1_000)[:2] == [len(long), len(long) + len("Then it rose. ")]


def test_no_more_than_a_piece_is_given_to_syntok(monkeypatch):
    given, analyze = [], sentences.syntok.segmenter.analyze
    monkeypatch.setattr(
        sentences.syntok.segmenter, "analyze", lambda t: given.append(len(t)) or analyze(t)
    )
    text = SEED_TEXT * 20
    list(sentence_starts(text))
    assert max(given) <= sentences.CHUNK_CHARACTERS
    assert sum(given) < 1.3 * len(text)
    assert LOOKAHEAD_TOKENS > 60  # syntok looks for the end of a bracket in 50 tokens
