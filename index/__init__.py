"""What the corpus is and how it is found: articles, passages, vectors, generations on disk.

Knows nothing of questions' answers; qa/ builds on it.
"""

from index.build import build, load
from index.content import Content
from index.corpus import Article, Passage, Span
from index.embed import DEFAULT_EMBEDDER, Embedder, PassageVectors, open_embedder
from index.errors import ArticleQAError
from index.generation import Generation, rollback
from index.manifest import Changes, Manifest
from index.plan import Plan, plan, recipe_of, status
from index.report import BuildReport

__all__ = [
    "DEFAULT_EMBEDDER",
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
    "Plan",
    "Span",
    "build",
    "load",
    "open_embedder",
    "plan",
    "recipe_of",
    "rollback",
    "status",
]
