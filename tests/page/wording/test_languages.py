import re
from string import Formatter

import pytest

from page.wording.english import ENGLISH
from page.wording.german import GERMAN
from page.wording.languages import LANGUAGES, wording_for
from page.wording.wording import Text, Wording


def forms_of(text: Text) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def places_in(text: Text) -> set[str]:
    """The places of all forms of a text that are filled in."""
    parsed = (part for form in forms_of(text) for part in Formatter().parse(form))
    return {place for _, place, _, _ in parsed if place is not None}


@pytest.fixture(params=LANGUAGES.values(), ids=list(LANGUAGES))
def wording(request) -> Wording:
    return request.param


@pytest.mark.parametrize(
    ("header", "wording"),
    [
        ("de", GERMAN),
        ("de-AT,de;q=0.9,en;q=0.8", GERMAN),
        ("DE", GERMAN),
        ("en-GB,de;q=0.9", ENGLISH),
        ("fr-FR,de;q=0.9", ENGLISH),
        ("", ENGLISH),
        ("*", ENGLISH),
        (";q=0,,\x00", ENGLISH),
    ],
)
def test_the_first_language_of_the_browser_is_spoken_or_else_english(header, wording):
    assert wording_for(header) is wording


def test_every_language_has_every_text(wording):
    assert set(wording.texts) == set(ENGLISH.texts)
    assert list(wording.texts) == list(ENGLISH.texts)  # so that two files can be read side by side


def test_every_text_has_the_places_of_the_english_one(wording):
    other = [
        name
        for name, text in wording.texts.items()
        if places_in(text) != places_in(ENGLISH.texts[name])
    ]
    assert other == []


def test_a_text_has_forms_where_the_english_one_has_and_one_for_every_number(wording):
    for name, text in wording.texts.items():
        assert isinstance(text, str) == isinstance(ENGLISH.texts[name], str), name
    chosen = {wording.form(number) for number in range(200)}
    assert {len(t) for t in wording.texts.values() if not isinstance(t, str)} == {len(chosen)}


def test_every_language_names_its_months(wording):
    for months in (wording.months, wording.short_months):
        assert len(set(months)) == 12


def test_no_text_is_left_untranslated():
    """Names of formats are the same in every language."""
    same = {name for name, text in GERMAN.texts.items() if text == ENGLISH.texts[name]}
    known = {f"control.format.{name}" for name in ("Markdown", "JSON", "BibTeX", "RIS", "CSL")} | {
        "filter.in",
    }
    assert same == known


def test_quotation_marks_are_those_of_the_language():
    german = " ".join(form for text in GERMAN.texts.values() for form in forms_of(text))
    assert not re.search('"|”', german) and german.count("„") == german.count("“")
    english = " ".join(form for text in ENGLISH.texts.values() for form in forms_of(text))
    assert not re.search('"|„', english) and english.count("“") == english.count("”")
