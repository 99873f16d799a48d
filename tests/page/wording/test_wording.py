from dataclasses import replace
from datetime import date

import pytest

from page.wording.english import ENGLISH
from page.wording.german import GERMAN


def test_numbers_and_shares_are_written_as_in_the_language():
    assert (ENGLISH.number(1234567), GERMAN.number(1234567)) == ("1,234,567", "1.234.567")
    assert (ENGLISH.fraction(0.351), GERMAN.fraction(0.351)) == ("0.35", "0,35")
    assert (ENGLISH.percent(0.634), GERMAN.percent(0.634)) == ("63%", "63\N{NO-BREAK SPACE}%")
    assert GERMAN.percent(0.025, 3) == "2,5\N{NO-BREAK SPACE}%"


def test_days_are_written_as_in_the_language():
    day = date(2023, 3, 7)
    assert (ENGLISH.day(day), GERMAN.day(day)) == ("7 March 2023", "7. März 2023")
    assert ENGLISH.short_day(day, year=False) == "7 Mar"
    assert GERMAN.short_day(date(2023, 10, 7)) == "7. Okt. 2023"


def test_a_text_has_the_form_that_its_number_asks_for():
    said = [ENGLISH("index.none.files", number=number) for number in (0, 1, 1200)]
    assert said == ["0 files in the folder", "1 file in the folder", "1,200 files in the folder"]
    three = replace(
        ENGLISH,
        texts={"cups": ("one", "a few: {number}", "many: {number}")},
        form=lambda number: 0 if number == 1 else 1 if number < 5 else 2,
    )
    assert [three("cups", number=n) for n in (1, 4, 5)] == ["one", "a few: 4", "many: 5"]


def test_what_is_filled_in_is_not_filled_in_itself():
    assert ENGLISH("evidence.other", answer="{answer}") == "Another answer: {answer}"


def test_a_text_that_is_not_there_is_a_mistake():
    with pytest.raises(KeyError):
        ENGLISH("nothing.of.this.name")
