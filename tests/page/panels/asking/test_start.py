from page.panels.asking.start import StartPanel, examples_html

FOUNDED = "Ada North founded the harbour museum of Kiel."


def test_a_newcomer_sees_examples_and_what_there_is_to_ask(host):
    files = {f"{n:02}.txt": f"Ship {n} sailed." for n in range(13)}
    panel = StartPanel(host(files | {"kiel.txt": FOUNDED}))
    assert 'data-ask="Who founded the harbour museum of Kiel?"' in panel.examples()
    overview = panel.overview()
    assert "14 articles<" in overview and "and 2 more" in overview
    assert overview.count('data-do="read"') == 12


def test_the_newest_articles_come_first_with_their_first_lines(host):
    old = {f"{n:02}.txt": f"Ship {n} sailed." for n in range(12)}
    new = "---\npublished: 2023-11-08\n---\nThe ferry came in.\n\nIt was late."
    overview = StartPanel(host(old | {"z.txt": new})).overview()
    assert overview.index("The ferry came in.</b>") < overview.index("Ship 0 sailed.</b>")
    assert "8 November 2023" in overview and "Ship 11" not in overview


def test_what_is_new_since_the_last_visit_comes_first_and_is_marked(host, seeds):
    opened = host({f"{n:02}.txt": f"Ship {n} sailed." for n in range(12)})
    seeds({"z.txt": "The ferry came in.", "03.txt": "Ship 3 sank."})
    opened.update()
    panel = StartPanel(opened)
    overview = panel.overview("1")
    assert "2 articles new since your last visit" in overview
    assert overview.count('class="qa-kind">new<') == 2
    assert overview.index("The ferry came in.") < overview.index("Ship 0 sailed.")
    for seen in (None, "", "2", "7", "x", "-1"):
        assert "last visit" not in panel.overview(seen)


def test_a_newcomer_without_articles_is_told_what_to_do(host):
    panel = StartPanel(host())
    assert panel.examples() == "" and "No articles yet" in panel.overview()
    assert 'data-do="articles"' in panel.overview()


def test_no_examples_is_nothing():
    assert examples_html([]) == ""
