import pytest

from qa.text.similarity import composed, word_similarity


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("An apple fell.", "an  APPLE fell.", 1.0),
        ("an apple fell", "an apple rose", 2 / 3),
        ("an apple fell", "it rained", 0.0),
        ("", "", 1.0),
        ("a " * 10**6, "a " * 10**5, 1.0),
    ],
)
def test_similarity_counts_words_in_order(one, other, share):
    assert word_similarity(one, other) == word_similarity(other, one) == pytest.approx(share)


def test_similarity_does_not_see_how_accents_are_put_together():
    assert word_similarity("Le cafe\u0301 ferme.", "le café ferme.") == 1.0


def test_composed_text_has_one_form_of_accents_and_spaces():
    assert composed(" Le  cafe\u0301\nferme. ") == "Le caf\u00e9 ferme."
