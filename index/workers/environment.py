"""What must be the same in every process that does a part of one build.

Owns what that is: the versions of Python, of this package, of how it reads and cuts, and of the
libraries that read and embed. The embedder's weights are compared by remote_encoding.py.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import metadata

from index.recipe import FORMATS
from index.sources.split import SPLITTER

PACKAGES = (  # as they are installed
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

Versions = Mapping[str, str]  # by what they are of


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
    """What others have and what they should have, in words; None when all is the same."""
    other = [name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name)]
    return (_listed(theirs, other), _listed(mine, other)) if other else None


def _listed(versions: Versions, names: list[str]) -> str:
    return ", ".join(f"{name} {versions[name]}" if name in versions else f"no {name}"
                     for name in names)  # fmt: skip
