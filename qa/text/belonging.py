"""Texts that belong together across white space and signs: numbers with their magnitude, unit or
currency, dates, addresses. Pure.

Owns the patterns. How a span is widened by them is in tokens.py.
"""

from __future__ import annotations

import re

from qa.text.numbers import FRACTION, MAGNITUDE, WORD

_GAP = "[ \u00a0\u2009\u202f\n]"
_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
_MONTH = f"(?:{_NAMES}|{_NAMES.upper()}|{_SHORT})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_CODE = "(?:USD|EUR|GBP|CHF|NOK|SEK|DKK|JPY|CNY|INR)"
_SIZE = rf"(?:{MAGNITUDE}|bn|mn|tn|[kKmM](?![\w²³/]))(?!\w)"
_SYMBOL = (
    rf"(?:[%‰]|per{_GAP}?cent|percentage{_GAP}points?|°{_GAP}?[CFK]?|[µmck]?m[²³2]?|km/h|m/s|mph|kph"
    r"|[kMGT]?Wh?|[kMG]?Hz|[KMGT]B|dB|kg|mg|g|ml|lbs?|ha)(?!\w)"
)
_MONEY = (
    rf"(?:(?:U\.?S\.?|[A-Z][a-z]+){_GAP})?(?:dollars?|euros?|pounds?|francs?|crowns?|kron(?:or|er|a|e)"
    rf"|yen|yuan|rou?bles?|rupees?|pesos?|cents?|pence|{_CODE})(?!\w)|[€$£¥]"
)
_KIND = rf"(?:{_SIZE}|{_SYMBOL}|{_MONEY})"
_AMOUNT = rf"(?:\d\)?|{FRACTION}|(?<!\w)(?:{WORD}|{MAGNITUDE})|\d{_GAP}?(?:bn|mn|tn|[kKmM]))"
_GROUPS = rf"(?<![\w.,])\d{{1,3}}(?:{_GAP}\d{{3}})*"

# A quote may not start between these two.
_BEFORE_START = (
    (rf"{_AMOUNT}{_GAP}", _SIZE),
    (rf"(?i:\b(?:minus|plus)){_GAP}", r"[$€£¥]?\d"),
    (r"(?<![a-z])[A-Z]{1,2}", r"[$€£¥]\d"),
    (rf"\b{_CODE}{_GAP}", r"\d"),
    (rf"\b{_MONTH}{_GAP}", rf"{_DAY}(?![\w.,/:-]\d|\w)"),
    (rf"{_GROUPS}{_GAP}", r"\d{3}(?!\w)"),
    (rf"\d{_GAP}–{_GAP}", r"\d"),
    (r"\(", rf"[$€£¥]?\d[\d.,]*\){_GAP}?{_KIND}"),
)
# A quote may not end between these two. A date may start with its month or year.
_BEHIND_END = (
    (_AMOUNT, rf"{_GAP}?{_KIND}"),
    (rf"\b{WORD}", rf"-{WORD}\b"),
    (rf"\b{MAGNITUDE}", rf"{_GAP}(?:and{_GAP})?{WORD}\b"),
    (rf"(?<!\w){_DAY}", rf"{_GAP}(?:of{_GAP})?{_MONTH}(?!\w)"),
    (rf"\b{_MONTH}", rf"{_GAP}{_DAY}(?![\w.,/:-]\d|\w)|,?{_GAP}(?:of{_GAP})?\d{{4}}(?!\w)"),
    (rf"\b{_MONTH}{_GAP}{_DAY}", rf",?{_GAP}\d{{4}}(?!\w)"),
    (r"\b(?i:spring|summer|autumn|fall|winter)", rf"{_GAP}(?:of{_GAP})?\d{{4}}(?!\w)"),
    (_GROUPS, rf"{_GAP}\d{{3}}(?!\w)"),
    (r"\d", rf"{_GAP}–{_GAP}\d"),
    (r"\d", rf"\){_GAP}?{_KIND}"),
)
DATE = re.compile(
    rf"(?:{_DAY}{_GAP}(?:of{_GAP})?)?\b(?:{_MONTH}|(?i:spring|summer|autumn|fall|winter))"
    rf"(?:{_GAP}{_DAY})?,?{_GAP}(?:of{_GAP})?\d{{4}}(?!\w)"
)
STARTS = tuple((re.compile(f"{a}$"), re.compile(b)) for a, b in _BEFORE_START)
ENDS = tuple((re.compile(f"{a}$"), re.compile(b)) for a, b in _BEHIND_END)
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)[@#№]\w+|(?<!\w)\+\d{1,3}(?:[ \u00a0-]\(?\d{1,5}\)?){1,6}(?!\w)"
)
