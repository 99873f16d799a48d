import re

from page.panels.head.colours import colours_html
from page.wording.german import GERMAN


def test_three_colours_can_be_chosen_in_the_language_of_the_visitor():
    said = colours_html(say=GERMAN)
    assert re.findall(r'value="(\w+)">([^<]+)<', said) == [
        ("system", "Wie das System"), ("light", "Hell"), ("dark", "Dunkel"),
    ]  # fmt: skip
    assert 'aria-label="Farben"' in said
