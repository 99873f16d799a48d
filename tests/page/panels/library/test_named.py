import re
from datetime import date

from page.panels.library.named import FIRST, named_html
from page.wording.german import GERMAN
from tests.support.toys import article

TEXT = "In Rome it was the 8 November of the year, and in Oslo too, and then in Rome again in 2021."


def test_names_and_dates_are_controls_that_search_for_them():
    html = named_html(article(TEXT, published=date(2023, 11, 9)))
    assert re.findall(r'data-do="named" data-name="([^"]+)"', html) == [
        "Rome", "Oslo", "8 November", "2021",
    ]  # fmt: skip
    assert "Named here:" in html and "Dates:" in html and "Found by rules" in html
    assert '<bdi>Rome</bdi><span aria-hidden="true"> 2</span>' in html and ", 2 times<" in html


def test_a_date_is_given_in_full_with_its_year_where_it_is_assumed():
    html = named_html(article(TEXT, published=date(2023, 11, 9)), say=GERMAN)
    assert 'title="8. November 2023, wenn es im Jahr des Artikels liegt"' in html
    assert 'title="2021"' in html and "2 Mal" in html
    text = "It was in the 1990s, or in May 2021, or on the 5 of March, as it is to be."
    titles = re.findall('title="([^"]+)"', named_html(article(text)))
    assert titles == ["1990 to 1999", "May 2021"]


def test_names_beyond_the_first_are_folded_away():
    letters = "abcdefghijklmnop"
    text = (
        "They went to "
        + ", and to ".join(f"{one.upper()}ville" for one in letters)
        + " in the end."
    )
    first, folded, more = named_html(article(text)).partition("<details>")
    assert first.count("<li>") == FIRST and folded
    assert more.count("<li>") == len(letters) - FIRST and "4 more" in more


def test_an_article_that_the_rules_are_not_made_for_has_no_line():
    assert named_html(article("서울에서 회담이 열렸다. Korea Herald 2023.")) == ""
    assert named_html(article("It is what it is, and that is that.")) == ""
