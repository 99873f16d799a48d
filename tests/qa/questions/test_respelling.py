import pytest

from qa.questions.respelling import has_respelling, is_respelling

PAIRS = [
    ("colour", "color"), ("neighbours", "neighbors"), ("labourers", "laborers"),
    ("organise", "organize"), ("organisation", "organization"), ("analysed", "analyzed"),
    ("theatre", "theater"), ("centres", "centers"), ("defence", "defense"), ("dialogue", "dialog"),
    ("travelled", "traveled"), ("cancelling", "canceling"), ("programmes", "programs"),
]  # fmt: skip


@pytest.mark.parametrize(("british", "american"), PAIRS)
def test_one_word_in_two_spellings(british, american):
    assert is_respelling(british, american) and is_respelling(american, british)
    assert has_respelling(british) and has_respelling(american)


@pytest.mark.parametrize(
    ("one", "other"),
    [("four", "for"), ("hour", "hor"), ("filled", "filed"), ("there", "ther"), ("color", "color"),
     ("prise", "prize"), ("fence", "fens"), ("theatre", "theaters"), ("raise", "raize")],
)  # fmt: skip
def test_other_words(one, other):
    assert not is_respelling(one, other)
