"""Values against the sentences of an article; a toy reader answers what a test tells it to."""

from __future__ import annotations

from index.corpus import Span
from qa.answer import AnswerSpan, Hit
from qa.checking.support import Support
from qa.checking.value_check import MOST_ASKED, check_values
from qa.values.values import values_in
from tests.support.toys import passages, span_of

TEXT = (
    "The village of Ore had 250 dogs and 120 residents in 2011.\n\n"
    "Mayor Ann Lee counted them. She lives in Ore."
)


class Told:
    """Finds the same words whatever it is asked."""

    threshold = 0.0

    def __init__(self, words: str = "", score: float = 0.9) -> None:
        self.words, self.score, self.asked = words, score, 0

    def load(self) -> None:
        pass

    def read(self, question: str, hits: list[Hit]) -> list[AnswerSpan]:
        self.asked += 1
        if not self.words:
            return []
        passage = hits[0].passage
        return [AnswerSpan(passage, span_of(self.words, passage.article.text), self.score)]


def statuses(
    statement: str, reader: Told, text: str = TEXT, *, read: int = 1
) -> list[tuple[str, str, str | None]]:
    first, second = passages(text)
    hits = tuple(
        Hit(p, 1.0, rank, 1.0, 1.0, (1.0,) * len(p.sentences))
        for rank, p in enumerate((first, second), 1)
    )
    support = Support(
        (AnswerSpan(first, first.sentences[0], 0.9),),
        0.9,
        {},
        Span(0, len(first.text)),
        hits[:read],
    )
    checked = check_values(values_in(statement), statement, support, reader)
    return [(one.value.text, one.status, one.found) for one in checked]


def test_a_value_that_the_sentence_states_is_the_same():
    assert statuses("There were 120 people.", Told()) == [("120", "same", None)]


def test_a_value_in_whose_place_the_reader_finds_another_differs():
    assert statuses("There were 250 residents.", Told("120")) == [("250", "differs", "120")]
    assert statuses("There were 999 residents.", Told("120")) == [("999", "differs", "120")]


def test_a_value_that_the_statement_has_elsewhere_is_no_other_one():
    found = statuses("There were 250 dogs and 120 people.", Told("120"))
    assert [status for _, status, _ in found] == ["same", "same"]


def test_a_reader_that_is_not_sure_is_not_believed():
    assert statuses("There were 250 dogs.", Told("120", score=0.1)) == [("250", "same", None)]


def test_the_reader_is_asked_only_where_its_answer_could_differ():
    for statement, asked in (
        ("There were 250 dogs and 120 people in 2011.", 0),  # nothing else stands there
        ("There were 250 dogs in 2011.", 1),  # 120 may stand in the place of 250
        ("There were 999 dogs in 2011.", 1),
        ("She lived in Ore.", 0),
    ):
        reader = Told("120")
        statuses(statement, reader)
        assert (statement, reader.asked) == (statement, asked)


def test_a_value_is_looked_for_in_the_passages_of_its_sentence_first():
    for words, asked in (("250", 1), ("120", 2)):
        reader = Told(words)
        found = statuses("There were 250 dogs in Ore.", reader, read=2)
        assert (reader.asked, found[0][1]) == (asked, "same" if words == "250" else "differs")


def test_a_value_of_another_sentence_about_the_same_matter_is_not_asked_for():
    text = "The dogs of Ore ate 120 bones.\n\nThe dogs of Ore ate 250 bones on Sunday."
    for words, asked in (("The dogs of Ore ate 250 bones.", 0), ("There were 250 people.", 1)):
        reader = Told("120")
        (*_, number) = statuses(words, reader, text, read=2)
        assert (reader.asked > 0, number[1]) == (asked > 0, "differs" if asked else "same")


def test_another_name_is_believed_sooner_where_only_the_text_around_has_this_one():
    text = "Ann Lee met Bob Ray.\n\nTom Fox slept."
    (fox, *_) = statuses("Tom Fox was met by Ann.", Told("Bob Ray", 0.35), text, read=2)
    assert fox == ("Tom Fox", "differs", "Bob Ray")
    (ray, *_) = statuses("Bob Ray came with Ann.", Told("Ann Lee", 0.35), text, read=2)
    assert ray == ("Bob Ray", "same", None)


def test_the_only_other_date_of_the_sentence_is_what_it_has_instead():
    assert statuses("It was counted in 2012.", Told()) == [("2012", "differs", "2011")]


def test_a_name_may_stand_anywhere_in_the_article():
    assert statuses("It was seen by Ann Lee.", Told()) == [("Ann Lee", "same", None)]
    assert statuses("It was seen by Bob Lee.", Told()) == [("Bob Lee", "unsupported", None)]


def test_a_word_that_opens_the_statement_is_a_name_only_where_the_article_writes_it_so():
    assert statuses("Dogs lived there.", Told()) == []
    assert statuses("Ore had dogs.", Told()) == [("Ore", "same", None)]


def test_whom_a_pronoun_stands_for_is_no_other_name():
    text = "Ann Lee met Bob Ray and Tom Fox.\n\nIt rained."
    met = statuses("Tom Fox met Bob Ray.", Told("Ann Lee"), text)
    assert ("Tom Fox", "differs", "Ann Lee") in met
    assert statuses("She met Tom Fox.", Told("Ann Lee"), text) == [("Tom Fox", "same", None)]


def test_the_reader_is_asked_for_the_first_values_of_a_long_list():
    reader = Told()
    names = [f"Bob{chr(65 + n // 26)}{chr(97 + n % 26)}" for n in range(2 * MOST_ASKED)]
    found = statuses(f"Mayor Ann Lee counted {', '.join(names)}.", reader)
    assert [status for _, status, _ in found[1:]] == ["unsupported"] * 2 * MOST_ASKED
    assert 0 < reader.asked <= MOST_ASKED


def test_a_word_for_a_trade_that_opens_a_sentence_is_no_part_of_the_name_behind_it():
    text = TEXT.replace("Mayor", "There")
    assert statuses(
        "Singer Ann Lee counted dogs.", Told(), text.replace("There Ann", "so Ann")
    ) == [("Ann Lee", "same", None)]
    ((name, status, _),) = statuses("Singer Ann Lee counted dogs.", Told(), text)
    assert (name, status) == ("Singer Ann Lee", "unsupported")
