"""A question that cannot be answered as it is asked: one that names nothing, goes on from another
one, wants a summary, or is in another script. Pure.

Owns when a question is not read at all, and what is said then.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from qa.answer import Hit
from qa.questions.casing import with_capitals
from qa.questions.references import names_nobody, open_pronoun
from qa.questions.words import content_words

_CALLED = {"CJK": "Chinese"}  # other scripts by their name in Unicode
_GOES_ON = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?)\W+)*(?P<word>what|how)\s+about\s", re.IGNORECASE
)
_SUMMARY = re.compile(
    r"(?:(?:please|(?:can|could)\s+you|(?:tell|give|show)\s+(?:me|us)|write|what\s+is|an?|short|brief)\s+)*"
    r"(?:(?:everything|all(?:\s+(?:you|we)\s+know)?)\s+about|(?:summary|overview)\s+of|summari[sz]e)\s",
    re.IGNORECASE,
)


def unclear(question: str, hits: Sequence[Hit]) -> str | None:
    """The part that a question lacks to be answered from what was found; None for nothing."""
    return (
        _of_script(question, hits)
        or _of_pronoun(question, hits)
        or _of_words(question, hits)
        or _of_form(question)
    )


def _of_pronoun(question: str, hits: Sequence[Hit]) -> str | None:
    """That a pronoun stands for nobody. With a word beside it ("where was he born"), it may be
    whoever the article is about, where all that was found is of one.
    """
    pronoun = open_pronoun(question)
    texts = (hit.passage.text for hit in hits)
    if pronoun is None or not names_nobody(with_capitals(question, texts)):
        return None
    beside = len(content_words(question))
    articles = {hit.passage.article.id for hit in hits}
    if beside > 1 or (beside and len(articles) < 2):
        return None
    word = pronoun[0].lower()
    be = "are" if word in ("they", "them") else "is"
    return f"it is not known who or what “{word}” {be}; ask with a name in its place"


def _of_words(question: str, hits: Sequence[Hit]) -> str | None:
    """That no word of a question says what it is about: "who?"."""
    if content_words(question):
        return None
    _, *behind = with_capitals(question, (hit.passage.text for hit in hits)).split()
    if any(word[0].isupper() for word in behind) and not question.isupper():
        return None  # Who is Will?
    return "the question does not say what it is about; ask with a name or a noun"


def _of_form(question: str) -> str | None:
    """That a question is the rest of another one, or wants what no sentence states."""
    if found := _GOES_ON.match(question.strip()):
        word = found["word"].lower()
        return f"“{word} about” goes on from a question that is not known; ask the whole question"
    if _SUMMARY.match(question.strip()):
        return "nothing is summed up; ask for one thing that an article may state"
    return None


def _of_script(question: str, hits: Sequence[Hit]) -> str | None:
    """That most of a question is in a script that none of the passages found is in."""
    letters = [letter for letter in question if letter.isalpha()]
    if not hits or question.isascii() or not letters:
        return None
    known = _scripts(hit.passage.text for hit in hits)
    other = [letter for letter in letters if _script(letter) not in known]
    if 2 * len(other) <= len(letters):
        return None
    script = _script(max(other, key=other.count))
    named = _CALLED.get(script, script.capitalize())
    return (
        f"the question is in {named} letters and none of the passages found is; ask in the language"
        " of the articles"
    )


def _scripts(texts: Iterable[str]) -> set[str]:
    return {_script(letter) for letter in set("".join(texts)) if letter.isalpha()}


@lru_cache(4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "unknown").split()[0]
