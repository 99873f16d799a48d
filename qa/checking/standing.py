"""Places of an article that state a value of a statement, from its supporting sentences outwards.

Owns how near to the support a value is, and whether a sentence that states it is about the rest of
the statement too. Pure; knows nothing of readers and verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.lexical import terms
from qa.checking.support import Support
from qa.values.names import names_by_last_word
from qa.values.values import Value, is_stated

FEW = 4  # words of a statement in its best sentence: of fewer, a share says nothing


@dataclass(frozen=True, slots=True)
class Standing:
    """The places where a value is stated: in the supporting sentences (``stated``), around the best
    of them (``in_context``), there or in the passages read (``is_near``), anywhere in the
    article (``in_article``). ``is_called``: the best sentence has the last word of a name that
    the article states whole. ``shared`` is how many of the statement's other words the best of
    the sentences read that state the value has, as a share of those that the best supporting
    sentence has; 0 where that has fewer than FEW, and for a value that the supporting sentences
    state.
    """

    stated: bool
    in_context: bool
    is_near: bool
    in_article: bool
    is_called: bool
    shared: float


def standing_of(value: Value, statement: str, support: Support) -> Standing:
    """The standing of a value in the article that supports a statement."""
    article = support.article.text
    stated = is_stated_in(value, support, support.sentences)
    in_context = is_stated_in(value, support, [support.context.of(article)])
    is_near = (
        stated or in_context or is_stated_in(value, support, (h.passage.text for h in support.read))
    )
    in_article = is_near or is_stated_in(value, support, [article])
    is_called = value.kind == "name" and names_by_last_word(value.text, support.sentences[0])
    return Standing(
        stated=stated,
        in_context=in_context,
        is_near=is_near,
        in_article=in_article,
        is_called=is_called and is_stated_in(value, support, [article]),
        shared=_shared(value, statement, support) if is_near and not stated else 0.0,
    )


def is_stated_in(value: Value, support: Support, texts: Iterable[str]) -> bool:
    """True if one of the texts of the supporting article states a value."""
    return any(is_stated(value, text, support.article.published) for text in texts)


def _shared(value: Value, statement: str, support: Support) -> float:
    wanted = set(terms(statement)) - set(terms(value.text))
    best = len(wanted & set(terms(support.sentences[0])))
    if best < FEW:
        return 0.0
    sentences = (
        s.of(hit.passage.article.text) for hit in support.read for s in hit.passage.sentences
    )
    own = [s for s in sentences if is_stated_in(value, support, [s])]
    return max((len(wanted & set(terms(s))) for s in own), default=0) / best
