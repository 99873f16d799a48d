"""What the corpus is and how it is found: articles, passages, vectors, generations on disk.

Knows nothing of questions' answers; qa/ builds on it.
"""

# ruff: noqa: E402  (the libraries are silenced before any of them is loaded)
from index.silence import be_silent

be_silent()

from index.content import Content
from index.corpus import Article, Passage, Span
from index.embed import DEFAULT_EMBEDDER, Embedder, PassageVectors, open_embedder
from index.errors import ArticleQAError
from index.generation import Generation
from index.home import build, load, rollback
from index.manifest import Changes, Manifest
from index.place import Address, Place, place_of
from index.plan import Plan, plan, recipe_of, status
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
