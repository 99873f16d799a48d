"""A question that asks several things: its parts, each a question of its own. Pure.

Owns where a question is parted, and the words that a part takes over from the one before it. Knows
nothing of answers.
"""

from __future__ import annotations

import re

from qa.questions.words import ASKING, AUXILIARY, DEGREE, opening

MOST = 4  # parts; a text of more is one question
_WORDS = 2  # behind its question word, of a part that stands by itself

_SENTENCES = re.compile(r"(?<=\?)\s+")
_PAIR = re.compile(
    rf"(?P<one>(?:{ASKING}))(?:,?\s+and\s+|\s*/\s*)(?P<two>{ASKING}(?:\s+{DEGREE})?)\s+"
    rf"(?P<rest>{AUXILIARY}\b.+)",
    re.IGNORECASE,
)
# "and did Russia oppose it": an auxiliary and what can only be its subject
_SUBJECT = r"(?:he|she|it|they|the|an?|his|her|its|their|any(?:one|body)|there|(?-i:[A-Z]\w+))\b"
_JOINT = re.compile(
    rf",?\s+(?:and|or)(?:\s+(?:also|then))?\s+(?=(?:{ASKING}\b|{AUXILIARY}\s+{_SUBJECT}))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{ASKING}(?:\s+(?:so|else|exactly))?", re.IGNORECASE)
_ENDS = re.compile(rf"\b{ASKING}$", re.IGNORECASE)
_CHOOSING = re.compile(r"(?:which|what)", re.IGNORECASE)
_NOUN = r"(?:[\w'’-]+\s+){0,2}?[a-z]+s"
_NOUN_ACTS = re.compile(rf"{_NOUN}\s+(?!{AUXILIARY}\b)[a-z]+(?<!ed)\s.+", re.IGNORECASE)
_NOUN_IS = re.compile(rf"(?P<noun>{_NOUN})\s+(?P<is>are|were)\s+(?P<rest>.+)", re.IGNORECASE)
_NOUN_OF = re.compile(rf"{_NOUN}\s+(?P<rest>(?:do|does|did)\s.+)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question consists of, in their order; itself where it is one."""
    sentences = [s for s in _SENTENCES.split(question.strip()) if s]
    asked = [s for s in sentences if opening(s) is not None]
    whole = asked if len(asked) == len(sentences) else [question.strip()]
    parts = [part for sentence in whole for part in _parts_of_sentence(sentence)]
    return tuple(parts) if 1 < len(parts) <= MOST else (question,)


def _parts_of_sentence(sentence: str) -> list[str]:
    bare = sentence.rstrip("?!. ")
    if pair := _PAIR.fullmatch(bare):
        return [f"{pair['one']} {pair['rest']}?", f"{_capital(pair['two'])} {pair['rest']}?"]
    first, *others = _clauses(bare)
    if not others or not _stands(first):
        return [sentence]
    bare_words = [clause for clause in others if _BARE.fullmatch(clause)]
    if not all(_stands(clause) for clause in others if clause not in bare_words):
        return [sentence]
    parts = [_borrowed(c, first) if c in bare_words else c for c in others]
    return [f"{_capital(part)}?" for part in (first, *parts)]


def _clauses(text: str) -> list[str]:
    """The text parted before each question that follows an "and", but not within quotes."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    joints = [j for j in _JOINT.finditer(text) if not any(a < j.start() < b for a, b in quoted)]
    starts = [0, *(joint.end() for joint in joints)]
    stops = [*(joint.start() for joint in joints), len(text)]
    return [text[a:b].strip(" ,") for a, b in zip(starts, stops, strict=True)]


def _stands(clause: str) -> bool:
    """True if a clause is a question by itself, and not "which country" or "about how"."""
    found = opening(clause)
    if found is None or _ENDS.search(clause):
        return False
    least = 1 if found.word.lower() == "who" else _WORDS
    return found.inverts or len(found.rest.split()) >= least


def _borrowed(word: str, first: str) -> str:
    """The first clause with another question word: when did he go, and why -> why did he go;
    which countries oppose it, and why -> why do countries oppose it.
    """
    found = opening(first)
    assert found is not None
    if _CHOOSING.fullmatch(found.word):
        if acting := _NOUN_ACTS.fullmatch(found.rest):
            return f"{word} do {acting[0]}"
        if passive := _NOUN_IS.fullmatch(found.rest):
            return f"{word} {passive['is']} {passive['noun']} {passive['rest']}"
        if asked := _NOUN_OF.fullmatch(found.rest):
            return f"{word} {asked['rest']}"
    return f"{word} {found.rest}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
