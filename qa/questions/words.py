"""The question words and auxiliaries of English, where a question has them, and the words for
persons by what they do. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.lexical import STOP_WORDS, folded

ASKING = "(?:who(?:m|se)?|what|when|where|which|why|how)"
AUXILIARY = (
    "(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might|must)"
)
DEGREE = "(?:many|much|long|far|old|often|big|large|high|tall|deep|fast|soon|late|heavy|hot|cold)"

ROLE = (
    r"(?:\w+(?:er|or|ist|ian|man|woman|ent|ess)|king|queen|prince|boy|girl|wife|husband|son|daughter"
    r"|mother|father|brother|sister|pope|judge|chief|victim|pilot|host|star|spy|nurse|child|one)"
)

_OPENING = re.compile(
    r"(?P<before>(?:(?:and|but|so|then|ok(?:ay)?|also)\b,?\s+)*)"
    rf"(?P<word>(?:(?:in|on|at|by|for|from|with|to|of|since|until)\s+)?{ASKING}\b(?:['’]s\b)?"
    rf"(?:(?<=how)\s+{DEGREE}\b)?)\s*",
    re.IGNORECASE,
)
_STARTS_AUXILIARY = re.compile(rf"{AUXILIARY}(?:n['’]t)?\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_FUNCTION = re.compile(
    rf"{ASKING}|{AUXILIARY}|{DEGREE}|he|she|it|they|him|her|them|his|its|their|hers|theirs|i|you|we|me"
    r"|us|my|your|our|that|than|from|about|any|so|[a-z]+n['’]t",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first words of a question and the rest: ``When`` and ``will he come``.

    ``word`` is empty for a question to be answered by yes or no.
    """

    word: str
    rest: str

    @property
    def inverts(self) -> bool:
        """True if an auxiliary follows the question word: the subject is not what is asked for."""
        return _STARTS_AUXILIARY.match(self.rest) is not None


def content_words(question: str) -> list[str]:
    """The words of a question that say what it is about, in their order: no question words,
    auxiliaries, pronouns or stop words.
    """
    words = _WORD.findall(question)
    return [w for w in words if folded(w) not in STOP_WORDS and not _FUNCTION.fullmatch(w)]


def opening(question: str) -> Opening | None:
    """The opening of a question; None for a text that does not open as one."""
    bare = question.strip().rstrip("?!. ")
    if match := _OPENING.match(bare):
        return Opening(match["word"], bare[match.end() :])
    if _STARTS_AUXILIARY.match(bare):
        return Opening("", bare)
    return None
