"""The versions that must be equal in all processes that take part in one build.

Owns the list of them: Python, this package, its rules of reading and splitting, and the libraries
that read and embed. remote_encoding.py compares the embedder's weights.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import metadata

from index.recipe import FORMATS
from index.sources.split import SPLITTER

PACKAGES = (  # names of distributions
    "article-qa",
    "lxml",
    "numpy",
    "onnxruntime",
    "pypdfium2",
    "sentence-transformers",
    "syntok",
    "tokenizers",
    "torch",
    "transformers",
)

Versions = Mapping[str, str]  # by name


@lru_cache(maxsize=1)
def local_versions() -> Versions:
    """The versions in this process."""
    found = {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "reading": FORMATS,
        "splitting": SPLITTER,
    }
    for package in PACKAGES:
        with suppress(metadata.PackageNotFoundError):
            found[package] = metadata.version(package)
    return found


def differences(theirs: Versions, mine: Versions) -> tuple[str, str] | None:
    """The names and versions that differ, theirs and mine, in words; None if all are equal."""
    other = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
    return (_listed(theirs, other), _listed(mine, other)) if other else None


def _listed(versions: Versions, names: list[str]) -> str:
    return ", ".join(f"{name} {versions[name]}" if name in versions else f"no {name}"
                     for name in names)  # fmt: skip
