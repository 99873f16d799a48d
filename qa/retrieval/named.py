"""The search for a name or a date: the passages that state it, best first.

Owns how many passages with some of its words are looked at. Knows nothing of which texts state a
name, which is qa/values/mentions.py's.
"""

from __future__ import annotations

from dataclasses import replace

from index.embedding.protocol import Vectors
from index.interface import PassageIndex
from qa.retrieval.words import LIMIT, FoundPassages, find_words
from qa.values.mentions import mentions, search_words

LOOKED_AT = 500  # passages; in many a part of the name stands for something else


def find_named(content: PassageIndex, said: str, vector: Vectors) -> FoundPassages:
    """The best passages that state a name or a date, whose vector is given."""
    found = find_words(content, search_words(said), vector, LOOKED_AT)
    stated = (p for p in found.passages if mentions(said, p.text, p.article.published))
    return replace(found, passages=tuple(stated)[:LIMIT])
