"""A question to be answered by yes or no, compared with the words of one sentence. Pure.

Owns when a sentence says a question's words in their order, or all but one amount, date or word of
them, and which words turn a sentence around or take its certainty. Sees single words: where more
would be needed, it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.corpus import Span
from index.lexical import STOP_WORDS, folded, stem, terms
from qa.checking.opposites import opposite_stems
from qa.questions.kind import direct
from qa.questions.words import opening
from qa.text.agreement import DENIALS
from qa.values.values import Value, is_stated, others_of_kind, values_in

Word = Literal["yes", "no"]

GAP = 14  # words of a sentence between the first and the last that a question has, beyond its own
LEAST = 2  # words that a question has besides its auxiliary
BEFORE, BEHIND = 3, 2  # words beside those that a question has, where a denial is of them

_TOKEN = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")
# They ask for the same, with or without.
_FILLING = frozenset(
    re.findall(
        r"\w+",
        "any ever yet really actually indeed also too anyone anybody anything there he she it they"
        " you his her its their your him them i we our us me my this these those that who which"
        " what so do does did has have had can could will would been being be",
    )
)
_DENYING = DENIALS | frozenset(
    re.findall(
        r"\w+",
        "hardly barely rarely neither nobody nothing few unlikely unable lack lacks lacked fail"
        " fails failed false deny denies denied refuse refuses refused instead rather unless",
    )
)
# With one of these a sentence says less than yes, or says it of somebody's words.
_HEDGING = frozenset(
    re.findall(
        r"[\w-]+",
        "may might could would should if whether perhaps possibly probably likely expected expects"
        " plans planned planning hopes hoped hope claims claimed claim alleged allegedly believed"
        " believes suspected reportedly considering considered proposed proposes propose wants"
        " want wanted aims aimed only almost nearly except until once former formerly seem seems"
        " appears thought rumored rumoured pretend pretended would-be theory possible potential"
        " tried try tries attempted attempt though although than",
    )
)
_LESSENING = frozenset(("less", "least", "fewer", "fewest"))
_COMPARING = _LESSENING | frozenset(("more", "most", "better", "best", "worse", "worst", "than"))


@dataclass(frozen=True, slots=True)
class _Token:
    span: Span
    word: str
    term: str


def statement_of(question: str) -> str:
    """The question without its auxiliary: ``he come.`` of ``Did he come?``."""
    found = opening(direct(question))
    assert found is not None
    return found.rest.rstrip("?!. ").partition(" ")[2] + "."


def can_decide(question: str, sentence: str) -> bool:
    """True if a question and a sentence are of the forms that are compared: the question denies and
    compares nothing, and the sentence is none itself.
    """
    words = {token.word for token in _tokens(question)}
    asks = sentence.rstrip('"”’ ').endswith("?")
    return not asks and not words & (_COMPARING | _DENYING) and not any(map(_denies, words))


def is_plain(question: str, sentence: str) -> bool:
    """True if a sentence denies nothing, and leaves nothing open that the question does not."""
    words = {token.word for token in _tokens(sentence)}
    asked = {token.word for token in _tokens(question)}
    return not (words - asked) & (_HEDGING | _LESSENING) and not any(map(_denies, words))


def coverage(question: str, sentence: str) -> float:
    """The share of a question's words that a sentence has, in [0, 1]; 0 for none."""
    asked = {token.term for token in _content(statement_of(question))}
    stated = {token.term for token in _tokens(sentence)}
    return len(asked & stated) / max(1, len(asked))


def wording_says(question: str, sentence: str, known: str = "") -> Word | None:
    """The decision of a sentence's words alone on a question that it can decide; None where they
    do not.

    ``known`` is text of the same article whose words the sentence may leave out: its title.
    """
    said = statement_of(question)
    asked, stated = _content(said), _tokens(sentence)
    values = [v for v in values_in(said) if v.kind != "name"]
    missing = [v for v in values if not is_stated(v, sentence)]
    other = _other(missing, said, sentence)
    if len(asked) < LEAST or len(missing) > (other is not None):
        return None
    ordered = [t for t in asked if not any(v.span.contains(t.span) for v in values)]
    turned = _opposed(ordered, stated)
    window = _window(turned or ordered, stated, frozenset(terms(known)))
    if window is None or (turned and other):
        return None
    words = {token.word for token in _tokens(question)}
    return _polarity(window, stated, words, turned=bool(turned or other), sentence=sentence)


def _other(missing: Sequence[Value], said: str, sentence: str) -> Value | None:
    """The one value of a sentence in the place of the one that it lacks; None where it is not one
    for one.
    """
    if len(missing) != 1:
        return None
    others = [v for v in others_of_kind(missing[0], sentence) if not is_stated(v, said)]
    return others[0] if len(others) == 1 else None


def _opposed(asked: Sequence[_Token], stated: Sequence[_Token]) -> list[_Token]:
    """The question with the one word exchanged that the sentence has the opposite of; empty where
    there is none.
    """
    have = {token.term for token in stated}
    for at, token in enumerate(asked):
        found = opposite_stems(token.term) & have
        if token.term not in have and found:
            return [*asked[:at], replace(token, term=min(found)), *asked[at + 1 :]]
    return []


def _window(
    asked: Sequence[_Token], stated: Sequence[_Token], known: frozenset[str]
) -> range | None:
    """The shortest run of a sentence's words that has all that is asked in its order."""
    have = {token.term for token in stated}
    wanted = [token.term for token in asked if token.term in have or token.term not in known]
    if len(wanted) < LEAST or not have.issuperset(wanted):
        return None
    starts = [at for at, token in enumerate(stated) if token.term == wanted[0]]
    found = (_run(wanted, stated, start) for start in starts)
    best = min((run for run in found if run), key=len, default=None)
    return best if best and len(best) <= len(wanted) + GAP else None


def _run(wanted: Sequence[str], stated: Sequence[_Token], start: int) -> range | None:
    at = start
    for term in wanted[1:]:
        at = next((i for i in range(at + 1, len(stated)) if stated[i].term == term), -1)
        if at < 0:
            return None
    return range(start, at + 1)


def _polarity(
    window: range, stated: Sequence[_Token], asked: set[str], *, turned: bool, sentence: str
) -> Word | None:
    before = sentence[: stated[window.start].span.start]
    if before.count("“") > before.count("”") or before.count('"') % 2:
        return None  # what somebody says
    near = range(max(0, window.start - BEFORE), min(len(stated), window.stop + BEHIND))
    until = {token.word for token in stated[: near.stop]} - asked
    if until & (_HEDGING | _LESSENING):
        return None
    denied = [at for at in range(near.stop) if _denies(stated[at].word)]
    if not denied:
        return "no" if turned else "yes"
    return "no" if not turned and len(denied) == 1 and denied[0] in near else None


def _denies(word: str) -> bool:
    return word in _DENYING or word.endswith(("n't", "n’t"))


def _content(text: str) -> list[_Token]:
    return [
        t for t in _tokens(text) if t.word not in _FILLING and t.word not in STOP_WORDS - DENIALS
    ]


def _tokens(text: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(text):
        word = folded(match[0])
        whole = re.sub(r"['’]s$", "", word)
        found.append(_Token(Span(*match.span()), word, stem(whole)))
    return found
