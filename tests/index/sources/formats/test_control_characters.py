from __future__ import annotations

import random

import pytest

from index.sources.formats.control_characters import sign_of_binary, without_controls

TEXT = "The board of Lisgar approved a new ferry terminal on Tuesday. "


@pytest.mark.parametrize(
    ("written", "text", "count"),
    [
        ("a\x00b", "ab", 1),
        ("a\x03\x02b", "a b", 2),
        ("a\x02b", "a b", 1),
        ("a\x02 b", "a b", 1),
        ("a.\x1a", "a.", 1),
        ("a\x0bb\x0cc\x1ed", "a\nb\nc\nd", 3),
        ("a\x02\x0bb", "a\nb", 2),
        ("\x1b[1;31mred\x1b[0m", "red", 2),
        ("a\tb\né\x85\u2028", "a\tb\né\x85\u2028", 0),
    ],
)
def test_control_characters_go_and_words_stay_apart(written, text, count):
    assert without_controls(written) == (text, count)


@pytest.mark.parametrize(
    ("text", "binary"),
    [
        (TEXT, None),
        (TEXT + "\x1a", None),
        (TEXT * 20 + "\x02" * 62, None),
        (TEXT * 20 + "\x02" * 70, "\x02"),
        ("The board met at ten.\x1a", None),
        ("The\x01\x02\x03 board met.", "\x01"),
        ("\x00", "\x00"),
        ("PK\x03\x04" + TEXT * 20, "\x03"),
        ("%PDF-1.4\n" + TEXT, "%"),
        (TEXT.encode("utf-16-le").decode("latin-1"), "\x00"),
        ("", None),
    ],
)
def test_many_control_characters_or_a_known_start_are_of_binary_content(text, binary):
    assert sign_of_binary(text) == binary


def test_random_bytes_are_binary():
    content = random.Random(1).randbytes(2000)
    assert sign_of_binary(content.decode("latin-1"))
