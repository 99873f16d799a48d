"""The referents of a question's pronouns: the persons and things of the turns before. Pure.

Owns which pronouns a question leaves open, and which words of earlier questions and answers may
take their place. Works by rules over the words, without a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.corpus import Span
from index.lexical import STOP_WORDS, folded, terms
from qa.questions.words import AUXILIARY, ROLE, opening
from qa.values.names import names_in
from qa.values.values import values_in

FEW = 2  # words of a question that does not say what it is about
LONGEST = 7  # words of an answer that may stand in a question

_PERSON = frozenset(("he", "him", "his", "she", "her", "hers"))
_SEVERAL = frozenset(("they", "them", "their", "theirs"))
_THING = frozenset(("it", "its"))
_OF = frozenset(("his", "her", "hers", "its", "their", "theirs"))
_PRONOUN = re.compile(
    rf"\b(?:{'|'.join((*_PERSON, *_SEVERAL, *_THING))})\b(?:['’](?:s|re|ll|d|ve)\b)?", re.IGNORECASE
)
# "It" that stands for nothing: how long does it take, it is said that.
_EMPTY = re.compile(
    r"it(?:['’]s|\s+(?:is|was))?\s+(?:takes?|took|taken|costs?|means?|seems?|(?:im)?possible|true|false"
    r"|(?:un)?likely|necessary|important|(?:il)?legal|safe|hard|easy|difficult|common|rains?|snow"
    r"|like\s+to|feel|called\s+when|when"
    r"|(?:\w+ly\s+)?(?:\w+ed|thought|said|known|shown|found|held)\s+that)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?!(?:does|was|is|has|this|us|as|its|his|years|times|ways)\b)[a-z]{3,}[^s\W]s\b"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_AUXILIARY = re.compile(AUXILIARY, re.IGNORECASE)
_COUNTED = re.compile(
    rf"\bhow\s+many\s+(?P<noun>(?:[\w'’-]+\s+){{0,2}}?[\w'’-]+(?:\s+of\s+[\w'’-]+)?)"
    rf"(?=\s+(?:{AUXILIARY}|this|last|in|on|at|by|are|work|went|came)\b|$)",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r".*\b(?:day|week|month|year|hour|night|morning|evening|time|one)s?", re.IGNORECASE
)
_DEFINES = re.compile(r"(?:who|what)(?:\s+(?:is|are|was|were)\b|['’]s\b)", re.IGNORECASE)
_ACTS = re.compile(r"(?:do|does|did|can|could|will|would|should|may|might|must)\b", re.IGNORECASE)
_STATE = re.compile(r"(?:is|are|was|were|has|have|had)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"\w+(?:ed|en|own|ound|uilt|eld|ade|orn|old|aught|ought)|shot|sent|spent|cut|hit|set|won|put|led"
)
_NOUN = re.compile(
    r"\b(?:the|a|an|this|these|those)\s+(?P<words>(?:[\w'’-]+\s+){0,3}?[\w'’-]+)"
    rf"(?=\s+(?:{AUXILIARY}|of|in|on|at|to|for|from|with|by|after|before|during|about|who|which|that"
    r"|when|where|and|or|as|into)\b|[,;:?]|$)",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\b(?:in|to|at|from|of|for|on|with|against|by|into|near)\s+(?:the\s+)?$")
_ASKS_PERSON = re.compile(
    r"\bwho(?:m|se)?\b|\b(?:which|what)\s+(?:\w+\s+)?(?:man|woman|person|boy|girl|actor|actress|author"
    r"|writer|player|minister|president|director|scientist|professor|leader|politician)\b",
    re.IGNORECASE,
)
_ASKS_THING = re.compile(r"\b(?:what|which)\b", re.IGNORECASE)
_ROLE = re.compile(ROLE, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was searched, and its answer; None where there was none."""

    question: str
    answer: str | None


def open_pronoun(question: str) -> re.Match[str] | None:
    """The first pronoun that nothing before it in the question explains."""
    for match in _PRONOUN.finditer(question):
        if _EMPTY.match(question, match.start()):
            continue
        return None if _is_explained(match, question[: match.start()]) else match
    return None


def filled(question: str, turns: Sequence[Turn]) -> str:
    """The question with its open pronoun replaced by what it stands for, where that is found."""
    pronoun = open_pronoun(question)
    if pronoun is None:
        return question
    referent = next(_referents(_bare(pronoun[0]), turns), None)
    if referent is None:
        return question
    before, after = question[: pronoun.start()], question[pronoun.end() :]
    contracted = pronoun[0][len(_bare(pronoun[0])) :]
    return before + _inflected(referent, _bare(pronoun[0]), after) + contracted + after


def topic(turns: Sequence[Turn]) -> str | None:
    """The topic of the latest turns: the subject of the last question that has one."""
    return next(filter(None, (subject(turn.question) for turn in reversed(turns))), None)


def names_nobody(question: str) -> bool:
    """True if a question has no name, no noun behind an article, and no amount or date."""
    return not (any(_names(question)) or any(_nouns(question)) or values_in(question))


def names_nothing(question: str) -> bool:
    """True if a question has few words, and none that says what it is about."""
    if not names_nobody(question):
        return False
    first = opening(question)
    if first and _DEFINES.match(f"{first.word} {first.rest}"):
        return False
    return len(set(terms(first.rest if first else question))) <= FEW


def subject(question: str) -> str | None:
    """The thing that a question is about: its first name, else its first noun with an article."""
    found = list(_names(question))
    leading = [span for span in found if not _IN_PLACE.search(question[: span.start])]
    if leading or found:
        return (leading or found)[0].of(question)
    first = opening(question)
    noun = next(_nouns(question), None)
    return _without_verb(noun, first.rest) if noun and first else noun


def _without_verb(noun: str, rest: str) -> str:
    """The noun behind an auxiliary without the verb that follows it: was the dinosaur found."""
    *kept, last = noun.split()
    behind = rest.split(" ", 1)[-1].startswith(noun)
    verb = _ACTS.match(rest) or (_STATE.match(rest) and _PARTICIPLE.fullmatch(last))
    return " ".join(kept) if behind and verb and len(kept) > 1 else noun


def _is_explained(pronoun: re.Match[str], before: str) -> bool:
    """True if the words before a pronoun name something that it may stand for."""
    word = _bare(pronoun[0])
    if any(_names(before)):
        return True
    if word in _PERSON:
        return any(_persons(f"{before} of")) or _owns(before)
    if word in _OF and _owns(before):
        return True
    return bool(_PLURAL.search(before)) or any(_nouns(f"{before} of"))


def _owns(before: str) -> bool:
    """True if the words before a pronoun are a question word that is the subject, and its verb."""
    first = opening(before)
    if first is None or not first.word or first.inverts:
        return False
    words = first.rest.split()
    asks_of_it = bool(words) and _AUXILIARY.fullmatch(words[-1])  # which university is he from
    return not asks_of_it and len(words) > (0 if _ASKS_PERSON.match(first.word) else 1)


def _referents(pronoun: str, turns: Sequence[Turn]) -> Iterator[str]:
    """The candidates that a pronoun may stand for, the likeliest first."""
    for turn in reversed(turns):
        answer = _as_name(turn.answer)
        if pronoun in _PERSON:
            if answer and answer[:1].isupper() and _ASKS_PERSON.search(turn.question):
                yield answer
            yield from _subjects(turn.question)
            continue
        if answer and _ASKS_THING.search(turn.question) and not _ASKS_PERSON.search(turn.question):
            yield answer
        if answer and pronoun in _SEVERAL and _ASKS_PERSON.search(turn.question):
            yield answer
        if pronoun in _SEVERAL and (counted := _COUNTED.search(turn.question)):
            yield f"the {counted['noun']}"
        if thing := subject(turn.question):
            yield thing


def _subjects(question: str) -> Iterator[str]:
    """Names first that do not follow a preposition: he is Blinken, not Korea; then persons by
    their roles.
    """
    found = list(_names(question))
    leading = [s.of(question) for s in found if not _IN_PLACE.search(question[: s.start])]
    yield from leading
    yield from _persons(question)
    yield from (s.of(question) for s in found)


def _as_name(answer: str | None) -> str | None:
    """An answer that may stand in a question: few words, a name or a noun."""
    if answer is None or len(answer.split()) > LONGEST:
        return None
    if any(value.kind != "name" for value in values_in(answer)):
        return None
    return answer.strip(" .,;:")


def _names(text: str) -> Iterator[Span]:
    """The names of a question, without the question word that opens it."""
    first = opening(text)
    shift = len(text.rstrip("?!. ")) - len(first.rest) if first and first.word else 0
    for span in names_in(text):
        if span.start >= shift:
            yield Span(span.start, span.start + len(_POSSESSIVE.sub("", span.of(text))))


def _nouns(text: str) -> Iterator[str]:
    """The nouns of a text that stand behind an article, each with "the"."""
    for match in _NOUN.finditer(text):
        if _NO_THING.fullmatch(match["words"]):
            continue
        if any(folded(word) not in STOP_WORDS for word in match["words"].split()):
            yield f"the {match['words']}"


def _persons(text: str) -> Iterator[str]:
    """The nouns of a text that speak of a person, as far as that word: the minister."""
    for noun in _nouns(text):
        words = noun.split()
        role = next((n for n, word in enumerate(words) if _ROLE.fullmatch(word)), None)
        if role:
            yield " ".join(words[: role + 1])


def _bare(pronoun: str) -> str:
    return re.split("['’]", pronoun.lower())[0]


def _inflected(referent: str, pronoun: str, after: str) -> str:
    """The referent in the pronoun's form: "her book" is Anna's book, "see her" is see Anna."""
    owns = pronoun in _OF and re.match(r"\s+\w", after) is not None
    if pronoun == "her" and re.match(
        r"\s+(?:in|on|at|to|for|from|with|by|after|before|when|and|or|about|as|into)\b", after
    ):
        owns = False
    if not owns:
        return referent
    return f"{referent}’" if referent.endswith("s") else f"{referent}’s"
