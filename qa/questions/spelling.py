"""A word of a question in another spelling than that of the passages found for the question.

Owns what counts as a slip of one letter and what as British or American spelling of one word, and
which word is meant; of the words that ask, which no passage need have, it knows the slips too. A
word that the passages have is never changed, and no known word is a slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from index.embedding.network import open_tokenizer
from index.lexical import folded, stem
from qa.questions.respelling import has_respelling, is_respelling

SHORTEST = 5  # letters of a word that is corrected: shorter ones are one letter from too many
SHORTEST_ASKING = 3  # letters of one that is read as a word that asks: teh, whn

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ASKING = (
    "who",
    "what",
    "when",
    "where",
    "which",
    "why",
    "how",
    "whose",
    "the",
    "and",
    "did",
    "does",
)
_ABBREVIATION = re.compile(r"[A-Z]{2}")


def corrected(question: str, texts: Iterable[str], is_known: Callable[[str], bool]) -> str:
    """The question with each word of one wrong, missing, added or swapped letter corrected to the
    most frequent such word of the texts, and each in the other of British and American spelling
    replaced by theirs; ties go to the one found first.

    ``is_known`` says of a word in small letters without accents whether it is an English word.
    """
    typed_words = {folded(word) for word in _WORD.findall(question)}
    unknown = {word for word in typed_words if len(word) >= SHORTEST_ASKING and not is_known(word)}
    doubtful = unknown | set(filter(has_respelling, typed_words))
    if not doubtful:
        return question
    frequency = Counter(word for text in texts for word in _WORD.findall(text))
    stems = {stem(folded(word)) for word in frequency}

    def meant(match: re.Match[str]) -> str:
        typed = folded(match[0])
        is_abbreviated = _ABBREVIATION.search(match[0]) and not question.isupper()
        if typed not in doubtful or stem(typed) in stems or is_abbreviated:
            return match[0]
        if typed in unknown and (asking := _asking_word(typed)):
            return asking
        if len(typed) < SHORTEST:
            return match[0]
        is_meant = is_slip if typed in unknown else is_respelling
        near = [word for word in frequency if is_meant(typed, folded(word))]
        return max(near, key=frequency.__getitem__, default=match[0])

    return _WORD.sub(meant, question)


def _asking_word(typed: str) -> str | None:
    """The one word of those that ask of which this one lacks a letter, or has two swapped."""
    shorter = len(typed) + 1
    near = [
        word
        for word in _ASKING
        if is_slip(typed, word) and (len(word) == shorter or sorted(word) == sorted(typed))
    ]
    return near[0] if len(near) == 1 else None


def is_english(word: str) -> bool:
    """True if a word is one of the 30,000 that the packaged tokenizer does not cut into pieces."""
    return open_tokenizer().token_to_id(word) is not None


def is_slip(one: str, other: str) -> bool:
    """True if two words differ by one letter that is wrong, missing or added, or by two
    neighbours in the wrong order; their first letters are equal.
    """
    if one == other or one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    head = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if head is None:
        return True  # one letter more at the end
    a, b = one[head:], other[head:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
