"""The source files of the project, and what they import.

Owns which files there are and how one is read. Knows no rule of theirs.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from tests.support.paths import ROOT

PACKAGES = ("index/**", "qa/**", "page/**")
FILES = sorted(
    [*(p for package in PACKAGES for p in ROOT.glob(f"{package}/*.py")), ROOT / "app.py"]
)


def imported(path: Path) -> set[str]:
    """Names of all top packages that a file imports from anywhere in it."""
    return {module.split(".")[0] for module in modules(path)}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def modules(path: Path) -> set[str]:
    """Names of all modules that a file imports anywhere in it, functions included."""
    names = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            names.add(node.module or "")
    return names


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def breaches(paths: Iterable[Path], breach: Callable[[Path], object]) -> dict[str, object]:
    """The breaches of a rule, by their file; a test for each file would take longer."""
    found = {name(path): breach(path) for path in paths}
    assert found, "no file was looked at"
    return {file: breach for file, breach in found.items() if breach}


def of_package(package: str, path: Path) -> set[str]:
    return {module for module in modules(path) if module.startswith(package)}
