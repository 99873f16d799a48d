import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.spelling import corrected, is_english, is_slip

TEXTS = [
    "Secretary Blinken visits Korea.",
    "Blinken left. Ctenophores swim. NP-complete analyzes a color.",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("When does Blinkin visit Korea?", "When does Blinken visit Korea?"),
        ("when does blniken leave", "when does Blinken leave"),
        ("What do ctenohores do?", "What do Ctenophores do?"),
        ("What do ctenopphores do?", "What do Ctenophores do?"),
        ("WHEN DOES BLINKIN VISIT?", "WHEN DOES Blinken VISIT?"),
        ("Which colour is it?", "Which color is it?"),
        ("Who analyses it?", "Who analyzes it?"),
    ],
)
def test_a_slip_of_one_letter_is_corrected_to_a_word_of_the_texts(typed, meant):
    assert corrected(typed, TEXTS, is_english) == meant


@pytest.mark.parametrize(
    "question",
    [
        "When does Blinken visit Korea?",
        "When does Putin visit?",
        "Who blinked?",
        "What are ctenophore?",
        "Who is Blnkn?",
        "Where is Korae?",
        "What is NQ-complete?",
        "Which color is it?",
    ],
)
def test_words_of_the_texts_english_words_and_short_ones_are_left(question):
    known = {"blinked", "putin", "korae"}
    assert corrected(question, TEXTS, known.__contains__) == question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("whn did teh ship leave", "when did the ship leave"),
        ("Waht is it?", "what is it?"),
        ("wich ship adn why", "which ship and why"),
    ],
)
def test_a_slip_in_a_word_that_asks_is_corrected(typed, meant):
    assert corrected(typed, TEXTS, is_english) == meant


@pytest.mark.parametrize("question", ["Who is Teh?", "thr ship", "Wann kam er?"])
def test_a_word_of_the_texts_or_with_a_wrong_letter_is_no_word_that_asks(question):
    assert corrected(question, [*TEXTS, "Mr Teh left."], is_english) == question


@given(st.text("abc", min_size=1, max_size=6), st.data())
def test_one_changed_letter_is_a_slip(word, data):
    at = data.draw(st.integers(1, len(word)))
    changed = data.draw(
        st.sampled_from([word[:at] + "d" + word[at + 1 :], word[:at] + "d" + word[at:]])
    )
    assert is_slip(word, changed)
    assert is_slip(changed, word)


@given(st.text("ab", max_size=5))
def test_a_word_is_no_slip_of_itself(word):
    assert not is_slip(word, word)
