import re

from page.panels.head.colours import colours_html
from page.tabs.browser_texts import browser_texts, label, piece


def test_what_stays_on_the_page_is_there_in_every_language():
    english, german = (browser_texts().translations[tag] for tag in ("en", "de"))
    assert english.keys() == german.keys()
    assert (english["control.ask"], german["control.ask"]) == ("Ask", "Fragen")
    assert "Nicht" not in english["unreachable_html"]
    assert "Server nicht erreichbar." in german["unreachable_html"]


def test_every_label_and_piece_that_is_placed_is_known(config):
    known = browser_texts().translations["en"]
    placed = set(re.findall(r'__i18n__\{[^}]*"key": "([^"]+)"\}', str(config["components"])))
    assert placed == set(known)


def test_a_label_and_a_piece_are_references_that_the_browser_fills_in():
    assert '"control.ask"' in label("ask") and '"colours_html"' in piece(colours_html)
