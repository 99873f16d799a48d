"""The corpus and how it is found: articles, passages, and an index in a folder or in a server.

Knows nothing of answers; qa/ builds on it.
"""

# ruff: noqa: E402  (the libraries' telemetry is off before any of them is loaded)
from index.telemetry import disable_telemetry

disable_telemetry()

from index.backend import build, load, rollback, update_index
from index.corpus import Article, Passage, Span
from index.embedding.open import open_embedder
from index.embedding.protocol import DEFAULT_EMBEDDER, Embedder, PassageVectors
from index.errors import ArticleQAError
from index.filtering.filter import Filter
from index.interface import Candidates, Opened, PassageIndex
from index.location import Address, Location, location_of
from index.manifest import Manifest
from index.options import BuildOptions, KnownChanges
from index.plan import Plan, plan_build, status
from index.recipe import recipe_of
from index.report import BuildReport
from index.sources.changes import Changes

__all__ = [
    "DEFAULT_EMBEDDER",
    "Address",
    "Article",
    "ArticleQAError",
    "BuildOptions",
    "BuildReport",
    "Candidates",
    "Changes",
    "Embedder",
    "Filter",
    "KnownChanges",
    "Location",
    "Manifest",
    "Opened",
    "Passage",
    "PassageIndex",
    "PassageVectors",
    "Plan",
    "Span",
    "build",
    "load",
    "location_of",
    "open_embedder",
    "plan_build",
    "recipe_of",
    "rollback",
    "status",
    "update_index",
]
