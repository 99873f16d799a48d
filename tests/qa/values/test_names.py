import pytest

from qa.values.names import is_office, names, names_by_last_word, names_in

FOUND = [
    (
        "The U.S. Secretary of State Antony Blinken met Park Jin.",
        ["U.S.", "Antony Blinken", "Park Jin"],
    ),
    ("The Bank of England said so.", ["Bank of England"]),
    ("After that, Foreign Minister Park left.", ["Park"]),
    ("I'm in Paris on Monday, in May.", ["Paris"]),
    ("Mr Jones’ plan", ["Jones"]),
    ("Oxford's Ann Lee came.", ["Oxford's", "Ann Lee"]),
    ("the Food and Agriculture Organization", ["Food and Agriculture Organization"]),
    ("Russia and China", ["Russia", "China"]),
    ("the Royal Sea Institute of Cork University", ["Royal Sea Institute", "Cork University"]),
    ("nobody here", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_names_are_words_in_capitals_without_titles(text, found):
    assert [span.of(text) for span in names_in(text)] == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("U.S.", "the United States"),
        ("South Korea", "a South Korean envoy"),
        ("Moscow", "with Russia's support"),
        ("Antony Blinken", "Blinken, Antony"),
        ("Mrs Smith", "the Smiths"),
        ("FAO", "the Food and Agriculture Organization"),
        ("Food and Agriculture Organization", "the FAO"),
        ("IUPAC", "the International Union of Pure and Applied Chemistry"),
    ],
)
def test_a_name_is_stated_in_other_forms(name, text):
    assert names(name, text)


def test_another_name_is_not_stated():
    assert not names("Antony Blinken", "Blinken")
    assert not names("Norway", "Sweden and Finland")
    assert not names("FAO", "the Federal Aviation Authority")
    assert names_by_last_word("Antony Blinken", "Blinken")
    assert not names_by_last_word("Antony Blinken", "Antony")


def test_a_long_name_may_be_shortened():
    assert names("Tory MP Mike Weatherley", "the Conservative Mike Weatherley")
    assert not names("Tory MP Mike Weatherley", "the Conservative Mike Brown")


def test_an_office_is_told_from_the_person_behind_the_title():
    text = "National Security Office Director Cho"
    assert is_office(text, len("National Security Office"))
    assert not is_office(text, len(text))
