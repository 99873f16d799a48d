from __future__ import annotations

import pytest
import Stemmer
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import folded, terms
from tests.support.later import Later

bm25s = Later("bm25s")

TEXTS = (
    "The river flows past the stone wall.",
    "An apple a day keeps the doctor away.",
    "Stone upon stone, the wall rises.",
    "Of the and to.",
)


def reference(texts: list[str]) -> list[list[str]]:
    """The terms of texts as bm25s has them."""
    tokens = bm25s.tokenize(
        texts,
        stopwords="english",
        stemmer=Stemmer.Stemmer("english"),
        return_ids=False,
        show_progress=False,
    )
    return [list(map(str, words)) for words in tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Rivers flowed", ["river", "flow"]),
        ("a B 7 of the", []),
        ("COVID-19 in 2023", ["covid", "19", "2023"]),
        ("stone Stone STONES", ["stone", "stone", "stone"]),
        ("Müller, שלום", ["muller", "שלום"]),
        ("Cafe\u0301 Café CAFE\u0301S", ["cafe", "cafe", "cafe"]),
        ("Malmö Tromsø Łódź Straße Æsop", ["malmo", "tromso", "lodz", "strass", "aesop"]),
        ("И\u0306олка \u1112\u1161\u11ab\u1100\u116e\u11a8", ["иолка", "한국"]),
        ("?!", []),
        ("", []),
    ],
)
def test_terms(text, expected):
    assert terms(text) == expected


@given(
    st.text() | st.lists(st.sampled_from([*TEXTS[0].split(), "İs", "ﬁve", "it's"])).map(" ".join)
)
def test_terms_are_those_of_bm25s(text):
    assert terms(text) == reference([folded(text)])[0]
