import pytest

from qa.readers.network import LARGE_READER, READER, SpanModel
from qa.readers.packaged import open_packaged_reader
from qa.readers.second_look import blended
from tests.qa.readers.test_span_reader import hits, words

QUESTION = "When was the bridge opened?"
TEXTS = (
    "The bridge was opened on 4 May 1931 by the mayor.",
    "The ferry was closed in 1930, after forty years.",
    "Farmers of the valley grow apples, pears and plums.",
)


@pytest.mark.parametrize("name", ["trained", "fast"])
def test_the_readers_that_ship_answer(name):
    spans = open_packaged_reader(name, twice=name == "trained").read(QUESTION, hits(*TEXTS))
    assert words(spans)[0] == "4 May 1931"
    assert spans[0].score > 0.5


def test_the_large_reader_knows_which_passage_answers():
    readings = SpanModel(LARGE_READER).read(QUESTION, TEXTS)
    answering, related, unrelated = (reading.answers for reading in readings)
    assert answering > related + 1 and unrelated < 0


def test_both_networks_have_the_same_windows():
    text = " ".join(TEXTS) * 12
    (small,) = SpanModel(READER).read(QUESTION, [text])
    (large,) = SpanModel(LARGE_READER).read(QUESTION, [text])
    assert len(small.windows) > 1
    for one, other, both in zip(small.windows, large.windows, blended(small, large), strict=True):
        assert one.offsets.tolist() == other.offsets.tolist() == both.offsets.tolist()
        assert len(one.starts) == len(other.starts) == len(one.offsets)
