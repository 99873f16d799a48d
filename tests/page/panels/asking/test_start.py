from page.panels.asking.start import StartPanel, examples_html


def test_a_newcomer_sees_examples_and_what_there_is_to_ask(host):
    files = {f"{n:02}.txt": "He met with the Red Cross and the Red Cross today." for n in range(14)}
    examples, overview = StartPanel(host(files)).welcome()
    assert 'data-ask="What is said about the Red Cross?"' in examples
    assert "14 articles<" in overview and "and 2 more" in overview
    assert overview.count('data-do="read"') == 12


def test_a_newcomer_without_articles_is_told_what_to_do(host):
    examples, overview = StartPanel(host()).welcome()
    assert examples == "" and "No articles yet" in overview and 'data-do="articles"' in overview


def test_no_examples_is_nothing():
    assert examples_html([]) == ""
