import pytest

from index import Filter
from page.panels import filters
from page.panels.filters import NO_CHOICES, FilterInput, FilterPanel

CLOSED = "Only some articles"
FILES = {
    "korea/a.txt": "---\nsource: Donga\nauthor: Ann\ndate: 2023-10-03\n---\nAn apple fell.",
    "korea/b.txt": "---\nsource: Donga\ndate: 2023-11-07\n---\nA stone sank.",
    "c.txt": "---\nsource: <b>AP\n---\nThe river rose.",
}


@pytest.fixture
def panel(host):
    return FilterPanel(host(FILES))


def test_what_the_articles_state_is_offered_with_counts(panel):
    found = panel.choices()
    assert found.sources == [("Donga (2)", "Donga"), ("<b>AP (1)", "<b>AP")]
    assert found.authors == [("Ann (1)", "Ann")]
    assert found.places == [("korea/ (2)", "korea/")]
    assert found.dates == "The articles are dated 2023-10-03 to 2023-11-07; 1 of 3 states none."


def test_without_an_index_there_is_nothing_to_choose_from(host):
    assert FilterPanel(host()).choices() == NO_CHOICES


def test_a_browser_is_given_only_so_many_choices(panel, monkeypatch):
    monkeypatch.setattr(filters, "MAX_CHOICES", 1)
    assert panel.choices().sources == [("Donga (2)", "Donga")]


@pytest.mark.parametrize(
    ("given", "heading", "line"),
    [
        (FilterInput(), CLOSED, "The articles are dated 2023-10-03 to"),
        (FilterInput(after="", before="", sources=[]), CLOSED, "The articles are dated"),
        (FilterInput(sources=["Donga"]), "Only 2 of 3 articles", ">Source Donga.<"),
        (
            FilterInput(before="2023-10"),
            "Only 1 of 3 articles",
            ">Until 2023-10-31. 1 that states no date is left out.<",
        ),
        (FilterInput(places=["korea/"], authors=["ann"]), "Only 1 of 3", "Author ann, in korea/."),
        (FilterInput(sources=["<b>AP"]), "Only 1 of 3", "Source &lt;b&gt;AP."),
        (FilterInput(after="soon"), CLOSED, "qa-problem"),
        (FilterInput(sources=["Dong"]), CLOSED, "such as &#x27;Donga&#x27;"),
        (FilterInput(after="2024"), CLOSED, "no article is left by the filter"),
    ],
)
def test_the_summary_says_what_a_filter_leaves(panel, given, heading, line):
    shown, said = panel.summary(given)
    assert shown.startswith(heading) and line in said


def test_articles_without_dates_are_said_to_have_none(host):
    assert FilterPanel(host({"a.txt": "An apple fell."})).choices().dates == (
        "No article states a date."
    )


def test_the_values_that_mean_a_filter_give_it_back():
    where = Filter.parse(after="2023-10", before="2023-12", sources=["A"], within=["b/"])
    assert FilterInput.of(where).parse() == where
    assert FilterInput.of(Filter.parse(as_of="2023")).parse() == Filter.parse(before="2023")
    assert FilterInput.of(Filter()) == FilterInput(
        after="", before="", sources=[], authors=[], places=[]
    )
