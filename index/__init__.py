"""What the corpus is and how it is found: articles, passages, vectors, generations on disk.

Knows nothing of questions' answers; qa/ builds on it.
"""

from index.build import BuildReport, build, load, recipe_of, status
from index.content import Content
from index.corpus import Article, Passage, Span
from index.embed import DEFAULT_EMBEDDER, Embedder, SentenceTransformerEmbedder
from index.errors import ArticleQAError
from index.generation import Generation
from index.manifest import Changes, Manifest

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
    "SentenceTransformerEmbedder",
    "Span",
    "build",
    "load",
    "recipe_of",
    "status",
]
