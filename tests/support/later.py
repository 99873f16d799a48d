"""Modules that take long to import, and of a test file are not wanted before one of its tests runs:
every worker imports all files, and runs some.
"""

from __future__ import annotations

import importlib
from typing import Any


class Later:
    """Stands for a module, which is imported once something in it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # pytest looks at all that a file holds
            raise AttributeError(name)
        return getattr(importlib.import_module(self._name), name)
