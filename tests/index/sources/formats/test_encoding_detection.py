from __future__ import annotations

import random
import sys
from collections import Counter

import pytest

from index.sources.formats.encoding_detection import SAMPLE_BYTES, detect_encoding, is_nearly_utf8
from tests.support.sentences import ENCODINGS, SENTENCES, text_in

LENGTHS = (20, 40, 80, 150, 300, 600, 1500, 5000)
STRAY = (0x80, 0x85, 0x92, 0x96, 0xA0, 0xA3, 0xE4, 0xE9, 0xF6)
BYTES_OF_WORDS = {e for some in ENCODINGS.values() for e in some if not e.startswith("utf-16")}


def read(content: bytes) -> str | None:
    """The text that is certain, None where none is."""
    encoding = None if is_nearly_utf8(content) else detect_encoding(content)
    return None if encoding is None else content.decode(encoding)


def with_strays(text: str, count: int, chance: random.Random) -> bytes:
    content = bytearray(text.encode())
    for _ in range(count):
        place = chance.randrange(len(content) + 1)
        content[place:place] = bytes([chance.choice(STRAY)])
    return bytes(content)


def counted(pairs) -> Counter[str]:
    """The numbers of contents that are read right, that are read wrongly, and that are refused.

    Of a content that has no right reading every reading is wrong.
    """
    found = [(read(content), right) for content, right in pairs]
    return Counter(
        "refused" if r is None else "right" if r == right else "wrong" for r, right in found
    )


@pytest.mark.parametrize("encoding", sorted(BYTES_OF_WORDS))
def test_no_letter_is_read_wrongly(encoding):
    contents = [
        text_in(language, length, first=first).encode(encoding, "ignore")
        for language, encodings in ENCODINGS.items()
        for length in LENGTHS
        for first in (0, 2, 4)
        if encoding in encodings
    ]
    wholes = [c for c in contents if not c.isascii() and not c.startswith(b"\x1b")]
    found = counted((c, c.decode(encoding, "ignore")) for c in wholes)
    sys.stdout.write(f"{encoding} {dict(found)}\n")  # what is refused is no fault
    assert not found["wrong"]


@pytest.mark.parametrize("strays", [1, 3, 9])
def test_utf_8_with_stray_bytes_is_never_another_encoding(strays):
    chance = random.Random(strays)
    texts = [text_in(lang, n, first=f) for lang in ENCODINGS for n in LENGTHS for f in (0, 3)]
    contents = [with_strays(text, strays, chance) for text in texts if not text.isascii()]
    found = counted((content, None) for content in contents)
    sys.stdout.write(f"{strays} {dict(found)}\n")
    assert not found["wrong"]


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("german", "cp1252"),
        ("french", "cp1252"),
        ("polish", "cp1250"),
        ("czech", "iso8859-2"),
        ("russian", "cp1251"),
        ("russian", "koi8-r"),
        ("russian", "cp866"),
        ("ukrainian", "koi8-u"),
        ("greek", "cp1253"),
        ("turkish", "cp1254"),
        ("chinese", "gb18030"),
        ("traditional chinese", "big5"),
        ("japanese", "shift_jis"),
        ("japanese", "euc_jp"),
        ("korean", "euc_kr"),
    ],
)
def test_long_text_in_one_language_is_certain(language, encoding):
    content = text_in(language, 600).encode(encoding, "ignore")
    assert read(content) == content.decode(encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("A ticket costs £5 and is sold at the door of the town hall.", "cp1252"),
        ("Malmö and Århus follow next year, the organisers said on Monday.", "cp1252"),
        ("The café of the brothers will open its doors again in May.", "cp1252"),
        ("It’s a “good” plan – so they say – for the town’s harbour.", "mac_roman"),
    ],
)
def test_text_that_hardly_says_is_not_certain(text, encoding):
    assert read(text.encode(encoding)) is None


def test_words_in_any_order_with_english_among_them_are_not_read_wrongly():
    chance = random.Random(7)
    words = {language: " ".join(said).split() for language, said in SENTENCES.items()}
    pairs = []
    for language, encodings in ENCODINGS.items():
        for encoding in set(encodings) & BYTES_OF_WORDS - {"iso2022_jp"}:
            for length in (8, 20, 60, 200):
                some = chance.choices(words[language], k=length)
                some += chance.choices(words["english"], k=length // 9)
                content = " ".join(some).encode(encoding, "ignore")
                pairs.append((content, content.decode(encoding)))
    found = counted(pair for pair in pairs if not pair[0].isascii())
    sys.stdout.write(f"{dict(found)}\n")
    assert not found["wrong"]
    assert found["right"] > 30


def test_last_character_of_a_piece_may_be_cut_off():
    content = ("a" + text_in("japanese", SAMPLE_BYTES)).encode("euc_jp")[:SAMPLE_BYTES]
    assert detect_encoding(content) == "euc_jp"
