from page.panels.compare import comparison_html

DATED = "---\npublished: 2023-11-0{0}\n---\nThe apple fell on the {1}."


def test_different_answers_stand_side_by_side_with_their_dates(host):
    opened = host({"a.txt": DATED.format(5, "stone"), "b.txt": DATED.format(8, "river")})
    html = comparison_html(opened.assistant.ask("Where did the apple fall?"))
    assert html.count('class="qa-group"') == 2
    assert "2 different answers" in html
    assert html.count(">newest<") == 1 and "8 November 2023" in html.split("newest")[1]


def test_agreement_is_stated_with_the_number_of_articles(host):
    opened = host({"a.txt": "The apple fell on the stone."})
    assert "One article answers this." in comparison_html(opened.assistant.ask("apple"))


def test_nothing_to_compare_is_one_line():
    assert "Nothing to compare" in comparison_html(None)
