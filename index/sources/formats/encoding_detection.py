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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from index.sources.formats.alphabets import COMMON_HANZI, INCONCLUSIVE, LEGACY, SINGLE_BYTE

SAMPLE_BYTES = 50_000  # of a file, at most: more takes time and adds no certainty
MIN_DISTINCT, MIN_LETTERS = 4, 6  # non-ASCII letters; fewer are often text in several encodings
MAX_CHANCE_RATIO = 0.5  # valid UTF-8 characters to invalid bytes, in text of another encoding

MIN_COMMON_SHARE, MIN_KANA_SHARE, MIN_HANGUL_SHARE = 0.1, 0.25, 0.9  # of all letters beyond ASCII

_PUNCTUATION = set("“”‘’„‚«»‹›–—…•·°€£§©®™ªº¿¡½¼¾²³×\u00a0\u00ad")
_ALLOWED_IN_WORD = set("’‘–—·\u00ad")  # signs between two letters
_WORD = re.compile(r"[^\W\d_]+")
_SYMBOL_IN_WORD = re.compile(r"(?<=[^\W\d_])[^\w\s\x00-\x7f](?=[^\W\d_])")
_NON_ASCII = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoding in which the bytes are natural text, and whether that can be certain."""

    encoding: str
    text: str
    is_certain: bool


def detect_encoding(content: bytes) -> str | None:
    """The encoding of bytes that are not UTF-8; None unless exactly one encoding yields text.

    In a sample of SAMPLE_BYTES the last character may be cut off.
    """
    if is_nearly_utf8(content, least=0 if _is_mostly_ascii(content) else MAX_CHANCE_RATIO):
        return None
    by_text: dict[str, _Candidate] = {}
    for candidate in _candidates(content):
        by_text.setdefault(candidate.text, candidate)
    if len(by_text) != 1:
        return None
    (only,) = by_text.values()
    letters = [c for c in _NON_ASCII.findall(only.text.lower()) if c.isalpha()]
    enough = len({*letters}) >= MIN_DISTINCT and len(letters) >= MIN_LETTERS
    return only.encoding if only.is_certain and enough else None


def is_nearly_utf8(content: bytes, *, least: float = MAX_CHANCE_RATIO) -> bool:
    """Return whether the bytes are UTF-8 with some errors: more than ``least`` valid non-ASCII
    characters to each invalid byte.
    """
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return len(_NON_ASCII.findall(text)) - wrong > least * wrong


def _is_mostly_ascii(content: bytes) -> bool:
    return 2 * len(content.translate(None, bytes(range(128)))) < len(content)


def _candidates(content: bytes) -> Iterator[_Candidate]:
    """All encodings in which the bytes are natural text."""
    for encoding, alphabets in SINGLE_BYTE.items():
        text = _decoded(content, encoding)
        if text is not None and (own := _alphabets_of(text, alphabets)):
            is_certain = encoding not in LEGACY and not {*own} <= INCONCLUSIVE
            yield _Candidate(encoding, text, is_certain)
    for encoding, is_text in _MULTI_BYTE.items():
        text = _decoded(content, encoding)
        if text is not None and is_text(text):
            yield _Candidate(encoding, text, is_certain=True)


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
    high = {c for c in set(text) if c > "\x7f"}
    letters = {c for c in high if c.isalpha() or unicodedata.combining(c)}
    found = [a for a in alphabets if letters <= _both_cases(a)]
    # What takes long comes last: most encodings have been ruled out by then.
    if not found or not high - letters <= _PUNCTUATION:
        return []
    if any(sign not in _ALLOWED_IN_WORD for sign in _SYMBOL_IN_WORD.findall(text)):
        return []
    words = _WORD.findall(text)
    is_text = all(map(_is_word, {*words}))
    return found if is_text and _is_in_script(words, latin=alphabets[0][0] < "ʰ") else []


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


def _is_in_script(words: Sequence[str], *, latin: bool) -> bool:
    """Return whether enough letters are in the script: most are, or for Latin few are non-ASCII."""
    letters = "".join(words)
    high = len(_NON_ASCII.findall(letters))
    return 2 * high <= len(letters) if latin else 2 * high >= len(letters)


def _is_chinese(text: str) -> bool:
    signs = _script_counts(text)
    common = sum(map(text.count, COMMON_HANZI))
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
    has_symbols = any(unicodedata.category(c)[0] in "CM" for c in {*_NON_ASCII.findall(text)})
    return Counter() if has_symbols or 2 * len(high) < len(letters) else Counter(map(_script, high))


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
