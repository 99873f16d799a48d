from page.panels.compare import comparison_html

DATED = "---\npublished: 2023-11-0{0}\n---\nThe apple fell on the {1}."


def test_different_answers_stand_side_by_side_with_their_dates(host):
    opened = host({"a.txt": DATED.format(5, "stone"), "b.txt": DATED.format(8, "river")})
    html = comparison_html(opened.assistant.ask("Where did the apple fall?"))
    assert html.count('class="qa-group"') == 2
    assert "2 different answers" in html
    first, second = html.split("<li><p")[1:]
    assert html.count(">newest<") == html.count(">the answer<") == 1
    assert "8 November 2023</time>" in first and "newest" in first and "river" in first
    assert "5 November 2023</time>" in second and "stone" in second


def test_an_answer_without_a_date_is_last_on_the_line_of_time(host):
    undated = "The apple fell on the wall."
    files = {"a.txt": undated, "b.txt": DATED.format(5, "stone"), "c.txt": DATED.format(8, "river")}
    html = comparison_html(host(files).assistant.ask("Where did the apple fall?"))
    assert "no date</time>" in html.split("<li><p")[3]


def test_answers_without_dates_are_on_no_line_of_time(host):
    files = {"a.txt": "The apple fell on the wall.", "b.txt": "The apple fell on the stone."}
    html = comparison_html(host(files).assistant.ask("Where did the apple fall?"))
    assert html.count('class="qa-group"') == 2 and "<time>" not in html


def test_agreement_is_stated_with_the_number_of_articles(host):
    opened = host({"a.txt": "The apple fell on the stone."})
    assert "One article answers this." in comparison_html(opened.assistant.ask("apple"))


def test_nothing_to_compare_is_one_line():
    assert "Nothing to compare" in comparison_html(None)
