from qa.answer import Hit
from qa.checking.support import find_support
from qa.values.values import values_in
from tests.support.toys import passages


def probability(statement: str) -> float:
    (passage,) = passages("The village had 250 dogs and two cats.")
    cosines = (0.3,) * len(passage.sentences)
    hits = [Hit(passage, 1.0, 1, 0.3, 0.1, cosines)]
    support = find_support(statement, values_in(statement), hits)
    assert support is not None
    return support.probability


def test_an_amount_that_seldom_agrees_by_chance_speaks_for_the_same_matter():
    assert probability("It has 250 of them.") > probability("It has 251 of them.")
    assert probability("It has two of them.") < probability("It has 250 of them.")
