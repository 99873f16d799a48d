from datetime import date

from index import Filter
from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.phrases import (
    alternative_facts,
    as_of_in_words,
    confidence_in_words,
    disagreement,
    filter_in_words,
    items_in_words,
    scope_in_words,
)
from qa.answer import Item, Scope
from qa.text import phrases
from tests.qa.test_answer import citation


def test_the_page_says_in_english_what_the_command_line_says():
    """So that nobody has to learn two sets of words."""
    where = Filter.parse(after="2023-10", sources=["A", "B"], within=["c/"])
    scope = Scope(where=where, articles=5, total=1200, undated=2)
    others = [(date(2023, 10, 3), "12"), (date(2022, 1, 1), "x" * 100), (None, "13")]
    items = [Item("Volvo", 0.5, 1), Item("Ford", 0.4, 2)]
    assert filter_in_words(where, ENGLISH) == str(where)
    assert scope_in_words(scope, ENGLISH).lower() == f"{phrases.scope_in_words(scope)}.".lower()
    assert confidence_in_words(0.634, ENGLISH) == phrases.confidence_in_words(0.634)
    day = date(2023, 11, 7)
    assert as_of_in_words(day, others, ENGLISH) == phrases.as_of_in_words(day, others)
    assert items_in_words(items, ENGLISH) == phrases.items_in_words(
        (i.text, i.citation) for i in items
    )
    own = [citation()]
    assert disagreement(own, own, ENGLISH) == phrases.disagreement(own, own)


def test_they_are_said_in_german():
    where = Filter.parse(after="2023-10", sources=["A", "B"])
    assert filter_in_words(where, GERMAN) == "ab 2023-10-01, Quelle A oder B"
    scope = Scope(where=where, articles=5, total=1200, undated=1)
    assert scope_in_words(scope, GERMAN) == (
        "Gefragt: 5 von 1.200 Artikeln: ab 2023-10-01, Quelle A oder B;"
        " 1 ohne Datum bleibt außen vor."
    )
    older = [(date(2023, 10, 3), "12")]
    assert as_of_in_words(date(2023, 11, 7), older, GERMAN) == (
        "Stand: 7. Nov. 2023 (ein älterer Artikel vom 3. Okt. sagt „12“)."
    )
    assert alternative_facts(date(2023, 5, 1), 0.31, [citation()], GERMAN) == [
        "1. Mai 2023", "zu 31\N{NO-BREAK SPACE}% sicher: möglich", "[1]",
    ]  # fmt: skip
