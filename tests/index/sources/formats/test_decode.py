from __future__ import annotations

import codecs

import pytest

from index.corpus import Omission
from index.errors import SeedError
from index.sources.formats.decode import (
    codec_name,
    decode,
    fallback_encoding,
    set_fallback_encoding,
)

GERMAN = (
    "Der Außenminister besuchte am Dienstag die Stadt Köln und sprach über die künftige"
    " Zusammenarbeit der Länder. Später reiste er weiter nach Zürich."
)
FRENCH = (
    "Le président de la République a été reçu à l’hôtel de ville où il a prononcé un discours sur"
    " l’état de l’économie française. Très applaudi, il a ensuite visité le marché."
)
RUSSIAN = "Государственный секретарь США посетит Корею во второй половине дня восьмого числа."
KOREAN = (
    "토니 블링컨 미국 국무장관이 8일 오후 한국을 방문한다. 그는 윤석열 대통령을 예방할 예정이다."
)
JAPANESE = "ブリンケン国務長官は八日午後、韓国を訪問する。彼は大統領と会談する予定である。"
CHINESE = "美国国务卿布林肯将于八日下午访问韩国。他将会见总统并讨论地区安全问题。"


def decoded(content: bytes, name: str, **stated: str) -> str:
    return decode(content, name, **stated).text


def refusal(content: bytes, **stated: str) -> str:
    with pytest.raises(SeedError) as caught:
        decoded(content, "a.txt", **stated)
    return str(caught.value)


@pytest.mark.parametrize("text", [GERMAN, KOREAN, "Café.", "", "😀"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_with_any_mark(text, encoding):
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_big_end_first_is_read(mark):
    encoding = {2: "utf-16-be", 4: "utf-32-be"}[len(mark)]
    assert decoded(mark + GERMAN.encode(encoding), "a.txt") == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (KOREAN, "euc_kr"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
    ],
    ids=["German", "French", "Russian", "Russian KOI8", "Korean", "Japanese", "Chinese"],
)
def test_other_encoding_is_detected_when_it_is_certain(text, encoding):
    assert decoded(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    "text", ["Café.", "Le président a déjà été reçu à l’Élysée."], ids=["word", "sentence"]
)
def test_encoding_that_would_be_a_guess_is_refused(text):
    message = refusal(text.encode("cp1252"))
    assert message.startswith("seed 'a.txt' is not valid UTF-8 (byte ")
    assert message.endswith(
        ", on line 1); expected UTF-8 text; save it as UTF-8, or set QA_ENCODING to what it is in"
    )


def test_stated_encoding_needs_no_certainty():
    assert decoded("Café.".encode("cp1252"), "a.html", stated="windows-1252") == "Café."


@pytest.mark.parametrize("stated", ["iso-8859-1", "Latin1", "us-ascii"])
def test_page_that_says_latin_1_means_that_of_windows(stated):
    assert decoded("l’été".encode("cp1252"), "a.html", stated=stated) == "l’été"


def test_text_with_controls_of_no_use_is_refused():
    assert "is not valid UTF-8 (byte 1, on line 1)" in refusal(b"a\x8fb", stated="iso-8859-15")


def test_utf_8_goes_before_what_is_stated():
    assert decoded("Café.".encode(), "a.html", stated="windows-1252") == "Café."


@pytest.mark.parametrize("stated", ["rot13", "hex", "none-such", "utf-8", "punycode", "\udc80"])
def test_stated_encoding_that_does_not_fit_is_refused(stated):
    assert "is not valid UTF-8 (byte 3, on line 1)" in refusal(
        "Café.".encode("cp1252"), stated=stated
    )


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 and so on", b"\xff\xd8 \x00 JFIF", b"\x7fELF \xe9"]
)
def test_binary_content_is_refused(content):
    assert refusal(content).endswith(
        "it looks binary; expected UTF-8 text; save it as text or remove it"
    )


def test_half_of_a_utf_16_character_is_refused():
    assert "is not valid UTF-16 (byte " in refusal(codecs.BOM_UTF16_LE + b"a\x00b")


def test_every_line_ends_in_one_newline():
    assert decoded(b"a\r\nb\rc\n", "a.txt") == "a\nb\nc\n"


def test_a_few_control_characters_are_left_out_and_more_are_said_to_be():
    text = b"The board of Lisgar met on Tuesday. " * 20
    assert decode(text + b"\x1a", "a.txt").omissions == ()
    assert decode(text + b" \x02" * 7, "a.txt").omissions == (
        Omission(7, "control characters, which are no text"),
    )


def test_line_and_byte_are_named():
    content = ("Où est la gare ?\n" * 4).encode() + b"La gare \x96 est l\xe0."
    assert refusal(content) == (
        "seed 'a.txt' is not valid UTF-8 (byte 80, on line 5); expected UTF-8 text;"
        " save it as UTF-8, or set QA_ENCODING to what it is in"
    )


def test_encoding_that_is_said_is_used_where_nothing_is_stated(said):
    said("cp1252")
    assert decoded("Café.".encode("cp1252"), "a.txt") == "Café."
    assert decoded("Café.".encode(), "a.txt") == "Café."
    assert decoded("Łódź".encode("cp1250"), "a.html", stated="windows-1250") == "Łódź"


def test_encoding_that_is_said_may_not_fit(said):
    said("shift_jis")
    assert "(byte 3, on line 1)" in refusal("Café.".encode("cp1252"))


def test_what_is_utf_8_but_for_a_byte_is_never_read_in_another_encoding(said):
    content = "François était à Besançon.\n".encode() + b"He said \x96 no."
    place = f"(byte {content.index(0x96)}, on line 2)"
    assert place in refusal(content)
    assert place in refusal(content, stated="windows-1252")
    said("cp1252")
    assert place in refusal(content)


def test_iso_2022_is_read_or_refused_though_it_looks_like_utf_8():
    assert decoded(JAPANESE.encode("iso2022_jp"), "a.txt") == JAPANESE
    assert "is not valid ISO2022_JP (byte " in refusal(b"\x1b$)C\x0eVQ")


def test_long_text_is_judged_where_it_ceases_to_be_utf_8():
    plain = "The board met on Tuesday.\n" * 20_000
    assert decoded((plain + GERMAN).encode("cp1252"), "a.txt") == plain + GERMAN
    assert "on line 20003)" in refusal(("é\n" + plain + "\n").encode() + GERMAN.encode("cp1252"))


@pytest.mark.parametrize("name", ["hex", "rot13", "none-such", "", "\udc80"])
def test_what_is_no_encoding_of_text_has_no_name(name):
    assert codec_name(name) is None


@pytest.fixture
def said():
    """Say which encoding files have that state none."""
    before = fallback_encoding()
    yield set_fallback_encoding
    set_fallback_encoding(before)
