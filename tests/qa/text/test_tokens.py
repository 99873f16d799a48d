import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Span
from qa.text.tokens import LONGEST, whole_tokens
from tests.support.toys import span_of

WHOLE = [  # text, a quote that cuts it, what it is widened to
    ("in 1942 it fell", "42", "1942"),
    ("it was -17 there", "17", "-17"),
    ("it was −17°C there", "17", "−17°C"),
    ("it fell by (-0.7%) then", "0.7", "-0.7%"),
    ("it paid -$17 for it", "17", "-$17"),
    ("it paid $-1.5bn for it", "1.5", "$-1.5bn"),
    ("it paid 17 € or 17€ then", "17€", "17€"),
    ("it paid 18€ then", "18", "18€"),
    ("of 1,942,000 people", "942", "1,942,000"),
    ("at 10:30 on 2023-11-07", "30", "10:30"),
    ("at 10:30 on 2023-11-07", "11", "2023-11-07"),
    ("some .5 of it", "5", ".5"),
    ("a non-smoker came", "smoker", "non-smoker"),
    ("the T-17 came", "17", "T-17"),
    ("an 11-year-old came", "11", "11"),
    ("an 11-year-old came", "year", "11-year"),
    ("the Seoul-based firm", "Seoul", "Seoul"),
    ("the Seoul-based firm", "Seo", "Seoul"),
    ("from 1939-1945 on", "1939", "1939-1945"),
    ("he doesn't come", "does", "doesn't"),
    ("the U.S. came", "S", "U.S"),
    ("the cafe\u0301 is open", "cafe", "cafe\u0301"),
    ("Obama's visit", "Obama", "Obama"),
    ("Obama’s visit", "Obama", "Obama"),
    ("the apples fell", "apple", "apples"),
    ("the apple fell", " apple ", "apple"),
    ("a snake_case name", "case", "snake_case"),
    ("हिन्दी में", "हि", "हिन्दी"),
    ("“17” of them", "17", "17"),
    ("17. It", "17", "17"),
    ("from A (1998) on", "1998", "1998"),
    ("a - 17 of them", "17", "17"),
]
VALUES = [
    ("it hurt 4 thousand people", "4", "4 thousand"),
    ("it hurt 4 thousand people", "thousand", "4 thousand"),
    ("it cost 4.5 million dollars then", "4.5", "4.5 million dollars"),
    ("it cost 4.5\nmillion dollars then", "4.5", "4.5\nmillion dollars"),
    ("it cost $4.5 million then", "4.5", "$4.5 million"),
    ("it cost US$24 then", "24", "US$24"),
    ("it cost EUR 24 then", "24", "EUR 24"),
    ("it cost 300 Canadian dollars then", "300", "300 Canadian dollars"),
    ("a loss of (5.2) million crowns", "5.2", "(5.2) million crowns"),
    ("a debt of <£6bn.", "6bn", "<£6bn"),
    ("it stood at minus 12 then", "12", "minus 12"),
    ("it covers 3½ km² of it", "3½", "3½ km²"),
    ("it holds 10^6 m³ of it", "10", "10^6 m³"),
    ("it was +4 °C then", "4", "+4 °C"),
    ("it yields 4.25-4.50 %, and", "4.25", "4.25-4.50 %"),
    ("it grew by 2.4 per cent then", "2.4", "2.4 per cent"),
    ("winds of 162 km/h (101 mph) blew", "101", "101 mph"),
    ("between 10–12 of them", "10", "10–12"),
    ("between 10 – 12 of them", "12", "10 – 12"),
    ("about 1 234 567 people", "234", "1 234 567"),
    ("six hundred and fifty men", "six", "six hundred and fifty"),
    ("Forty-three of them", "Forty", "Forty-three"),
    ("a car up to 5 m: $24", "5", "5 m"),
    ("one won the race", "one", "one"),
    ("they won 3–1 then", "3", "3–1"),
]
DATES = [
    ("on 19 August 2011 in", "19", "19 August 2011"),
    ("on 19 August 2011 in", "August", "August 2011"),
    ("on 19 August 2011 in", "2011", "2011"),
    ("on August 19, 2011 in", "19", "August 19, 2011"),
    ("on August 19, 2011 in", "August", "August 19, 2011"),
    ("in May 1985 they", "May", "May 1985"),
    ("in May 1985 300 people", "May 1985", "May 1985"),
    ("in May 3,000 people", "May", "May"),
    ("on the 8th of June", "8th", "8th of June"),
    ("in the spring of 2027.", "spring", "spring of 2027"),
]
ADDRESSES = [
    ("ask office@harbour.example now", "harbour", "office@harbour.example"),
    ("see https://harbour.example/a?b=1.", "harbour", "https://harbour.example/a?b=1"),
    ("call +47 555 0100 or", "555", "+47 555 0100"),
    ("Ann Author (54) will go", "Author (54", "Author (54)"),
    ("Ann Author (54) will go", "54) will", "(54) will"),
]


@pytest.mark.parametrize(("text", "quote", "whole"), WHOLE)
def test_no_word_and_no_number_is_cut(text, quote, whole):
    assert whole_tokens(text, span_of(quote, text)).of(text) == whole


@pytest.mark.parametrize(("text", "quote", "whole"), VALUES)
def test_a_number_keeps_all_that_gives_it_its_value(text, quote, whole):
    assert whole_tokens(text, span_of(quote, text)).of(text) == whole


@pytest.mark.parametrize(("text", "quote", "whole"), DATES)
def test_a_date_that_is_cut_inside_is_whole_and_a_year_may_stand_alone(text, quote, whole):
    assert whole_tokens(text, span_of(quote, text)).of(text) == whole


@pytest.mark.parametrize(("text", "quote", "whole"), ADDRESSES)
def test_addresses_and_brackets_are_whole(text, quote, whole):
    assert whole_tokens(text, span_of(quote, text)).of(text) == whole


def test_nothing_is_widened_beyond_what_it_stands_in():
    text = "It cost 4.5\n\nmillion dollars."
    assert whole_tokens(text, span_of("4.5", text), Span(0, 11)).of(text) == "4.5"


def test_what_has_no_boundaries_is_cut_where_it_was():
    text = "a" * 10 * LONGEST
    assert whole_tokens(text, Span(300, 310)) == Span(300, 310)


@given(st.text(alphabet="ab1 -.,$€%'°()\u0301May–", max_size=30), st.data())
def test_whole_tokens_stay_as_they_are(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    whole = whole_tokens(text, span)
    assert whole_tokens(text, whole) == whole
