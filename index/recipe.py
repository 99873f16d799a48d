"""The recipe of an index: the model, and how texts are read and split.

Owns which parts of an index with another recipe can be reused, and the words for the difference.
Knows nothing of where indexes are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.embedding.protocol import Embedder
from index.lexical import TERMS
from index.sources.formats.decode import fallback_encoding
from index.sources.near_duplicates import MINHASH_VERSION
from index.sources.split import SPLITTER

FORMATS = "formats/3"  # changes when a reader makes other articles from the same bytes


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that an index depends on besides its articles: equal recipes, equal index."""

    embedder: str
    embedder_digest: str
    formats: str
    splitter: str
    terms: str
    copies: str

    def same_vectors(self, other: Recipe) -> bool:
        """True if vectors of one recipe can be reused in the other; names do not matter."""
        return self.embedder_digest == other.embedder_digest

    def same_rows(self, other: Recipe) -> bool:
        """True if passages of one recipe can be reused as they are in the other."""
        return replace(self, embedder=other.embedder) == other


def recipe_of(embedder: Embedder) -> Recipe:
    """The recipe of an index built now, with an embedder."""
    formats = f"{FORMATS} in {fallback_encoding()}" if fallback_encoding() else FORMATS
    return Recipe(embedder.name, embedder.digest, formats, SPLITTER, TERMS, MINHASH_VERSION)


def difference(built: Recipe, mine: Recipe) -> str | None:
    """The reason that rows of one recipe cannot be reused as they are; None where they can."""
    if not built.same_vectors(mine):
        before, now = embedder_label(built), embedder_label(mine)
        return f"the index was built with {before}, and now it is {now}"
    if not built.same_rows(mine):
        before, now = (
            f"{r.formats}, {r.splitter}, {r.terms} and {r.copies}" for r in (built, mine)
        )
        return f"the articles were read and cut by {before}, and now it is {now}"
    return None


def embedder_label(recipe: Recipe) -> str:
    """The embedder's name and digest, for messages."""
    return f"embedder {recipe.embedder!r} ({recipe.embedder_digest[:12]})"
