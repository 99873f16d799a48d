"""The corpus and how it is found: articles, passages, and an index in a folder or in a server.

Knows nothing of answers; qa/ builds on it. What is named here is imported when it is used, so that
the process that reads untrusted files begins at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.telemetry import disable_telemetry

if TYPE_CHECKING:
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

_MODULES = {
    "build": "index.backend",
    "load": "index.backend",
    "rollback": "index.backend",
    "update_index": "index.backend",
    "Article": "index.corpus",
    "Passage": "index.corpus",
    "Span": "index.corpus",
    "open_embedder": "index.embedding.open",
    "DEFAULT_EMBEDDER": "index.embedding.protocol",
    "Embedder": "index.embedding.protocol",
    "PassageVectors": "index.embedding.protocol",
    "ArticleQAError": "index.errors",
    "Filter": "index.filtering.filter",
    "Candidates": "index.interface",
    "Opened": "index.interface",
    "PassageIndex": "index.interface",
    "Address": "index.location",
    "Location": "index.location",
    "location_of": "index.location",
    "Manifest": "index.manifest",
    "BuildOptions": "index.options",
    "KnownChanges": "index.options",
    "Plan": "index.plan",
    "plan_build": "index.plan",
    "status": "index.plan",
    "recipe_of": "index.recipe",
    "BuildReport": "index.report",
    "Changes": "index.sources.changes",
}

disable_telemetry()  # before any of the libraries is loaded


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)
