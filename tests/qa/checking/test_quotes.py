import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.checking.quotes import quotations

QUOTED = [
    ('He said: "So it is."', ["So it is."]),
    ("“It isn’t a joke,” she said.", ["It isn’t a joke,"]),
    ("«Oui» et „ja“", ["Oui", "ja"]),
    ("the ‘workers’ rights act’", ["workers"]),
    ("'So it is,' they said, 'isn't it?'", ["So it is,", "isn't it?"]),
    ("workers' rights and bosses' duties", []),
    ('a 19" screen', []),
    ('"..."', []),
    ("“he called it ‘mad’ twice”", ["he called it ‘mad’ twice"]),
    ('"never\nclosed"', []),
]


@pytest.mark.parametrize(("text", "found"), QUOTED)
def test_a_quotation_stands_between_a_pair_of_marks(text, found):
    assert [span.of(text) for span in quotations(text)] == found


@given(st.text(alphabet="ab \"'“”‘’«».\n", max_size=60))
def test_quotations_are_apart_and_hold_a_letter(text):
    spans = list(quotations(text))
    assert all(a.end < b.start for a, b in itertools.pairwise(spans))
    assert all(any(map(str.isalnum, span.of(text))) for span in spans)
