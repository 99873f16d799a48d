import pytest

from page.panels.checked_text import CheckTextPanel, checked_html, evidence_html
from page.panels.filters import FilterInput
from qa.checking import check
from qa.readers.sentence_reader import SentenceReader
from qa.service.newest import LONGEST_TEXT


@pytest.fixture
def panel(host, monkeypatch):
    monkeypatch.setattr(check, "_value_reader", SentenceReader)
    return CheckTextPanel(host({"a.txt": "An apple fell on the stone in 2011."}))


def test_each_sentence_opens_its_evidence(panel):
    html, checked, evidence = panel.check(
        "An apple fell on the stone in 2011. Why? <b>River</b> river river."
    )
    assert html.count('data-do="evidence"') == 2 and "Why?" in html
    assert "&lt;b&gt;River&lt;/b&gt; river river." in html and "<b>River" not in html
    assert checked.statements[0].verdict == "supported"
    assert "No sentence of the articles is near to it" in evidence  # of the first doubtful one
    assert "An apple fell on the stone in 2011." in panel.evidence(checked, 1)


def test_a_text_is_held_against_what_a_filter_leaves(panel):
    words = "An apple fell on the stone in 2011."
    html, checked, _ = panel.check(words, FilterInput(places=["a.txt"]))
    assert checked.holds and "Held only against: in a.txt." in html
    assert "Held only" not in panel.check(words)[0]
    html, checked, _ = panel.check(words, FilterInput(after="2011"))
    assert checked is None and "no article is left by the filter" in html


def test_a_value_that_differs_is_marked_in_the_text(panel):
    html, checked, evidence = panel.check("An apple fell on the stone in 2012.")
    assert "<mark>2012</mark>" in html
    assert "date “2012”: the article has “2011”" in evidence
    assert checked_html(checked) == html and evidence_html(checked, 1) == evidence


def test_a_client_may_name_any_number(panel):
    _, checked, _ = panel.check("An apple fell on the stone in 2011.")
    assert panel.evidence(checked, 0) == panel.evidence(checked, 9) == panel.evidence(None, 1) == ""


def test_a_text_that_cannot_be_checked_is_one_line(panel):
    html, checked, evidence = panel.check("")
    assert "the text is empty; expected sentences" in html and checked is None and evidence == ""
    html, _, _ = panel.check("It fell. " * LONGEST_TEXT)
    assert "expected at most 20,000" in html
