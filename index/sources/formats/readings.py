"""Detection of the encoding of bytes that are not UTF-8.

Owns the encodings that are tried, and the tests for natural text: the letters of one alphabet, no
word in two scripts or with a capital after a small letter, punctuation only where it belongs. An
encoding is certain if it is the only one that yields text, and there is enough of it. A wrong one
silently changes letters, so that none is better than a doubtful one. The tests count how many
pieces of text are detected.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

SAMPLE_BYTES = 50_000  # of a file, at most: more takes time and adds no certainty
MIN_DISTINCT, MIN_LETTERS = 4, 6  # non-ASCII letters; fewer are often text in several encodings
MAX_CHANCE_RATIO = 0.5  # valid UTF-8 characters to invalid bytes, in text of another encoding

_WESTERN = (
    "äöüßéèêàç",  # German
    "àâæçéèêëîïôœùûüÿ",
    "áéíóúüñçàòïèº",  # Spanish, Catalan
    "áâãàçéêíóôõúü",
    "àèéìòùî",
    "åäöéèàü",  # Swedish, Finnish
    "æøåéèêòóôü",  # Danish, Norwegian
    "éëïóöüèêáíú",  # Dutch
    "áéíóúýþæöð",  # Icelandic
)
_CENTRAL = (
    "ąćęłńóśźżé",
    "áčďéěíňóřšťúůýžöüä",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "čćđšžé",
    "ăâîșşțţé",
)
_TURKISH, _BALTIC = ("çğıİöşüâîûé",), ("ąčęėįšųūžé", "āčēģīķļņšūžé", "äöõüšžé")
_MIXED_WESTERN = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüß"  # names of many countries
# These make others uncertain and are never certain themselves: Turkish reads as Icelandic.
_INCONCLUSIVE = {_MIXED_WESTERN, _WESTERN[-1]}
_CYRILLIC = tuple(
    "абвгдежзийклмнопрстуфхцчшщ" + more
    for more in ("ъыьэюяё", "ьюяґєії", "ьыэюяёіў", "ъьюя", "ђјљњћџ", "ѓѕјљњќџ")
)
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_HEBREW = ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",)
_ARABIC = ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",)
_THAI = ("".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)))),)

_SINGLE_BYTE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437"), (*_WESTERN, _MIXED_WESTERN)
    ),
    **dict.fromkeys(("cp1250", "iso8859-2", "cp852", "mac_latin2"), _CENTRAL),
    **dict.fromkeys(("cp1254", "mac_turkish", "cp857"), _TURKISH),
    **dict.fromkeys(("cp1257", "iso8859-13", "iso8859-4", "cp775"), _BALTIC),
    **dict.fromkeys(
        ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac_cyrillic"), _CYRILLIC
    ),
    **dict.fromkeys(("cp1253", "iso8859-7", "cp737", "mac_greek"), _GREEK),
    **dict.fromkeys(("cp1255", "cp862"), _HEBREW),
    **dict.fromkeys(("cp1256", "iso8859-6"), _ARABIC),
    "cp874": _THAI,
}
# Of DOS and the classic Mac: they make others uncertain and are never certain themselves.
_LEGACY = {
    *("mac_roman", "cp850", "cp437", "cp852", "mac_latin2", "mac_turkish", "cp857", "cp775"),
    *("mac_cyrillic", "cp737", "mac_greek", "cp862"),
}
# The most frequent characters of Chinese, simplified and traditional: a tenth of any text or more.
_COMMON_HANZI = (
    "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三"
    "已老从动两长這來國個說們為時會過學對裡後麼沒於還發當開見經頭從動兩長與將及其由部市省新二四"
)
MIN_COMMON_SHARE, MIN_KANA_SHARE, MIN_HANGUL_SHARE = 0.1, 0.25, 0.9  # of all letters beyond ASCII

_PUNCTUATION = set("“”‘’„‚«»‹›–—…•·°€£§©®™ªº¿¡½¼¾²³×\u00a0\u00ad")
_ALLOWED_IN_WORD = set("’‘–—·\u00ad")  # signs between two letters
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f](?=[^\W\d_])")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


def detect_encoding(content: bytes) -> str | None:
    """The encoding of bytes that are not UTF-8; None unless exactly one encoding yields text.

    In a sample of SAMPLE_BYTES the last character may be cut off.
    """
    if is_nearly_utf8(content, least=0 if _is_mostly_ascii(content) else MAX_CHANCE_RATIO):
        return None
    readings: dict[str, tuple[str, bool]] = {}
    for encoding, text, is_certain in _candidates(content):
        readings.setdefault(text, (encoding, is_certain))
    if len(readings) != 1:
        return None
    ((text, (encoding, is_certain)),) = readings.items()
    found = [c for c in _NON_ASCII.findall(text.lower()) if c.isalpha()]
    enough = len({*found}) >= MIN_DISTINCT and len(found) >= MIN_LETTERS
    return encoding if is_certain and enough else None


def is_nearly_utf8(content: bytes, *, least: float = MAX_CHANCE_RATIO) -> bool:
    """Return whether the bytes are UTF-8 with some errors: more than ``least`` valid non-ASCII
    characters to each invalid byte.
    """
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return len(_NON_ASCII.findall(text)) - wrong > least * wrong


def _is_mostly_ascii(content: bytes) -> bool:
    return 2 * len(content.translate(None, bytes(range(128)))) < len(content)


def _candidates(content: bytes) -> Iterator[tuple[str, str, bool]]:
    """Encodings and the text in each of them, where it is natural; and whether it may be
    certain.
    """
    for encoding, alphabets in _SINGLE_BYTE.items():
        text = _decoded(content, encoding)
        if text is not None and (own := _alphabets_of(text, alphabets)):
            yield encoding, text, encoding not in _LEGACY and not {*own} <= _INCONCLUSIVE
    for encoding, is_text in _MULTI_BYTE.items():
        text = _decoded(content, encoding)
        if text is not None and is_text(text):
            yield encoding, text, True


def _decoded(content: bytes, encoding: str) -> str | None:
    """The text, without its last character if the sample cuts it off."""
    for end in range(len(content), max(len(content) - 4, 0), -1):
        try:
            return content[:end].decode(encoding)
        except UnicodeError:
            if len(content) < SAMPLE_BYTES:
                break
    return None


def _alphabets_of(text: str, alphabets: tuple[str, ...]) -> list[str]:
    """The alphabets that cover all words of a text; none if it is no text."""
    high = {*_NON_ASCII.findall(text)}
    letters = {c for c in high if c.isalpha() or unicodedata.combining(c)}
    if not high - letters <= _PUNCTUATION or any(
        sign not in _ALLOWED_IN_WORD for sign in _SYMBOL_IN_WORD.findall(text)
    ):
        return []
    if not all(map(_is_word, {*_WORD.findall(text)})):
        return []
    found = [a for a in alphabets if letters <= _both_cases(a)]
    return found if _is_in_script(text, latin=alphabets[0][0] < "ʰ") else []


@cache
def _both_cases(alphabet: str) -> frozenset[str]:
    return frozenset(alphabet + alphabet.upper() + "ªº")


def _is_word(word: str) -> bool:
    """Return whether a word has one script, and capitals only first or throughout."""
    if word.isascii():
        return True
    scripts = {_script(c) for c in word}
    rest = word[1:]
    return (
        len(scripts) == 1
        and (rest == rest.lower() or word == word.upper())
        and "ς" not in word[:-1]
    )


@cache
def _script(letter: str) -> str:
    return "LATIN" if letter in "ªº" else unicodedata.name(letter, "?").split()[0]


def _is_in_script(text: str, *, latin: bool) -> bool:
    """Return whether enough letters are in the script: most are, or for Latin few are non-ASCII."""
    letters = "".join(_WORD.findall(text))
    high = len(_NON_ASCII.findall(letters))
    return 2 * high <= len(letters) if latin else 2 * high >= len(letters)


def _is_chinese(text: str) -> bool:
    signs = _script_counts(text)
    common = sum(map(text.count, _COMMON_HANZI))
    return bool(signs["CJK"]) and {*signs} == {"CJK"} and common >= MIN_COMMON_SHARE * signs["CJK"]


def _is_japanese(text: str) -> bool:
    signs = _script_counts(text)
    kana = signs["HIRAGANA"] + signs["KATAKANA"]
    all_known = {*signs} <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
    return bool(kana) and all_known and kana >= MIN_KANA_SHARE * signs.total()


def _is_korean(text: str) -> bool:
    signs = _script_counts(text)
    most = signs["HANGUL"] >= MIN_HANGUL_SHARE * signs.total()
    return bool(signs) and {*signs} <= {"HANGUL", "CJK"} and most


def _script_counts(text: str) -> Counter[str]:
    """Number of letters by script; empty if most are ASCII, or some characters are no letters."""
    letters = [c for word in _WORD.findall(text) for c in word]
    high = [c for c in letters if c > "\x7f" and not "\uff21" <= c <= "\uff5a"]  # of full width
    odd = any(unicodedata.category(c)[0] in "CM" for c in {*_NON_ASCII.findall(text)})
    return Counter() if odd or 2 * len(high) < len(letters) else Counter(map(_script, high))


_MULTI_BYTE: dict[str, Callable[[str], bool]] = {
    "gb18030": _is_chinese,
    "big5": _is_chinese,
    "cp950": _is_chinese,
    "shift_jis": _is_japanese,
    "cp932": _is_japanese,
    "euc_jp": _is_japanese,
    "euc_kr": _is_korean,
    "cp949": _is_korean,
}
