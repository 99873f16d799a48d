"""What bytes may say that are not UTF-8: every reading that is text in some language.

Owns which encodings are tried and what makes a reading text: the letters of one alphabet, no word
of two scripts or with a capital behind a small letter, signs where signs stand. A reading is
certain when it is the only one, and there is enough of it. A wrong one changes letters unseen, so
that it is better to give none. The tests count how many pieces of text are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

SEEN_BYTES = 50_000  # of a file, at most: more adds time and no certainty
DIFFERENT, MANY = 4, 6  # letters beyond ASCII: of fewer, several readings are often text
MOST_BY_CHANCE = 0.5  # characters of UTF-8 to one byte that is none, in other encodings

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
_MIXED = "àáâãäåæçèéêëìíîïñòóôõöøœùúûüß"  # names of many countries
_DOUBTFUL = {_MIXED, _WESTERN[-1]}  # make others uncertain alone: Turkish reads as Icelandic
_CYRILLIC = tuple(
    "абвгдежзийклмнопрстуфхцчшщ" + more
    for more in ("ъыьэюяё", "ьюяґєії", "ьыэюяёіў", "ъьюя", "ђјљњћџ", "ѓѕјљњќџ")
)
_GREEK = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
_HEBREW = ("אבגדהוזחטיךכלםמןנסעףפץצקרשת",)
_ARABIC = ("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگ",)
_THAI = ("".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F)))),)

_SINGLE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("cp1252", "iso8859-15", "mac_roman", "cp850", "cp437"), (*_WESTERN, _MIXED)),
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
# Of DOS and the old Mac: they make others uncertain, and are never taken for certain themselves.
_RARE = {
    *("mac_roman", "cp850", "cp437", "cp852", "mac_latin2", "mac_turkish", "cp857", "cp775"),
    *("mac_cyrillic", "cp737", "mac_greek", "cp862"),
}
# The commonest characters of Chinese, simplified and not: a tenth of any text, or more.
_COMMON = (
    "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可"
    "她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三"
    "已老从动两长這來國個說們為時會過學對裡後麼沒於還發當開見經頭從動兩長與將及其由部市省新二四"
)
COMMON_SHARE, KANA_SHARE, HANGUL_SHARE = 0.1, 0.25, 0.9  # of all letters beyond ASCII

_SIGNS = set("“”‘’„‚«»‹›–—…•·°€£§©®™ªº¿¡½¼¾²³×\u00a0\u00ad")
_WITHIN = set("’‘–—·\u00ad")  # signs between two letters
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f](?=[^\W\d_])")
_HIGH = re.compile(r"[^\x00-\x7f]")


def certain(content: bytes) -> str | None:
    """The encoding of bytes that are not UTF-8, where only one reading of them is text.

    Of as many as SEEN_BYTES the last character may be cut off.
    """
    if is_almost_utf_8(content, least=0 if _is_mostly_ascii(content) else MOST_BY_CHANCE):
        return None
    readings: dict[str, tuple[str, bool]] = {}
    for encoding, text, is_certain in _readings(content):
        readings.setdefault(text, (encoding, is_certain))
    if len(readings) != 1:
        return None
    ((text, (encoding, is_certain)),) = readings.items()
    found = [c for c in _HIGH.findall(text.lower()) if c.isalpha()]
    enough = len({*found}) >= DIFFERENT and len(found) >= MANY
    return encoding if is_certain and enough else None


def is_almost_utf_8(content: bytes, *, least: float = MOST_BY_CHANCE) -> bool:
    """Whether it is UTF-8 but for some bytes: whether there are more characters of UTF-8 beyond
    ASCII, to one byte that is none, than ``least``.
    """
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return len(_HIGH.findall(text)) - wrong > least * wrong


def _is_mostly_ascii(content: bytes) -> bool:
    return 2 * len(content.translate(None, bytes(range(128)))) < len(content)


def _readings(content: bytes) -> Iterator[tuple[str, str, bool]]:
    """Encodings and what the bytes say in them, where that is text; whether in one language."""
    for encoding, alphabets in _SINGLE.items():
        text = _decoded(content, encoding)
        if text is not None and (own := _languages(text, alphabets)):
            yield encoding, text, encoding not in _RARE and not {*own} <= _DOUBTFUL
    for encoding, is_text in _DOUBLE.items():
        text = _decoded(content, encoding)
        if text is not None and is_text(text):
            yield encoding, text, True


def _decoded(content: bytes, encoding: str) -> str | None:
    """The text; its last character may have been cut off."""
    for end in range(len(content), max(len(content) - 4, 0), -1):
        try:
            return content[:end].decode(encoding)
        except UnicodeError:
            if len(content) < SEEN_BYTES:
                break
    return None


def _languages(text: str, alphabets: tuple[str, ...]) -> list[str]:
    """The alphabets in which all words of a text may be written; none where it is no text."""
    high = {*_HIGH.findall(text)}
    letters = {c for c in high if c.isalpha() or unicodedata.combining(c)}
    if not high - letters <= _SIGNS or any(
        sign not in _WITHIN for sign in _SIGN_IN_WORD.findall(text)
    ):
        return []
    if not all(map(_is_word, {*_WORD.findall(text)})):
        return []
    found = [a for a in alphabets if letters <= _cases(a)]
    return found if _is_of(text, latin=alphabets[0][0] < "ʰ") else []


@cache
def _cases(alphabet: str) -> frozenset[str]:
    return frozenset(alphabet + alphabet.upper() + "ªº")


def _is_word(word: str) -> bool:
    """Whether the letters are of one script, and a capital one only first, or all are."""
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


def _is_of(text: str, *, latin: bool) -> bool:
    """Whether enough of the letters are of the language's script: most, or few beyond ASCII."""
    letters = "".join(_WORD.findall(text))
    high = len(_HIGH.findall(letters))
    return 2 * high <= len(letters) if latin else 2 * high >= len(letters)


def _is_chinese(text: str) -> bool:
    signs = _east_asian(text)
    common = sum(map(text.count, _COMMON))
    return bool(signs["CJK"]) and {*signs} == {"CJK"} and common >= COMMON_SHARE * signs["CJK"]


def _is_japanese(text: str) -> bool:
    signs = _east_asian(text)
    kana = signs["HIRAGANA"] + signs["KATAKANA"]
    all_known = {*signs} <= {"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"}
    return bool(kana) and all_known and kana >= KANA_SHARE * signs.total()


def _is_korean(text: str) -> bool:
    signs = _east_asian(text)
    most = signs["HANGUL"] >= HANGUL_SHARE * signs.total()
    return bool(signs) and {*signs} <= {"HANGUL", "CJK"} and most


def _east_asian(text: str) -> Counter[str]:
    """How many letters there are of each script; none where most are of ASCII, or some of none."""
    letters = [c for word in _WORD.findall(text) for c in word]
    high = [c for c in letters if c > "\x7f" and not "\uff21" <= c <= "\uff5a"]  # of full width
    odd = any(unicodedata.category(c)[0] in "CM" for c in {*_HIGH.findall(text)})
    return Counter() if odd or 2 * len(high) < len(letters) else Counter(map(_script, high))


_DOUBLE: dict[str, Callable[[str], bool]] = {
    "gb18030": _is_chinese,
    "big5": _is_chinese,
    "cp950": _is_chinese,
    "shift_jis": _is_japanese,
    "cp932": _is_japanese,
    "euc_jp": _is_japanese,
    "euc_kr": _is_korean,
    "cp949": _is_korean,
}
