"""The page in the language of the visitor's browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.system.browser.visitor import QUESTION, ask, assert_accessible, open_tab, opened

pytestmark = pytest.mark.slow
GERMAN = pytest.mark.parametrize("page", [{"locale": "de-DE"}], indirect=True, ids=["de"])


@GERMAN
def test_the_start_and_an_answer_are_german(page):
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_label("Ihre Frage")).to_be_visible()
    expect(page.locator("#qa-status")).to_contain_text("Aktuell · 3 Artikel, Generation 1")
    expect(page.locator(".qa-overview")).to_contain_text("3 Artikel befragen")
    expect(page.locator(".qa-overview")).to_contain_text("8. November 2023")
    ask(page, QUESTION)
    expect(page.locator(".qa-short")).to_contain_text("8th")
    expect(page.locator(".qa-confidence")).to_contain_text("Sehr wahrscheinlich · zu ")
    expect(page.locator(".qa-card").first).to_contain_text("Absatz 1")
    expect(page.locator(".qa-card").first).to_contain_text("Zitat stimmt mit der Datei überein")
    for tab, said in (("Vergleich", "geben dieselbe Antwort"), ("Gründe", "bester Satz")):
        open_tab(page, tab)
        expect(page.get_by_role("tabpanel").filter(has_text=said).first).to_be_visible()
    open_tab(page, "Speichern")
    expect(page.get_by_role("button", name="HTML-Seite")).to_be_visible()
    assert_accessible(page)


@GERMAN
def test_an_abstention_is_german_with_its_reason(page):
    ask(page, "What is the capital of Mongolia?")
    expect(page.locator(".qa-abstained")).to_contain_text("Keine klare Antwort in diesen Artikeln.")
    expect(page.locator(".qa-abstained .qa-note")).to_contain_text("hat ein Wort mit der Frage")
    expect(page.locator("#qa-cards")).to_contain_text("Die nächsten Textstellen")
    ask(page, QUESTION)
    expect(page.locator("#qa-topic")).to_contain_text("keine Antwort")
    page.get_by_role("button", name="Neues Thema").click()
    expect(page.locator("#qa-history h2")).to_have_text("Letzte Fragen")


@GERMAN
def test_the_other_tabs_are_german(page):
    open_tab(page, "Text prüfen")
    expect(page.locator("#qa-checked")).to_contain_text("Jeder Satz wird mit den Artikeln")
    page.get_by_label("Der zu prüfende Text").fill(
        "Blinken visits Korea on the afternoon of the 8th."
    )
    page.get_by_role("button", name="Prüfen", exact=True).click()
    expect(page.locator("#qa-checked .qa-counts")).to_contain_text("1 Satz")
    open_tab(page, "Artikel")
    expect(page.get_by_label("Artikel finden")).to_be_visible()
    expect(page.locator("#qa-library")).to_contain_text("3 Artikel")
    expect(page.locator("#qa-library")).to_contain_text("8. November 2023")
    page.locator(".qa-book").first.click()
    expect(page.get_by_role("button", name="← Alle Artikel")).to_be_visible()
    open_tab(page, "Kontrolle")
    # Another test may have saved one of the site that they share.
    expect(page.locator("#qa-results")).to_contain_text(
        re.compile("Noch keine Tests|wie gespeichert")
    )
    assert_accessible(page)


@GERMAN
def test_what_is_wrong_is_said_in_german(page):
    ask(page, "?")
    expect(page.locator("#qa-answer .qa-problem")).to_contain_text("enthält kein Wort")
    assert page.locator("#qa-answer [lang=en]").count() == 0
    open_tab(page, "Text prüfen")
    page.get_by_label("Der zu prüfende Text").fill(
        "Blinken visits Korea on the afternoon of the 9th."
    )
    page.get_by_role("button", name="Prüfen", exact=True).click()
    page.locator(".qa-said").click()
    expect(page.locator("#qa-check-evidence")).to_contain_text("Im Artikel steht „")
    assert page.locator("#qa-check-evidence [lang=en]").count() == 0


def test_two_visitors_read_the_same_page_in_two_languages(browser, url):
    with (
        opened(browser, url, locale="de-AT") as german,
        opened(browser, url, locale="en-GB") as english,
        opened(browser, url, locale="fr-FR") as french,
    ):
        expect(german.locator("#qa-status")).to_contain_text("Aktuell")
        expect(english.locator("#qa-status")).to_contain_text("Up to date")
        expect(french.locator("#qa-status")).to_contain_text("Up to date")
        expect(french.get_by_label("Your question")).to_be_visible()
