from dataclasses import replace
from datetime import date

import pytest

from index.corpus import Passage, Span
from qa.answer import Answer, AnswerSpan, Hit
from qa.evidence.compare import agree, alternatives
from tests.support.toys import article, passages, span_of


def said(text: str, quote: str, score: float, id: str, published: str | None = None) -> AnswerSpan:
    """A reader's proposal of a one-sentence article."""
    day = date.fromisoformat(published) if published else None
    passage = Passage(article(text, id, published=day), Span(0, len(text)), (Span(0, len(text)),))
    return AnswerSpan(passage, span_of(quote, text), score)


def asked(*proposals: AnswerSpan, stories: dict[str, str] | None = None) -> Answer:
    hits = tuple(
        Hit(p.passage, score=1.0, rank=n, dense=0.5, lexical=0.5, sentences=(0.5,),
            story=(stories or {}).get(p.passage.article.id, ""))
        for n, p in enumerate(proposals, start=1)
    )  # fmt: skip
    return Answer("When?", None, "several", 0.1, (), hits, 1, 1.0, proposals)


MONDAY = said("It fell on Monday.", "Monday", 0.6, "a.txt", "2023-11-07")
ON_MONDAY = said("On Monday it fell.", "On Monday", 0.3, "b.txt", "2023-11-06")
TUESDAY = said("It fell on Tuesday.", "Tuesday", 0.5, "c.txt", "2023-11-09")
NOISE = said("It was cold.", "cold", 0.1, "d.txt")


def shown(answer: Answer, **options: float) -> list[tuple[str, int, bool]]:
    return [(a.text, a.articles, a.newest) for a in alternatives(answer, **options)]


def test_equal_answers_are_one_and_the_newest_is_marked():
    answer = asked(MONDAY, TUESDAY, ON_MONDAY, NOISE)
    assert shown(answer) == [("Monday", 2, False), ("Tuesday", 1, True)]
    monday, tuesday = alternatives(answer)
    assert [c.article for c in monday.citations] == ["a.txt", "b.txt"]
    assert [c.number for c in monday.citations] == [1, 2]
    assert (monday.strength, monday.published) == (0.6, date(2023, 11, 7))
    assert (tuesday.strength, tuesday.published) == (0.5, date(2023, 11, 9))


def test_copies_of_one_story_count_once():
    answer = asked(MONDAY, ON_MONDAY, stories={"a.txt": "a.txt", "b.txt": "a.txt"})
    (only,) = alternatives(answer)
    assert only.articles == 1 and only.citations[0].copies == ("b.txt",)


def test_the_weak_are_left_out_unless_asked_for():
    assert len(shown(asked(MONDAY, NOISE))) == 1
    assert shown(asked(MONDAY, NOISE), least=0)[1] == ("cold", 1, False)


def test_nothing_is_newest_where_dates_do_not_differ():
    same_day = said("It fell on Tuesday.", "Tuesday", 0.5, "c.txt", "2023-11-07")
    undated = said("It fell on Friday.", "Friday", 0.4, "e.txt")
    assert not any(a.newest for a in alternatives(asked(MONDAY, same_day, undated)))
    assert not alternatives(asked(MONDAY))[0].newest


def test_of_equal_strength_more_articles_go_first_then_the_name():
    friday = said("It fell on Friday.", "Friday", 0.5, "A.txt")
    again = said("It fell on Monday, at last.", "Monday", 0.5, "z.txt")
    twice = (replace(ON_MONDAY, score=0.5), again)
    order = [a.text for a in alternatives(asked(TUESDAY, friday, *twice))]
    assert order == ["On Monday", "Friday", "Tuesday"]


def test_nothing_proposed_gives_nothing():
    assert alternatives(asked()) == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the 8th", "8th", True),
        ("on the 8th", "8th.", True),
        ("8th", "18th", False),
        ("Park", "Park Jin", True),
        ("the", "a", False),
    ],
)
def test_answers_agree_when_the_words_of_one_are_among_the_others(one, other, same):
    a, b = (AnswerSpan(p, p.span, 0.5) for t in (one, other) for p in passages(t))
    assert agree(a, b) is agree(b, a) is same
