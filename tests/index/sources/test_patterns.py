import re

import pytest

from index.sources.patterns import SENTENCE_END


@pytest.mark.parametrize(
    "text", ["It rose.", "“It rose!”", "He said:", "(It rose.)", "川が上がった。"]
)
def test_a_sentence_ends_with_its_mark_and_closing_quotation_marks(text):
    assert re.search(SENTENCE_END, text)


@pytest.mark.parametrize("text", ["It rose", "3.5", "It rose, and", "“It rose”", "U.S. rivers"])
def test_a_sentence_without_a_mark_at_its_end_goes_on(text):
    assert not re.search(SENTENCE_END, text)
