import pytest

from index.corpus import Span
from qa.answer import Answer, AnswerSpan, Citation, Hit
from tests.support.toys import passages, span_of

TEXT = "An apple fell. The river rose."


def citation(**changes: object) -> Citation:
    fields = {
        "number": 1,
        "article": "a.txt",
        "title": None,
        "source": None,
        "published": None,
        "span": Span(3, 8),
        "sentence": Span(0, 14),
        "quote": "apple",
        "sentence_text": "An apple fell.",
        "digest": "0" * 64,
        "score": 0.5,
    }
    return Citation(**(fields | changes))  # type: ignore[arg-type]


def answer(**changes: object) -> Answer:
    fields = {
        "question": "What fell?",
        "text": "apple",
        "reason": None,
        "confidence": 0.5,
        "citations": (citation(),),
        "hits": (),
        "generation": 1,
        "elapsed_ms": 1.0,
    }
    return Answer(**(fields | changes))  # type: ignore[arg-type]


def test_hit_has_one_score_a_sentence():
    passage = passages(TEXT)[0]
    with pytest.raises(ValueError, match="1 sentence scores; expected 2"):
        Hit(passage, score=1.0, rank=1, dense=0.5, lexical=0.5, sentences=(0.5,))


def test_hits_are_ranked_from_one():
    with pytest.raises(ValueError, match="rank 0"):
        Hit(passages(TEXT)[0], score=1.0, rank=0, dense=0.5, lexical=0.5, sentences=(0.5, 0.5))


def test_an_article_is_its_own_story_unless_it_is_a_copy():
    scores = {"score": 1.0, "rank": 1, "dense": 0.5, "lexical": 0.5, "sentences": (0.5, 0.5)}
    (passage,) = passages(TEXT)
    assert Hit(passage, **scores).duplicate_group == "a.txt"
    assert Hit(passage, **scores) == Hit(passage, **scores, duplicate_group="a.txt")
    assert Hit(passage, **scores, duplicate_group="first.txt").duplicate_group == "first.txt"


def test_answer_span_stays_in_its_passage():
    first, second = passages("An apple fell.\n\nThe river rose.")
    with pytest.raises(ValueError, match="outside its passage"):
        AnswerSpan(first, second.span, 0.5)


@pytest.mark.parametrize("score", [-0.1, 1.1, float("nan")])
def test_answer_span_scores_are_probabilities(score):
    with pytest.raises(ValueError, match="expected 0 to 1"):
        AnswerSpan(passages(TEXT)[0], span_of("apple", TEXT), score)


def test_citation_refuses_a_quote_that_is_not_the_slice():
    with pytest.raises(ValueError, match="'appel' is not the slice"):
        citation(quote="appel")


def test_citation_refuses_a_quote_outside_its_sentence():
    with pytest.raises(ValueError, match="outside its sentence"):
        citation(span=Span(10, 20))


def test_answer_has_a_text_or_a_reason():
    assert answer().text == "apple"
    assert answer(text=None, reason="nothing near", citations=()).reason == "nothing near"
    for text, reason in [("apple", "nothing near"), (None, None)]:
        with pytest.raises(ValueError, match="either a text or a reason"):
            answer(text=text, reason=reason)


@pytest.mark.parametrize("changes", [{"text": "river"}, {"citations": ()}])
def test_answer_is_the_quote_of_its_first_citation(changes):
    with pytest.raises(ValueError, match="not the quote of its first citation"):
        answer(**changes)


def test_what_the_reader_proposed_is_kept_where_it_is_told():
    proposed = AnswerSpan(passages(TEXT)[0], span_of("apple", TEXT), 0.5)
    assert answer().proposals == () and answer(proposals=(proposed,)).proposals == (proposed,)


def test_answers_are_equal_whatever_time_they_took():
    assert answer(elapsed_ms=1.0) == answer(elapsed_ms=2.0)
