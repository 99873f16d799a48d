from datetime import date

import pytest

from qa.values.mentions import dates_of, mentions, names_of, search_words
from tests.support.toys import article

STORY = (
    "Tony Blinken visits Seoul on 8 November. Secretary Blinken meets Jin Park, who said that the"
    " talks are about Russia. Mr Park told the Korea Herald more.\n\n"
    "Despite the war, Blinken's visit was short. Nobody saw Park’s car. It was his first since"
    " Tuesday, May 4th, 2021, and after November 8, 2023 he went on to Tokyo in the 1990s style."
)
KOREAN = "토니 블링컨 국무장관이 2023년 11월 8일 서울을 방문했다. Korea Herald."
ARABIC = "زار الوزير أحمد القاهرة يوم 8 نوفمبر 2023."
GERMAN = "Der Minister Müller sprach am 8. April 2023 mit dem Präsidenten in Berlin über Russland."


def counted(text: str, **fields: object) -> dict[str, int]:
    return {one.text: one.count for one in names_of(article(text, **fields))}


def test_people_are_named_in_full_with_all_their_mentions():
    names = counted(STORY)
    assert names["Tony Blinken"] == 3 and names["Jin Park"] == 3
    assert "Blinken" not in names and "Park" not in names
    assert names["Seoul"] == names["Russia"] == names["Korea Herald"] == 1


def test_the_most_frequent_name_comes_first():
    found = counted(
        "They saw Rome. Then Rome and Oslo, and again Rome. It was in Bern and in Oslo."
    )
    assert list(found) == ["Rome", "Oslo", "Bern"]


def test_a_word_that_only_opens_sentences_is_no_name():
    text = "Engineers came to the town. Despite Kelly it was the end. Bob saw the end and Bob left."
    assert counted(text + " They were engineers, despite all.") == {"Kelly": 1, "Bob": 2}


def test_a_surname_counts_where_it_opens_a_sentence():
    text = "The talk was of Anna Berg. Berg left in the night. She said, “Later it is.” Berg sang."
    assert counted(text) == {"Anna Berg": 3}


def test_a_heading_in_capitals_is_no_name():
    text = "Port Opens Again On Sunday\n\nThe port of Oslo is open to the ships in the sea."
    assert counted(text) == {"Oslo": 1}


def test_forms_of_a_name_are_one_and_countries_are_not_mixed_up():
    text = "In North Korea it is cold. The Korean war, as in Korea. The U.S. and the US and the UK."
    assert counted(text) == {"North Korea": 1, "Korean": 2, "U.S.": 2, "UK": 1}


@pytest.mark.parametrize("text", [KOREAN, ARABIC, GERMAN, "12 34", "Ümlaut"])
def test_of_other_languages_nothing_is_said(text):
    one = article(text, published=date(2023, 11, 9))
    assert names_of(one) == dates_of(one) == ()


def test_dates_are_those_that_name_a_year_or_a_day_of_a_month():
    found = dates_of(article(STORY, published=date(2023, 11, 7)))
    shown = [(d.text, d.count, d.day.year, d.day.month, d.day.day) for d in found]
    assert shown == [
        ("8 November", 2, 2023, 11, 8),
        ("May 4th, 2021", 1, 2021, 5, 4),
        ("1990s", 1, 1990, None, None),
    ]
    assert [one.is_year_assumed for one in found] == [True, False, False]


def test_a_year_that_nothing_states_is_not_made_up():
    (found,) = dates_of(article("It was on the 8 of November that the end of it came to be."))
    assert found.day.year is None and not found.is_year_assumed
    assert dates_of(article("On 31 February 2023 it was the end of the road.")) == ()


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("Tony Blinken", "Blinken, Tony, was there."),
        ("Korea", "The Korean war."),
        ("8 November", "It came on 2023-11-08."),
        ("8 November", "It came on the 8th."),
        ("November 8, 2023", "On Wednesday, 8 November it came."),
        ("2023", "It was in May 2023."),
    ],
)
def test_a_mention_is_found_in_other_words(said, text):
    assert mentions(said, text, date(2023, 11, 9))


@pytest.mark.parametrize(
    ("said", "text"),
    [("Tony Blinken", "Tony Blair."), ("8 November", "On 9 November."), ("2023", "In 2024.")],
)
def test_what_is_another_name_or_date_is_no_mention(said, text):
    assert not mentions(said, text, date(2023, 11, 9))


def test_a_date_is_searched_in_its_usual_forms():
    assert search_words("Nov. 8") == "Nov. 8 November Nov 11 08"
    assert search_words("1990s") == "1990s"
    assert search_words("Tony Blinken") == "Tony Blinken"
