"""What the corpus is and how it is found: articles, passages, vectors, generations on disk.

Knows nothing of questions' answers; qa/ builds on it.
"""

# ruff: noqa: E402  (the libraries are silenced before any of them is loaded)
from index.silence import be_silent

be_silent()

from index.backend import build, load, rollback
from index.corpus import Article, Passage, Span
from index.embedding.open import open_embedder
from index.embedding.protocol import DEFAULT_EMBEDDER, Embedder, PassageVectors
from index.errors import ArticleQAError
from index.local.content import Content
from index.local.generation import Generation
from index.location import Address, Place, place_of
from index.manifest import Changes, Manifest
from index.plan import Plan, plan, status
from index.recipe import recipe_of
from index.report import BuildReport

__all__ = [
    "DEFAULT_EMBEDDER",
    "Address",
    "Article",
    "ArticleQAError",
    "BuildReport",
    "Changes",
    "Content",
    "Embedder",
    "Generation",
    "Manifest",
    "Passage",
    "PassageVectors",
    "Place",
    "Plan",
    "Span",
    "build",
    "load",
    "open_embedder",
    "place_of",
    "plan",
    "recipe_of",
    "rollback",
    "status",
]
