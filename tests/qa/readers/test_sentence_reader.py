import math

import pytest

from qa.answer import Hit
from qa.readers.sentence_reader import SentenceReader
from tests.support.toys import passages


def hit(text: str, sentences: tuple[float, ...], score: float = 1.0, rank: int = 1) -> Hit:
    (passage,) = passages(text)
    return Hit(passage, score=score, rank=rank, dense=0.5, lexical=0.5, sentences=sentences)


def quotes(spans):
    return [span.span.of(span.passage.article.text) for span in spans]


def test_support_adds_passage_sentence_and_shared_terms():
    spans = SentenceReader().read("green apples", [hit("An apple fell. It rained.", (0.5, 0.25))])
    assert quotes(spans) == ["An apple fell.", "It rained."]
    # one of two terms is shared, and is as common among the passages as none: log(1 + 2 / 1.5)
    # against log(1 + 2 / 0.5)
    shared = math.log(1 + 2 / 1.5) / (math.log(1 + 2 / 1.5) + math.log(1 + 2 / 0.5))
    reader = SentenceReader
    expected = [1.0 + 0.5 + shared, 1.0 + 0.25]
    odds = [math.log(s.score / (1 - s.score)) for s in spans]
    assert odds == pytest.approx([reader.SLOPE * e + reader.OFFSET for e in expected])


def test_rarer_terms_weigh_more():
    common = hit("The river rose.", (0.5,))
    rare = hit("The zebra rose.", (0.5,), rank=2)
    other = hit("Another river fell.", (0.1,), rank=3)
    spans = SentenceReader().read("zebra river", [common, rare, other])
    assert quotes(spans)[0] == "The zebra rose."


def test_equal_scores_stay_in_the_order_of_the_hits():
    hits = [hit("One stone.", (0.5,)), hit("Two stones.", (0.5,), rank=2)]
    assert quotes(SentenceReader().read("stone", hits)) == ["One stone.", "Two stones."]


def test_question_without_terms_is_read_by_cosine():
    spans = SentenceReader().read("who is it", [hit("An apple. A river.", (0.1, 0.9))])
    assert quotes(spans) == ["A river.", "An apple."]


def test_no_hits_no_proposals():
    assert SentenceReader().read("apple", []) == []


def test_a_heading_comes_after_the_text_of_its_article_where_that_answers():
    text = "Otter escapes\n\nThe otter escaped through a drain that had no lid on it."
    heading, body = (
        Hit(p, score=score, rank=rank, dense=0.5, lexical=0.5, sentences=(0.9,))
        for rank, (p, score) in enumerate(zip(passages(text), (1.5, 1.2), strict=True), start=1)
    )
    assert quotes(SentenceReader().read("Otter escapes?", [heading, body]))[0].startswith(
        "The otter"
    )
    assert quotes(SentenceReader().read("Otter escapes?", [heading])) == ["Otter escapes"]


def test_a_question_is_no_answer_and_the_next_turn_is():
    text = "Q: When does the pool open?\n\nA: It opens on 3 May."
    asked = [hit_of(p) for p in passages(text)][:1]
    assert quotes(SentenceReader().read("When does the pool open?", asked)) == [
        "A: It opens on 3 May."
    ]


def hit_of(passage):
    scores = (0.5,) * len(passage.sentences)
    return Hit(passage, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=scores)
