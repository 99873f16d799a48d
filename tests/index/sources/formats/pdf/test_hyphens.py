from __future__ import annotations

import pytest

from index.sources.formats.pdf.hyphens import join_lines, vocabulary


def together(line: str, following: str, *others: str) -> str:
    text, between = join_lines(line, following, vocabulary([line, following, *others]))
    return text + between + following


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The infor-", "mation, he said"], "The information, he said"),
        (["The infor\u00ad", "mation he"], "The information he"),
        (["a well-", "known man"], "a well-known man"),
        (["the long-", "term plan"], "the long-term plan"),
        (["the long\u00ad", "term plan"], "the longterm plan"),
        (["a four-", "hour meeting"], "a four-hour meeting"),
        (["The U.S.-", "Korean talks"], "The U.S.-Korean talks"),
        (["From 1990-", "1995 on"], "From 1990-1995 on"),
        (["Jean-", "Claude came"], "Jean-Claude came"),
        (["two-", "and three-year plans"], "two- and three-year plans"),
        (["A dash -", "and more"], "A dash - and more"),
        (["No hyphen", "here"], "No hyphen here"),
    ],
)
def test_hyphen_goes_unless_it_is_the_words_own(lines, text):
    assert together(*lines) == text


def test_word_is_spelt_as_the_text_spells_it_elsewhere():
    assert together("a co-", "operative", "the cooperative said") == "a cooperative"
    assert together("a sea-", "food shop", "the sea-food shop") == "a sea-food shop"


def test_two_words_of_the_text_keep_their_hyphen():
    assert together("the ferry-", "train line", "the ferry and the train") == "the ferry-train line"


def test_halves_of_a_parted_word_are_no_words():
    assert vocabulary(["The infor-", "mation is"]) == {"the", "is"}


def test_wide_scripts_are_joined_without_a_space():
    assert together("港务局", "同意") == "港务局同意"
