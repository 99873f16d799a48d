import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.checking.quotation_match import Change, match_quotation

SOURCE = (
    "He told us that it was not a joke at all, and that “the workers’ rights are very good and"
    " never bad things”. The rest he left to others. We pay $24 a day."
)


def changes(quotation: str) -> list[tuple[str, str, str]]:
    match = match_quotation(quotation, SOURCE)
    assert match is not None
    return [(c.kind, c.quoted, c.source) for c in match.changes]


@pytest.mark.parametrize(
    "quotation",
    [
        "it was not a joke at all",
        "It was NOT a joke, at all!",
        "the workers' rights are very good",
        "never bad things ... The rest he left",
        "[this] was not a [laugh] at all",
        "joke at all […] the workers’ rights",
    ],
)
def test_case_punctuation_and_honest_omissions_make_no_difference(quotation):
    match = match_quotation(quotation, SOURCE)
    assert match is not None and match.is_verbatim


def test_a_match_is_the_place_of_the_words():
    match = match_quotation("not a joke … at all", SOURCE)
    assert match.span.of(SOURCE) == "not a joke at all"


def test_what_is_left_out_put_in_and_changed_is_named():
    assert changes("it was a joke at all") == [("left_out", "", "not")]
    assert changes("it was surely not a joke") == [("put_in", "surely", "")]
    assert changes("the workers' rights are very fine") == [("put_in", "fine", "")]
    assert changes("rights are very fine and never bad") == [("changed", "fine", "good")]
    assert changes("We pay $25 a day") == [("changed", "25", "24")]


def test_an_ellipsis_may_not_hide_a_denial():
    assert changes("that it was … a joke") == [("omitted", "", "not")]
    assert changes("are very good … things") == [("omitted", "", "and never bad")]


def test_a_word_that_the_source_has_far_away_too_is_no_part_of_an_altered_quotation():
    far = "We were told. " + "Nothing of it is known to anybody here. " * 8
    text = f"{far}It was not a joke at all, he said. {far}"
    match = match_quotation("we were told it was a joke at all, here", text)
    assert match is not None and match.span.of(text) == "It was not a joke at all"
    assert [c.kind for c in match.changes] == ["put_in", "left_out", "put_in"]


def test_what_an_ellipsis_leaves_out_keeps_an_altered_quotation_together():
    text = f"We were told early. {'Nothing of it is known. ' * 8}It was not a joke at all."
    match = match_quotation("We were told early … It was a joke at all", text)
    assert match is not None and match.span.of(text) == text.removesuffix(".")


def test_other_words_match_nothing():
    assert match_quotation("nothing of this was ever written", SOURCE) is None
    assert match_quotation("a farce", SOURCE) is None
    assert match_quotation("...", SOURCE) is None


@given(
    st.lists(
        st.sampled_from(["one", "two", "three", "four", "five", "six"]), min_size=4, max_size=12
    )
)
def test_every_run_of_words_is_found_verbatim(words):
    text = " ".join(words)
    for first in range(len(words) - 2):
        match = match_quotation(" ".join(words[first : first + 3]), text)
        assert match is not None and match.is_verbatim
        assert match.span.of(text) == " ".join(words[first : first + 3])


@given(st.integers(0, 7))
def test_a_left_out_word_is_always_found(missing):
    words = ["a", "minister", "who", "never", "told", "anyone", "the", "truth"]
    quotation = " ".join(words[:missing] + words[missing + 1 :])
    match = match_quotation(quotation, f"It was {' '.join(words)} then.")
    inner = 0 < missing < 7
    assert match is not None and match.is_verbatim is not inner
    assert not inner or match.changes == (Change("left_out", "", words[missing]),)
