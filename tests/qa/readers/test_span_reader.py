import math
from dataclasses import replace

import numpy as np
import pytest

from index.corpus import Span
from qa.answer import Hit
from qa.readers.confidence import Calibration
from qa.readers.decoding import Window
from qa.readers.network import Reading
from qa.readers.protocol import open_reader
from qa.readers.span_reader import SpanReader
from tests.support.toys import passages

WEIGHTS = {"reading": 1.0, "retrieval": 0.0, "behind": 0.0, "bias": 0.0}
BEST_ALONE = {"best": 1.0, "lead": 0.0, "agreement": 0.0, "bias": 0.0}


class ToyModel:
    """Points at one word a passage; half its margin and its answer logit are given."""

    def __init__(self, **said: tuple[str, float, float]) -> None:
        self.said = said  # by first letter of the passage: word, margin, answer

    def load(self) -> None:
        pass

    def read(self, question, texts):
        return [self._reading(text, *self.said[text[0]]) for text in texts]

    def _reading(self, text: str, word: str, margin: float, answer: float) -> Reading:
        place = text.index(word) if word else 0
        offsets = np.array([(place, place + len(word))] if word else []).reshape(-1, 2)
        logits = np.full(len(offsets), margin, dtype=np.float32)  # so half of the margin is this
        return Reading((Window(offsets, logits, logits, 0.0),), answer)


def hits(*texts: str) -> list[Hit]:
    found = []
    for rank, text in enumerate(texts, start=1):
        (passage,) = passages(text, id=f"{rank}.txt")
        scores = (0.5,) * len(passage.sentences)
        found.append(Hit(passage, score=1.0, rank=rank, dense=0.5, lexical=0.5, sentences=scores))
    return found


def reader(confidence: dict[str, float] | None = None, **said: tuple[str, float, float]):
    calibration = Calibration(WEIGHTS, confidence or BEST_ALONE, threshold=0.25)
    return SpanReader(ToyModel(**said), calibration)


def words(spans):
    return [span.span.of(span.passage.article.text) for span in spans]


def sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def test_the_passage_that_most_probably_answers_comes_first():
    found = hits("A pear fell.", "Big apples fell.")
    spans = reader(A=("pear", 1.0, -3.0), B=("apples", 0.5, 1.0)).read("What fell?", found)
    assert words(spans) == ["apples", "pear"]
    assert spans[0].score == pytest.approx(sigmoid(1.5))
    assert spans[1].score == pytest.approx(sigmoid(-2.0))
    assert spans[0].span == Span(4, 10)


def test_threshold_is_the_calibrations():
    assert reader().threshold == 0.25


def test_confidence_counts_the_lead_and_those_that_agree():
    found = hits("A pear fell.", "Big apples fell.", "Cold apples fell.")
    said = {"A": ("pear", 0.0, 1.0), "B": ("apples", 1.0, 1.0), "C": ("apples", 0.0, 0.5)}
    (lead, *_) = reader(BEST_ALONE | {"best": 0.0, "lead": 1.0}, **said).read("What?", found)
    assert lead.score == pytest.approx(sigmoid(2.0 - 1.0))
    agreement = reader(BEST_ALONE | {"best": 0.0, "agreement": 1.0}, **said).read("What?", found)
    assert agreement[0].score == pytest.approx(sigmoid(sigmoid(0.5)))


def test_those_that_agree_count_once_a_story():
    found = hits("Apples fell.", "Big apples fell.", "Cold apples fell.", "Dry apples fell.")
    said = {"A": ("Apples", 3.0, 0.0), "B": ("apples", 2.0, 0.0), "C": ("apples", 1.0, 0.0),
            "D": ("apples", 0.5, 0.0)}  # fmt: skip
    counting = reader(BEST_ALONE | {"best": 0.0, "agreement": 1.0}, **said)

    def agreement(*groups: str) -> float:
        told = [replace(h, duplicate_group=group) for h, group in zip(found, groups, strict=True)]
        return math.log(1 / (1 / counting.read("What?", told)[0].score - 1))

    two, three, four = sigmoid(2.0), sigmoid(1.0), sigmoid(0.5)
    assert agreement("1", "2", "3", "4") == pytest.approx(two + three + four)
    assert agreement("1", "2", "2", "4") == pytest.approx(two + four)
    assert agreement("1", "1", "3", "3") == pytest.approx(three)
    assert agreement("1", "1", "1", "1") == pytest.approx(0.0)


def test_passages_of_one_article_are_no_copies_of_each_other():
    found = hits("Apples fell.", "Big apples fell.")
    (other,) = passages("Big apples fell.", id="1.txt")
    found[1] = replace(found[1], passage=other, duplicate_group="")
    said = {"A": ("Apples", 3.0, 0.0), "B": ("apples", 2.0, 0.0)}
    spans = reader(BEST_ALONE | {"best": 0.0, "agreement": 1.0}, **said).read("What?", found)
    assert spans[0].score == pytest.approx(sigmoid(sigmoid(2.0)))


def test_no_score_exceeds_the_first():
    found = hits("A pear fell.", "Big apples fell.")
    low = BEST_ALONE | {"bias": -5.0}
    first, second = reader(low, A=("pear", 3.0, 3.0), B=("apples", 3.0, 2.9)).read("?", found)
    assert 0 < second.score < first.score < 1


def test_a_question_for_yes_or_no_is_answered_with_the_sentence():
    found = hits("A pear fell. It was ripe.")
    said = {"A": ("ripe", 1.0, 1.0)}
    assert words(reader(**said).read("Was the pear ripe?", found)) == ["It was ripe."]
    assert words(reader(**said).read("did it fall", found)) == ["It was ripe."]
    assert words(reader(**said).read("What was the pear?", found)) == ["ripe"]


def test_a_passage_without_tokens_proposes_nothing():
    found = hits("A pear fell.", "Big apples fell.")
    spans = reader(A=("", 0.0, 0.0), B=("apples", 0.5, 1.0)).read("What?", found)
    assert words(spans) == ["apples"]
    assert reader(A=("", 0.0, 0.0)).read("What?", hits("A pear fell.")) == []


def test_no_hits_no_proposals():
    assert reader().read("What?", []) == []


@pytest.fixture(scope="module", params=["trained", "fast"])
def trained(request) -> SpanReader:
    return open_reader(request.param)


def found(*texts: str) -> list[Hit]:
    """The passages of articles as if each had been found by its order."""
    cut = [p for n, text in enumerate(texts) for p in passages(text, id=f"{n}.txt")]
    return [
        Hit(p, score=1.5 - rank / 20, rank=rank, dense=0.5, lexical=0.5,
            sentences=(0.5,) * len(p.sentences))
        for rank, p in enumerate(cut, start=1)
    ]  # fmt: skip


FAQ = (
    "Q: When does the museum open?\n\nA: It opens on 12 June, after the works.\n\n"
    "Q: How much does a visit cost?\n\nA: Nine dollars for adults.\n\n"
    "Q: Who built the museum?\n\nA: The firm Brandt & Sons built it in 1931."
)
PRESS = (
    "Reporter: How many trams will the city buy next year?\n\n"
    "Mayor: We are going to buy ninety.\n\n"
    "Reporter: And what will they cost?\n\nMayor: Some 60 million crowns."
)
HEADLINE = "WHEN WILL THE BRIDGE REOPEN?\n\nThe bridge was shut in May. It reopens on 4 July."


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (FAQ, "When does the museum open?", "12 June"),
        (FAQ, "How much does a visit cost?", "Nine dollars"),
        (FAQ, "Who built the museum?", "Brandt & Sons"),
        (PRESS, "How many trams will the city buy?", "ninety"),
        (HEADLINE, "When will the bridge reopen?", "4 July"),
    ],
)
def test_a_question_in_an_article_is_not_its_own_answer(trained, text, question, answer):
    spans = trained.read(question, found(text))
    assert answer in words(spans)[0]
    assert not any(w.lower() in ("when", "how many", "how much", "who") for w in words(spans))


def test_a_pronoun_is_that_of_its_turn():
    # The large reader answers "ninety": it has learned too little from conversations.
    spans = open_reader("fast").read("What will they cost?", found(PRESS))
    assert "60 million crowns" in words(spans)[0]


def test_a_heading_answers_only_where_the_text_below_does_not(trained):
    heading = "Otter escapes from zoo"
    text = f"{heading}\n\nAn otter escaped from its pool in Orrin by squeezing through a drain."
    assert "drain" in words(trained.read("How did the otter escape?", found(text)))[0]
    assert "zoo" in words(trained.read("Where did the otter escape from?", found(heading)))[0]


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        ("The temperature in Orrin fell to -23 °C on Sunday night.",
         "How low did the temperature in Orrin fall?", "-23 °C"),
        ("Write to desk@orrin.example to reach the press desk of Orrin.",
         "What is the e-mail address of the press desk?", "desk@orrin.example"),
        ("Phone the press desk of Orrin on +47 555 0144 or write to desk@orrin.example.",
         "What is the e-mail address of the press desk?", "desk@orrin.example"),
        ("Phone the press desk of Orrin on +47 555 0144 or write to desk@orrin.example.",
         "What is the phone number of the press desk?", "+47 555 0144"),
        ("The bridge of Orrin opens in the spring of 2031.",
         "When does the bridge of Orrin open?", "spring of 2031"),
    ],
)  # fmt: skip
def test_an_answer_is_whole_tokens(trained, text, question, answer):
    assert answer in words(trained.read(question, found(text)))[0]
