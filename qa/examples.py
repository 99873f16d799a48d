"""Example questions for a newcomer, made from names in the articles. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from index.corpus import Article

# A name of several words inside a sentence, with the article that it takes there.
_NAME = re.compile(r"(?<=[a-z,] )(?:the )?[A-Z][a-z]+(?: [A-Z][a-z]+)+")
ARTICLES_SCANNED = 200


def example_questions(articles: Iterable[Article], *, count: int = 3) -> list[str]:
    """Questions about the ``count`` most frequent names, by frequency, then alphabetically.

    Only the first ARTICLES_SCANNED articles are read.
    """
    names: Counter[str] = Counter()
    for _, article in zip(range(ARTICLES_SCANNED), articles, strict=False):
        names.update(_NAME.findall(article.text))
    frequent = sorted(names, key=lambda name: (-names[name], name))[:count]
    return [f"What is said about {name}?" for name in frequent]
