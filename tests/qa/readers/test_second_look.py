import threading

import numpy as np
import pytest

from index.errors import ModelError
from qa.readers.confidence import Calibration
from qa.readers.decoding import Window
from qa.readers.network import Reading
from qa.readers.second_look import SecondLook, blended
from qa.readers.span_reader import SpanReader
from tests.qa.readers.test_span_reader import BEST_ALONE, WEIGHTS, ToyModel, hits, words

TWICE = WEIGHTS | {"second": 1.0}


class Larger(ToyModel):
    """Remembers what it was given to read."""

    def __init__(self, **said: tuple[str, float, float]) -> None:
        super().__init__(**said)
        self.given: list[str] = []
        self.loads = 0

    def load(self) -> None:
        self.loads += 1

    def read(self, question, texts):
        self.given += texts
        return super().read(question, texts)


def reader(first: ToyModel, larger: ToyModel, passages: int = 2) -> SpanReader:
    calibration = Calibration(WEIGHTS, BEST_ALONE, threshold=0.25, second=TWICE)
    return SpanReader(first, calibration, second=SecondLook(larger, passages))


FOUND = hits("A pear fell.", "Big apples fell.", "Cold plums fell.")
FIRST = {"A": ("pear", 1.0, -3.0), "B": ("apples", 1.0, 1.0), "C": ("plums", 1.0, 2.0)}


def test_the_larger_network_reads_the_passages_of_highest_rank_and_no_other():
    larger = Larger(B=("apples", 1.0, 3.0), C=("plums", 1.0, 0.0))
    spans = reader(ToyModel(**FIRST), larger).read("What fell?", FOUND)
    assert sorted(larger.given) == ["Big apples fell.", "Cold plums fell."]
    assert words(spans) == ["apples", "plums", "pear"]


def test_both_networks_choose_the_words():
    offsets = np.array([(0, 1), (2, 3)])
    first = Window(offsets, np.array([2.0, 1.0]), np.array([2.0, 1.0]), null=1.0)
    second = Window(offsets, np.array([0.0, 4.0]), np.array([0.0, 4.0]), null=3.0)
    (both,) = blended(Reading((first,), 0.0), Reading((second,), 0.0))
    assert both.starts.tolist() == both.ends.tolist() == [0.5, 3.25] and both.null == 2.5


def test_the_larger_network_is_loaded_once_while_the_first_one_reads():
    loaded = threading.Event()

    class Waiting(ToyModel):
        def read(self, question, texts):
            assert loaded.wait(20)
            return super().read(question, texts)

    class Loading(Larger):
        def load(self) -> None:
            super().load()
            loaded.set()

    larger = Loading(B=("apples", 1.0, 3.0), C=("plums", 1.0, 0.0))
    twice = reader(Waiting(**FIRST), larger)
    twice.load()
    for _ in range(2):
        assert words(twice.read("What fell?", FOUND))[0] == "apples"
    assert larger.loads == 1


def test_a_larger_network_that_cannot_be_loaded_is_said():
    class Damaged(Larger):
        def load(self) -> None:
            raise ModelError(found="a", expected="b", cure="c")

    with pytest.raises(ModelError):
        reader(ToyModel(**FIRST), Damaged()).read("What fell?", FOUND)
