from index.corpus import Span
from qa.answer import AnswerSpan, Hit
from qa.checking.standing import Standing, standing_of
from qa.checking.support import Support
from qa.values.values import values_in
from tests.support.toys import passages

TEXT = (
    "The dogs of Ore bark at night. Lee counted 250 of them.\n\n"
    "The dogs of Ore and of 12 farms bark at 9 at night.\n\n"
    "Ann Lee sang for 40 years."
)


def standing(statement: str) -> Standing:
    first, second, _ = passages(TEXT)
    hits = tuple(
        Hit(p, 1.0, rank, 1.0, 1.0, (1.0,) * len(p.sentences))
        for rank, p in enumerate((first, second), 1)
    )
    best = AnswerSpan(first, first.sentences[0], 0.9)
    support = Support((best,), 0.9, {}, Span(0, len(first.text)), hits)
    (value,) = (v for v in values_in(statement) if v.text not in ("Ore", "The"))
    return standing_of(value, statement, support)


def test_a_value_is_near_where_it_is_in_the_context_or_in_what_is_read():
    assert standing("There were 250 dogs.").in_context
    at = standing("There were 12 dogs.")
    assert at.is_near and not at.in_context
    at = standing("There were 40 dogs.")
    assert at.in_article and not at.is_near
    assert not standing("There were 99 dogs.").in_article


def test_the_words_are_counted_that_a_sentence_of_the_value_shares_with_the_statement():
    assert standing("The dogs of Ore bark at 9 at night.").shared == 1.0
    assert standing("The dogs of Ore bark at 250 at night.").shared == 0.0


def test_a_few_words_in_common_say_nothing_of_another_sentence():
    assert standing("The dogs of Ore bark at 9.").shared == 0.0
