from dataclasses import replace
from datetime import date

from index.corpus import Passage, Span
from qa.answer import Answer, AnswerSpan, Hit
from qa.evidence.compare import FLOOR, alternatives, by_date, competing, newest, supporting
from tests.support.toys import article, span_of


def said(text: str, quote: str, score: float, id: str, published: str | None = None) -> AnswerSpan:
    """A reader's proposal of a one-sentence article."""
    day = date.fromisoformat(published) if published else None
    passage = Passage(article(text, id, published=day), Span(0, len(text)), (Span(0, len(text)),))
    return AnswerSpan(passage, span_of(quote, text), score)


def asked(*proposals: AnswerSpan, duplicate_groups: dict[str, str] | None = None) -> Answer:
    hits = tuple(
        Hit(p.passage, score=1.0, rank=n, dense=0.5, lexical=0.5, sentences=(0.5,),
            duplicate_group=(duplicate_groups or {}).get(p.passage.article.id, ""))
        for n, p in enumerate(proposals, start=1)
    )  # fmt: skip
    return Answer("When?", None, "several", 0.1, (), hits, 1, 1.0, proposals)


MONDAY = said("It fell on Monday.", "Monday", 0.6, "a.txt", "2023-11-07")
ON_MONDAY = said("On Monday it fell.", "On Monday", 0.3, "b.txt", "2023-11-06")
TUESDAY = said("It fell on Tuesday.", "Tuesday", 0.5, "c.txt", "2023-11-09")
NOISE = said("It was cold.", "cold", 0.1, "d.txt")


def shown(answer: Answer) -> list[tuple[str, int]]:
    return [(a.text, a.articles) for a in alternatives(answer)]


def given(*proposals: AnswerSpan, question: str = "When did it fall?") -> list[str]:
    found = competing(question, proposals, duplicate_groups={}, threshold=0.25, limit=3)
    return [one.text for one in found]


def test_equal_answers_are_one_and_the_newest_of_about_equal_ones_is_first():
    answer = asked(MONDAY, TUESDAY, ON_MONDAY, NOISE)
    assert shown(answer) == [("Tuesday", 1), ("Monday", 2)]
    tuesday, monday = alternatives(answer)
    assert [c.article for c in monday.citations] == ["a.txt", "b.txt"]
    assert [c.number for c in monday.citations] == [2, 3]
    assert (monday.confidence, monday.published) == (0.6, date(2023, 11, 7))
    assert (tuesday.confidence, tuesday.published) == (0.5, date(2023, 11, 9))
    assert newest([tuesday, monday]) == date(2023, 11, 9)


def test_copies_of_one_story_count_once():
    answer = asked(MONDAY, ON_MONDAY, duplicate_groups={"a.txt": "a.txt", "b.txt": "a.txt"})
    (only,) = alternatives(answer)
    assert only.articles == 1 and only.citations[0].copies == ("b.txt",)


def test_dates_tell_only_where_both_are_known_and_differ():
    same_day = said("It fell on Tuesday.", "Tuesday", 0.5, "c.txt", "2023-11-07")
    undated = said("It fell on Friday.", "Friday", 0.4, "e.txt")
    assert given(MONDAY, same_day, undated) == ["Monday", "Tuesday", "Friday"]
    assert newest(alternatives(asked(MONDAY, same_day, undated))) is None


def test_a_newer_answer_below_the_threshold_or_far_weaker_is_named_and_not_given():
    older = replace(MONDAY, score=0.9)
    assert given(older, replace(TUESDAY, score=0.4)) == ["Monday", "Tuesday"]
    assert given(replace(MONDAY, score=0.3), replace(TUESDAY, score=0.2)) == ["Monday", "Tuesday"]
    assert given(older, replace(TUESDAY, score=0.5)) == ["Tuesday", "Monday"]


def test_the_others_follow_the_newest_first_and_those_without_a_date_last():
    eldest = said("It fell on Friday.", "Friday", 0.5, "e.txt", "2023-11-01")
    undated = said("It fell on Sunday.", "Sunday", 0.55, "f.txt")
    assert given(MONDAY, undated, TUESDAY, eldest) == ["Tuesday", "Monday", "Friday", "Sunday"]


def test_a_weak_answer_is_named_where_another_article_gives_another_number_for_the_matter():
    asked_for = "How many people did the storm kill?"
    twelve = said("The storm killed 12 people.", "12", 0.8, "a.txt")
    weak = said("The storm killed 19 people.", "19", 0.15, "b.txt")
    elsewhere = said("The strike took 19 days.", "19", 0.15, "b.txt")
    name = said("The storm hit Port Arlen.", "Port Arlen", 0.15, "b.txt")
    assert given(twelve, weak, question=asked_for) == ["12", "19"]
    assert given(twelve, elsewhere, question=asked_for) == ["12"]
    assert given(twelve, name, question=asked_for) == ["12"]


def test_answers_of_two_kinds_and_other_words_for_another_matter_do_not_compete():
    asked_for = "Where does the milk come from?"
    depot = said("The milk comes from a depot nearby.", "a depot nearby", 0.6, "a.txt")
    wish = said("All come from sheer curiosity.", "sheer curiosity", 0.5, "b.txt")
    month = said("The milk comes in April.", "April", 0.5, "c.txt")
    farm = said("The milk comes from a farm nearby.", "a farm nearby", 0.5, "d.txt")
    assert given(depot, wish, month, question=asked_for) == ["a depot nearby"]
    assert given(depot, farm, question=asked_for) == ["a depot nearby", "a farm nearby"]


def test_a_proposal_below_the_floor_supports_nothing():
    sure, doubtful = replace(MONDAY, score=0.9), replace(ON_MONDAY, score=FLOOR / 2)
    assert supporting([sure, doubtful]) == (sure,)
    assert shown(asked(sure, doubtful)) == [("Monday", 1)]
    assert supporting([sure, ON_MONDAY]) == (sure, ON_MONDAY)


def test_articles_that_have_a_sentence_in_common_count_once():
    text = "The storm of Monday killed many people there."
    one, other = (said(text, "Monday", 0.6, name) for name in ("a.txt", "b.txt"))
    (only,) = alternatives(asked(one, other))
    assert only.articles == 1 and only.citations[0].copies == ("b.txt",)


def test_what_stands_in_a_cited_sentence_is_no_other_answer():
    text = "It fell on Monday and on Tuesday."
    assert given(said(text, "Monday", 0.6, "a.txt"), said(text, "Tuesday", 0.5, "a.txt")) == [
        "Monday"
    ]


def test_whole_sentences_are_set_side_by_side_and_do_not_compete():
    sentences = [
        said("It fell on Monday.", "It fell on Monday.", 0.6, "a.txt"),
        said("It was ripe.", "It was ripe.", 0.5, "b.txt"),
    ]
    assert given(*sentences) == ["It fell on Monday."]
    assert len(alternatives(asked(*sentences))) == 2


def test_nothing_proposed_gives_nothing():
    assert alternatives(asked()) == ()


def test_answers_are_ordered_by_their_dates_and_those_without_come_last():
    undated = said("It fell on Sunday.", "Sunday", 0.55, "f.txt")
    found = alternatives(asked(MONDAY, undated, TUESDAY))
    assert [one.text for one in by_date(found[::-1])] == ["Tuesday", "Monday", "Sunday"]
