"""What must be equal for an index to be carried on: the model, and how texts are read and cut.

Owns the recipe of an index, and the words for how two differ. Knows nothing of how indexes lie.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.embedding.protocol import Embedder
from index.errors import IndexMismatchError, IndexMissingError
from index.lexical import TERMS
from index.sources.formats.decode import fallback_encoding
from index.sources.near_duplicates import MINHASH_VERSION
from index.sources.split import SPLITTER

FORMATS = "formats/2"  # changes whenever a reader would make other articles of the same bytes

Notice = Callable[[str, float | None], None]  # why all is made anew; seconds of embedding to come


def unnoticed(reason: str, seconds: float | None) -> None:
    """The notice that nobody reads."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that decides, for the same articles, what the index holds: equal recipes, equal index."""

    embedder: str
    embedder_digest: str
    formats: str
    splitter: str
    terms: str
    copies: str

    def same_vectors(self, other: Recipe) -> bool:
        """Whether vectors built by one can be carried over to the other; names do not matter."""
        return self.embedder_digest == other.embedder_digest

    def same_rows(self, other: Recipe) -> bool:
        """Whether articles cut by one can be carried over as they are to the other."""
        return replace(self, embedder=other.embedder) == other


def recipe_of(embedder: Embedder) -> Recipe:
    """The recipe of what is built now, with an embedder."""
    formats = f"{FORMATS} in {fallback_encoding()}" if fallback_encoding() else FORMATS
    return Recipe(embedder.name, embedder.digest, formats, SPLITTER, TERMS, MINHASH_VERSION)


def why_anew(built: Callable[[], Recipe], embedder: Embedder) -> str | None:
    """Why not all can be carried over from an index, whose recipe ``built`` reads.

    None when all can, or there is no index. Raises IndexDamagedError.
    """
    try:
        return difference(built(), recipe_of(embedder))
    except IndexMissingError:
        return None
    except IndexMismatchError as error:
        return error.found


def difference(built: Recipe, mine: Recipe) -> str | None:
    """Why what one recipe made cannot be carried over as it is to the other."""
    if not built.same_vectors(mine):
        return f"the index was built with {model_of(built)}, and now it is {model_of(mine)}"
    if not built.same_rows(mine):
        before, now = (
            f"{r.formats}, {r.splitter}, {r.terms} and {r.copies}" for r in (built, mine)
        )
        return f"the articles were read and cut by {before}, and now it is {now}"
    return None


def model_of(recipe: Recipe) -> str:
    """The embedder, as messages name it."""
    return f"embedder {recipe.embedder!r} ({recipe.embedder_digest[:12]})"
