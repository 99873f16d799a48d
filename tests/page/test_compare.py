from page.compare import compare

DATED = "---\npublished: 2023-11-0{0}\n---\nThe apple fell on the {1}."


def test_different_answers_stand_side_by_side_with_their_dates(desk):
    opened = desk({"a.txt": DATED.format(5, "stone"), "b.txt": DATED.format(8, "river")})
    html = compare(opened.assistant.ask("Where did the apple fall?"))
    assert html.count('class="qa-group"') == 2
    assert "2 different answers" in html
    assert html.count(">newest<") == 1 and "8 November 2023" in html.split("newest")[1]


def test_agreement_is_said_as_such(desk):
    opened = desk({"a.txt": "The apple fell on the stone."})
    assert "All that was found agrees: 1 independent article." in compare(
        opened.assistant.ask("apple")
    )


def test_nothing_to_compare_is_one_line():
    assert "Nothing to compare" in compare(None)
