import pytest

from index.sources.formats.word.symbols import decode_symbols, symbol_character


@pytest.mark.parametrize(
    ("code", "font", "character"),
    [
        ("F0B4", "Symbol", "×"),
        ("F0B0", "symbol", "°"),
        ("00B1", "Symbol", "±"),
        ("F06D", "Symbol", "μ"),
        ("F057", "Symbol", "Ω"),
        ("F0FE", "Symbol", "⎭"),
        ("F0FC", "Wingdings", "✓"),
        ("F021", "Wingdings", ""),
        ("F021", "Webdings", ""),
        ("00BD", "Arial", "½"),
        ("1F60A", "Segoe UI Emoji", "\N{SMILING FACE WITH SMILING EYES}"),
        ("", "Symbol", ""),
        ("no", "Symbol", ""),
        ("FFFFFFFF", "Symbol", ""),
    ],
)
def test_sign_is_the_character_that_its_font_shows(code, font, character):
    assert symbol_character(code, font) == character


def test_text_in_a_font_of_signs_is_read_as_signs():
    assert decode_symbols("3 \uf0b4 4", "Symbol") == "3 × 4"
    assert decode_symbols("3 \uf0b4 4", "Arial") == "3 \uf0b4 4"
